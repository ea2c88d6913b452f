#include "CMPI.h"
#include "engine.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static const Engine *engine;
// MPI_MAX_LIBRARY_VERSION_STRING is 256 in Open MPI and 8192 in MPICH.
static char version[8192], reason[1024];

const char *cmpi_open(const char *path) {
  // Open MPI opens components, which look for its symbols among those of the program.
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (!library) {
    snprintf(reason, sizeof reason, "%s", dlerror());
    return reason;
  }
  engine = dlsym(library, "ompi_mpi_comm_world") ? &open_mpi : &mpich;
  const char *missing = engine->resolve(library);
  if (missing) {
    snprintf(reason, sizeof reason, "%s: it has no %s", path, missing);
    return reason;
  }
  int length;
  if (engine->describe(version, &length)) {
    snprintf(reason, sizeof reason, "%s: it does not tell its version", path);
    return reason;
  }
  version[strcspn(version, "\n")] = 0;
  return NULL;
}

const char *cmpi_version(void) { return version; }

int cmpi_start(void) { return engine->start(); }

int cmpi_rank(void) { return engine->rank(); }

int cmpi_size(void) { return engine->size(); }

int cmpi_begin_send(const void *bytes, int count, int rank, int tag) {
  return engine->begin_send(bytes, count, rank, tag);
}

int cmpi_is_sent(void) { return engine->is_sent(); }

int cmpi_probe(int *rank, int *tag, int *count) { return engine->probe(rank, tag, count); }

int cmpi_receive(void *bytes, int count, int rank, int tag) {
  return engine->receive(bytes, count, rank, tag);
}

int cmpi_finalize(void) { return engine->finalize(); }

void cmpi_abort(int status) { engine->abort(status); }
