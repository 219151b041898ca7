/// What a training by several processes needs of MPI, in plain C types: MPI's own are not the same in OpenMPI and MPICH.
///
/// MPI ends all processes if a call fails, so none of these returns an error.
#ifndef CMPI_H
#define CMPI_H

#include <stdint.h>

/// Starts MPI. Only the calling thread may call what follows.
void cmpi_start(void);
/// Ends MPI; waits for all processes.
void cmpi_finish(void);
/// Ends all processes at once.
void cmpi_abort(int code);

int cmpi_rank(void);
int cmpi_size(void);

// Each rank has a slice of numbers: `starts` has the place where each begins, and at last where the last one ends, which is
// less than 2³¹.

/// An exchange of slices, which goes on while its numbers wait. All ranks begin theirs in the same order.
typedef struct cmpi_exchange cmpi_exchange;

cmpi_exchange *cmpi_make_exchange(const int64_t *starts);
void cmpi_free_exchange(cmpi_exchange *exchange);

/// Begins to replace each number of this rank's slice by its sum over all ranks, by rank, whatever algorithms MPI has.
///
/// If `is_rounded`, numbers are rounded to bfloat16 before they are sent. The first time allocates 4 bytes for each number,
/// and if they are rounded 2 more.
void cmpi_begin_sum(cmpi_exchange *exchange, float *numbers, int is_rounded);

/// Begins to replace each slice by that of its rank.
void cmpi_begin_share(cmpi_exchange *exchange, float *numbers);

/// Sends and receives what can be at once: MPI makes progress only when it is called.
void cmpi_advance(cmpi_exchange *exchange);

/// Waits until the exchange is done.
void cmpi_complete(cmpi_exchange *exchange);

/// Puts the slices of all ranks into `all` of rank 0.
void cmpi_collect_slices(const float *numbers, const int64_t *starts, float *all);

/// Replaces each of a few numbers by its sum over all ranks, by rank; `received` has room for those of every rank.
void cmpi_sum_doubles(double *numbers, int count, double *received);

int64_t cmpi_sum_integers(int64_t number);

/// Replaces bytes by those of rank 0.
void cmpi_broadcast(void *bytes, int64_t count);

/// The number of bytes that each rank passes; `counts` has a place for every rank.
void cmpi_gather_counts(int count, int *counts);
/// The bytes of all ranks, one after the other; `counts` is from `cmpi_gather_counts`.
void cmpi_gather(const uint8_t *bytes, const int *counts, uint8_t *all);

#endif
