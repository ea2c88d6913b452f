#pragma once
#include <stddef.h>

/// A Mustache template in UTF-8. The bytes live as long as the program.
typedef struct {
  const unsigned char *bytes;
  size_t byte_count;
} export_template;

/// Of a Python module of an As-ViT for PyTorch.
export_template export_template_pytorch(void);

/// Of a Python module that makes one of timm's own models.
export_template export_template_timm(void);
