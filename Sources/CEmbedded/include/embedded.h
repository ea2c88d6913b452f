#pragma once
#include <stddef.h>

/// A file inside the program, so that the installed binary needs no resource folder. The bytes live as
/// long as the program.
typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t byte_count;
} embedded_file;

/// Mustache templates of the page and of what it includes by name, its style sheet, its scripts, and the
/// one that pages have which are served.
extern const embedded_file embedded_page;
extern const embedded_file embedded_page_block;
extern const embedded_file embedded_page_figure;
extern const embedded_file embedded_page_table;
extern const embedded_file embedded_page_style;
extern const embedded_file embedded_page_script;
extern const embedded_file embedded_page_live_script;

/// Mustache templates of Python modules: of an As-ViT for PyTorch, and of one of timm's own models.
extern const embedded_file embedded_pytorch_module;
extern const embedded_file embedded_timm_module;

/// A Python script that times ONNX models by ONNX Runtime.
extern const embedded_file embedded_latency_script;

/// Gzip IDX files: 2,000 training and 500 test images of 28 x 28 pixels, with their labels.
extern const embedded_file embedded_fashion_training_images;
extern const embedded_file embedded_fashion_training_labels;
extern const embedded_file embedded_fashion_test_images;
extern const embedded_file embedded_fashion_test_labels;

/// How many photographs there are: JPEG files, in the order of their names.
size_t embedded_photograph_count(void);

/// The photograph at `index`, which must be below the count.
embedded_file embedded_photograph(size_t index);

/// How many search spaces there are, in the order of their names: the YAML files in `search-spaces`.
size_t embedded_space_count(void);

/// The search space at `index`, which must be below the count, named without its extension.
embedded_file embedded_space(size_t index);
