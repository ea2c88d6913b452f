#include "export_templates.h"

// The files are part of the program, so that the installed binary needs no resource folder.
// `#embed` is C23; clang accepts it in every dialect.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char pytorch[] = {
#embed "templates/pytorch.py.mustache"
};

static const unsigned char timm[] = {
#embed "templates/timm.py.mustache"
};

export_template export_template_timm(void) { return (export_template){timm, sizeof timm}; }

export_template export_template_pytorch(void) {
  return (export_template){pytorch, sizeof pytorch};
}
