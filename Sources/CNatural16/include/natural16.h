#pragma once
#include <stddef.h>

/// One JPEG file of the embedded set. The bytes live as long as the program.
typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t byte_count;
} natural16_photograph;

/// How many photographs there are.
size_t natural16_count(void);

/// The photograph at `index`, which must be below the count; in the order of the file names.
natural16_photograph natural16_at(size_t index);
