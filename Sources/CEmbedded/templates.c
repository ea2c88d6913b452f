#include "embedded.h"

// `#embed` is C23; clang accepts it in every dialect.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char page[] = {
#embed "page/page.mustache"
};
static const unsigned char block[] = {
#embed "page/block.mustache"
};
static const unsigned char figure[] = {
#embed "page/figure.mustache"
};
static const unsigned char table[] = {
#embed "page/table.mustache"
};
static const unsigned char style[] = {
#embed "page/style.css"
};
static const unsigned char script[] = {
#embed "page/sort.js"
  , '\n',
#embed "page/inspect.js"
  , '\n',
#embed "page/pick.js"
  , '\n',
#embed "page/steps.js"
};
static const unsigned char live[] = {
#embed "page/live.js"
};
static const unsigned char pytorch[] = {
#embed "python/pytorch.py.mustache"
};
static const unsigned char timm[] = {
#embed "python/timm.py.mustache"
};
static const unsigned char latency[] = {
#embed "python/latency.py"
};

const embedded_file embedded_page = {"page.mustache", page, sizeof page};
const embedded_file embedded_page_block = {"block.mustache", block, sizeof block};
const embedded_file embedded_page_figure = {"figure.mustache", figure, sizeof figure};
const embedded_file embedded_page_table = {"table.mustache", table, sizeof table};
const embedded_file embedded_page_style = {"style.css", style, sizeof style};
const embedded_file embedded_page_script = {"page.js", script, sizeof script};
const embedded_file embedded_page_live_script = {"live.js", live, sizeof live};
const embedded_file embedded_pytorch_module = {"pytorch.py.mustache", pytorch, sizeof pytorch};
const embedded_file embedded_timm_module = {"timm.py.mustache", timm, sizeof timm};
const embedded_file embedded_latency_script = {"latency.py", latency, sizeof latency};
