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

/// The place where the slice of `rank` begins among `count` numbers; that of rank `size` is `count`.
int64_t cmpi_slice_start(int64_t count, int rank, int size);

/// Sums each of `count` numbers over all ranks, by rank, whatever algorithms MPI has.
///
/// `received` has room for what every rank sends of the longest slice. `sums` has room for `count` numbers.
void cmpi_sum_floats(const float *numbers, int64_t count, float *received, float *sums);

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
