#include "embedded.h"

// `#embed` is C23; clang accepts it in every dialect.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char asvit_32[] = {
#embed "../../search-spaces/asvit-32.yaml"
};
static const unsigned char asvit_64[] = {
#embed "../../search-spaces/asvit-64.yaml"
};
static const unsigned char asvit_design_224[] = {
#embed "../../search-spaces/asvit-design-224.yaml"
};
static const unsigned char asvit_design_32[] = {
#embed "../../search-spaces/asvit-design-32.yaml"
};
static const unsigned char asvit_imagenet[] = {
#embed "../../search-spaces/asvit-imagenet.yaml"
};
static const unsigned char autoformer_small[] = {
#embed "../../search-spaces/autoformer-small.yaml"
};
static const unsigned char autoformer_tiny[] = {
#embed "../../search-spaces/autoformer-tiny.yaml"
};
static const unsigned char autoformer_vitbench[] = {
#embed "../../search-spaces/autoformer-vitbench.yaml"
};
static const unsigned char pit[] = {
#embed "../../search-spaces/pit.yaml"
};
static const unsigned char vit_32[] = {
#embed "../../search-spaces/vit-32.yaml"
};
static const unsigned char vit_design_224[] = {
#embed "../../search-spaces/vit-design-224.yaml"
};

static const embedded_file spaces[] = {
    {"asvit-32", asvit_32, sizeof asvit_32},
    {"asvit-64", asvit_64, sizeof asvit_64},
    {"asvit-design-224", asvit_design_224, sizeof asvit_design_224},
    {"asvit-design-32", asvit_design_32, sizeof asvit_design_32},
    {"asvit-imagenet", asvit_imagenet, sizeof asvit_imagenet},
    {"autoformer-small", autoformer_small, sizeof autoformer_small},
    {"autoformer-tiny", autoformer_tiny, sizeof autoformer_tiny},
    {"autoformer-vitbench", autoformer_vitbench, sizeof autoformer_vitbench},
    {"pit", pit, sizeof pit},
    {"vit-32", vit_32, sizeof vit_32},
    {"vit-design-224", vit_design_224, sizeof vit_design_224},
};

size_t embedded_space_count(void) { return sizeof spaces / sizeof spaces[0]; }

embedded_file embedded_space(size_t index) { return spaces[index]; }
