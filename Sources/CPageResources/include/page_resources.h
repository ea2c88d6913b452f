#pragma once
#include <stddef.h>

/// A text file in UTF-8. The bytes live as long as the program.
typedef struct {
  const unsigned char *bytes;
  size_t byte_count;
} page_resource;

/// Mustache templates of the page and of what it includes by name.
extern const page_resource page_template;
extern const page_resource page_block_template;
extern const page_resource page_figure_template;
extern const page_resource page_table_template;
/// The style sheet and the script, which the page carries inside.
extern const page_resource page_style;
extern const page_resource page_script;
