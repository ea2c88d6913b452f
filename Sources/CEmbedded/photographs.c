#include "embedded.h"

// `#embed` is C23; clang accepts it in every dialect.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char chelsea_00[] = {
#embed "photographs/00_chelsea.jpg"
};
static const unsigned char chelsea_01[] = {
#embed "photographs/01_chelsea.jpg"
};
static const unsigned char coffee_02[] = {
#embed "photographs/02_coffee.jpg"
};
static const unsigned char coffee_03[] = {
#embed "photographs/03_coffee.jpg"
};
static const unsigned char coffee_04[] = {
#embed "photographs/04_coffee.jpg"
};
static const unsigned char astronaut_05[] = {
#embed "photographs/05_astronaut.jpg"
};
static const unsigned char astronaut_06[] = {
#embed "photographs/06_astronaut.jpg"
};
static const unsigned char astronaut_07[] = {
#embed "photographs/07_astronaut.jpg"
};
static const unsigned char rocket_08[] = {
#embed "photographs/08_rocket.jpg"
};
static const unsigned char rocket_09[] = {
#embed "photographs/09_rocket.jpg"
};
static const unsigned char retina_10[] = {
#embed "photographs/10_retina.jpg"
};
static const unsigned char hubble_deep_field_11[] = {
#embed "photographs/11_hubble_deep_field.jpg"
};
static const unsigned char hubble_deep_field_12[] = {
#embed "photographs/12_hubble_deep_field.jpg"
};
static const unsigned char brick_13[] = {
#embed "photographs/13_brick.jpg"
};
static const unsigned char grass_14[] = {
#embed "photographs/14_grass.jpg"
};
static const unsigned char gravel_15[] = {
#embed "photographs/15_gravel.jpg"
};

static const embedded_file photographs[] = {
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

size_t embedded_photograph_count(void) { return sizeof photographs / sizeof photographs[0]; }

embedded_file embedded_photograph(size_t index) { return photographs[index]; }
