#include "embedded.h"

// `#embed` is C23; clang accepts it in every dialect.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char training_images[] = {
#embed "fashion-mnist/train-images-idx3-ubyte.gz"
};
static const unsigned char training_labels[] = {
#embed "fashion-mnist/train-labels-idx1-ubyte.gz"
};
static const unsigned char test_images[] = {
#embed "fashion-mnist/t10k-images-idx3-ubyte.gz"
};
static const unsigned char test_labels[] = {
#embed "fashion-mnist/t10k-labels-idx1-ubyte.gz"
};

const embedded_file embedded_fashion_training_images = {
    "train-images-idx3-ubyte.gz", training_images, sizeof training_images};
const embedded_file embedded_fashion_training_labels = {
    "train-labels-idx1-ubyte.gz", training_labels, sizeof training_labels};
const embedded_file embedded_fashion_test_images = {
    "t10k-images-idx3-ubyte.gz", test_images, sizeof test_images};
const embedded_file embedded_fashion_test_labels = {
    "t10k-labels-idx1-ubyte.gz", test_labels, sizeof test_labels};
