#pragma once

/// What `CMPI.h` offers, of one kind of library.
typedef struct {
  /// Takes the functions of an open library. NULL, or the name of one that it lacks.
  const char *(*resolve)(void *library);
  int (*describe)(char *text, int *length);
  int (*start)(void);
  int (*rank)(void);
  int (*size)(void);
  int (*begin_send)(const void *bytes, int count, int rank, int tag);
  int (*is_sent)(void);
  int (*probe)(int *rank, int *tag, int *count);
  int (*receive)(void *bytes, int count, int rank, int tag);
  int (*finalize)(void);
  void (*abort)(int status);
} Engine;

extern const Engine open_mpi, mpich;
