#include "natural16.h"

// The files are part of the program, so that the installed binary needs no resource folder.
// `#embed` is C23; clang accepts it in every dialect.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char chelsea_00[] = {
#embed "images/00_chelsea.jpg"
};
static const unsigned char chelsea_01[] = {
#embed "images/01_chelsea.jpg"
};
static const unsigned char coffee_02[] = {
#embed "images/02_coffee.jpg"
};
static const unsigned char coffee_03[] = {
#embed "images/03_coffee.jpg"
};
static const unsigned char coffee_04[] = {
#embed "images/04_coffee.jpg"
};
static const unsigned char astronaut_05[] = {
#embed "images/05_astronaut.jpg"
};
static const unsigned char astronaut_06[] = {
#embed "images/06_astronaut.jpg"
};
static const unsigned char astronaut_07[] = {
#embed "images/07_astronaut.jpg"
};
static const unsigned char rocket_08[] = {
#embed "images/08_rocket.jpg"
};
static const unsigned char rocket_09[] = {
#embed "images/09_rocket.jpg"
};
static const unsigned char retina_10[] = {
#embed "images/10_retina.jpg"
};
static const unsigned char hubble_deep_field_11[] = {
#embed "images/11_hubble_deep_field.jpg"
};
static const unsigned char hubble_deep_field_12[] = {
#embed "images/12_hubble_deep_field.jpg"
};
static const unsigned char brick_13[] = {
#embed "images/13_brick.jpg"
};
static const unsigned char grass_14[] = {
#embed "images/14_grass.jpg"
};
static const unsigned char gravel_15[] = {
#embed "images/15_gravel.jpg"
};

static const natural16_photograph photographs[] = {
    {"00_chelsea.jpg", chelsea_00, sizeof chelsea_00},
    {"01_chelsea.jpg", chelsea_01, sizeof chelsea_01},
    {"02_coffee.jpg", coffee_02, sizeof coffee_02},
    {"03_coffee.jpg", coffee_03, sizeof coffee_03},
    {"04_coffee.jpg", coffee_04, sizeof coffee_04},
    {"05_astronaut.jpg", astronaut_05, sizeof astronaut_05},
    {"06_astronaut.jpg", astronaut_06, sizeof astronaut_06},
    {"07_astronaut.jpg", astronaut_07, sizeof astronaut_07},
    {"08_rocket.jpg", rocket_08, sizeof rocket_08},
    {"09_rocket.jpg", rocket_09, sizeof rocket_09},
    {"10_retina.jpg", retina_10, sizeof retina_10},
    {"11_hubble_deep_field.jpg", hubble_deep_field_11, sizeof hubble_deep_field_11},
    {"12_hubble_deep_field.jpg", hubble_deep_field_12, sizeof hubble_deep_field_12},
    {"13_brick.jpg", brick_13, sizeof brick_13},
    {"14_grass.jpg", grass_14, sizeof grass_14},
    {"15_gravel.jpg", gravel_15, sizeof gravel_15},
};

size_t natural16_count(void) { return sizeof photographs / sizeof photographs[0]; }

natural16_photograph natural16_at(size_t index) { return photographs[index]; }
