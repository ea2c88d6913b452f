#include "fashion_mnist.h"

// The files are part of the program, so that the installed binary needs no resource folder.
// `#embed` is C23; clang accepts it in every dialect.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char training_images[] = {
#embed "data/train-images-idx3-ubyte.gz"
};
static const unsigned char training_labels[] = {
#embed "data/train-labels-idx1-ubyte.gz"
};
static const unsigned char test_images[] = {
#embed "data/t10k-images-idx3-ubyte.gz"
};
static const unsigned char test_labels[] = {
#embed "data/t10k-labels-idx1-ubyte.gz"
};

#define FILE_OF(array) ((fashion_mnist_file){array, sizeof array})

fashion_mnist_file fashion_mnist_training_images(void) { return FILE_OF(training_images); }
fashion_mnist_file fashion_mnist_training_labels(void) { return FILE_OF(training_labels); }
fashion_mnist_file fashion_mnist_test_images(void) { return FILE_OF(test_images); }
fashion_mnist_file fashion_mnist_test_labels(void) { return FILE_OF(test_labels); }
