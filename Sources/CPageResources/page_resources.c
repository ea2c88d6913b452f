#include "page_resources.h"

// The files are part of the program, so that the installed binary needs no resource folder.
// `#embed` is C23; clang accepts it in every dialect.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char page[] = {
#embed "files/page.mustache"
};
static const unsigned char block[] = {
#embed "files/block.mustache"
};
static const unsigned char figure[] = {
#embed "files/figure.mustache"
};
static const unsigned char table[] = {
#embed "files/table.mustache"
};
static const unsigned char style[] = {
#embed "files/style.css"
};
static const unsigned char sort[] = {
#embed "files/sort.js"
};

const page_resource page_template = {page, sizeof page};
const page_resource page_block_template = {block, sizeof block};
const page_resource page_figure_template = {figure, sizeof figure};
const page_resource page_table_template = {table, sizeof table};
const page_resource page_style = {style, sizeof style};
const page_resource page_script = {sort, sizeof sort};
