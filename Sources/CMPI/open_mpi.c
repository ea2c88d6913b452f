// Open MPI 1.7 to 5: handles are addresses of objects in the library.

#include <stddef.h>

typedef struct ompi_communicator_t *Communicator;
typedef struct ompi_datatype_t *Datatype;
typedef struct ompi_request_t *Request;

typedef struct {
  int source, tag, error, cancelled;
  size_t count;
} Status;

static Communicator world;
static Datatype bytes_type;
static const char *resolve_handles(void *library);

#define WORLD world
#define BYTES bytes_type
#define ANY_SOURCE -1
#define ANY_TAG -1
#define ENGINE open_mpi
#include "functions.h"

static const char *resolve_handles(void *library) {
  world = dlsym(library, "ompi_mpi_comm_world");
  if (!world) return "ompi_mpi_comm_world";
  bytes_type = dlsym(library, "ompi_mpi_byte");
  return bytes_type ? NULL : "ompi_mpi_byte";
}
