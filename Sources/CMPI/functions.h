// The functions of MPI that are used, and an `Engine` of them. The file that includes this once has
// defined, as its library's mpi.h does:
//
//   Communicator, Datatype, Request,
//   Status                                types
//   WORLD, BYTES, ANY_SOURCE, ANY_TAG     handles and numbers
//   ENGINE                                the name of the engine
//   resolve_handles(library)              NULL, or the name of a handle that the library lacks

#include "engine.h"
#include <dlfcn.h>
#include <string.h>

enum { THREAD_FUNNELED = 1 };

static struct {
  int (*Init_thread)(int *, char ***, int, int *);
  int (*Get_library_version)(char *, int *);
  int (*Comm_rank)(Communicator, int *);
  int (*Comm_size)(Communicator, int *);
  int (*Isend)(const void *, int, Datatype, int, int, Communicator, Request *);
  int (*Test)(Request *, int *, Status *);
  int (*Iprobe)(int, int, Communicator, int *, Status *);
  int (*Get_count)(const Status *, Datatype, int *);
  int (*Recv)(void *, int, Datatype, int, int, Communicator, Status *);
  int (*Finalize)(void);
  int (*Abort)(Communicator, int);
} mpi;

static const char *resolve(void *library) {
  const struct {
    const char *name;
    void *place;
  } functions[] = {
    {"MPI_Init_thread", &mpi.Init_thread}, {"MPI_Get_library_version", &mpi.Get_library_version},
    {"MPI_Comm_rank", &mpi.Comm_rank}, {"MPI_Comm_size", &mpi.Comm_size},
    {"MPI_Isend", &mpi.Isend}, {"MPI_Test", &mpi.Test}, {"MPI_Iprobe", &mpi.Iprobe},
    {"MPI_Get_count", &mpi.Get_count}, {"MPI_Recv", &mpi.Recv},
    {"MPI_Finalize", &mpi.Finalize}, {"MPI_Abort", &mpi.Abort},
  };
  for (unsigned i = 0; i < sizeof functions / sizeof *functions; i++) {
    void *symbol = dlsym(library, functions[i].name);
    if (!symbol) return functions[i].name;
    memcpy(functions[i].place, &symbol, sizeof symbol);
  }
  return resolve_handles(library);
}

static int describe(char *text, int *length) { return mpi.Get_library_version(text, length); }

static int start(void) {
  int provided;
  if (mpi.Init_thread(0, 0, THREAD_FUNNELED, &provided)) return 1;
  return provided < THREAD_FUNNELED;
}

static int rank(void) {
  int value;
  return mpi.Comm_rank(WORLD, &value) ? -1 : value;
}

static int size(void) {
  int value;
  return mpi.Comm_size(WORLD, &value) ? -1 : value;
}

// Of the message under way.
static Request sending;

static int begin_send(const void *bytes, int count, int rank, int tag) {
  return mpi.Isend(bytes, count, BYTES, rank, tag, WORLD, &sending);
}

static int is_sent(void) {
  int done;
  Status status;
  return mpi.Test(&sending, &done, &status) ? -1 : done != 0;
}

static int probe(int *rank, int *tag, int *count) {
  int arrived;
  Status status;
  if (mpi.Iprobe(ANY_SOURCE, ANY_TAG, WORLD, &arrived, &status)) return -1;
  if (!arrived) return 0;
  *rank = status.source;
  *tag = status.tag;
  return mpi.Get_count(&status, BYTES, count) ? -1 : 1;
}

static int receive(void *bytes, int count, int rank, int tag) {
  Status status;
  return mpi.Recv(bytes, count, BYTES, rank, tag, WORLD, &status);
}

static int finalize(void) { return mpi.Finalize(); }

static void abort_all(int status) { mpi.Abort(WORLD, status); }

const Engine ENGINE = {
  resolve, describe, start, rank, size, begin_send, is_sent, probe, receive, finalize, abort_all,
};
