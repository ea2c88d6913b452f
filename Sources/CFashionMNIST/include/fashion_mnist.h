#pragma once
#include <stddef.h>

/// One gzip IDX file of the embedded sample. The bytes live as long as the program.
typedef struct {
  const unsigned char *bytes;
  size_t byte_count;
} fashion_mnist_file;

/// 2,000 training images of 28 x 28 pixels, and their labels.
fashion_mnist_file fashion_mnist_training_images(void);
fashion_mnist_file fashion_mnist_training_labels(void);

/// 500 test images, and their labels.
fashion_mnist_file fashion_mnist_test_images(void);
fashion_mnist_file fashion_mnist_test_labels(void);
