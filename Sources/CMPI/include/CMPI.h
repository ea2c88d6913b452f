#pragma once

// MPI, opened at run time: the program is linked to none. Open MPI and the MPICH ABI (MPICH, Intel MPI,
// Cray MPICH, MVAPICH) are told apart by their symbols. One library for each process; all calls come
// from the thread that started it.

/// Opens an MPI library and takes what is needed of it.
///
/// - path: of the library, or a name that the loader finds.
/// - returns: NULL, or what is wrong, valid until the next call.
const char *cmpi_open(const char *path);

/// The library's own description, without line breaks.
const char *cmpi_version(void);

/// Starts MPI for one thread that communicates. 0 when that worked.
int cmpi_start(void);

int cmpi_rank(void);
int cmpi_size(void);

/// Begins to send bytes, which have to stay until they are sent; one message at a time. 0 when that
/// worked.
int cmpi_begin_send(const void *bytes, int count, int rank, int tag);

/// 1 when the message under way is sent, 0 before, -1 when that failed.
int cmpi_is_sent(void);

/// 1 when a message has arrived, with its source, tag and size; 0 when none has; -1 when that failed.
int cmpi_probe(int *rank, int *tag, int *count);

/// Receives a message that `cmpi_probe` told of. 0 when that worked.
int cmpi_receive(void *bytes, int count, int rank, int tag);

/// Ends MPI in this process, when all ranks do. 0 when that worked.
int cmpi_finalize(void);

/// Ends the processes of all ranks.
void cmpi_abort(int status);
