#include "CMPI.h"

#include <limits.h>
#include <mpi.h>
#include <stdlib.h>

void cmpi_start(void) {
  int provided;
  MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  if (provided < MPI_THREAD_FUNNELED) MPI_Abort(MPI_COMM_WORLD, 1);
}

void cmpi_finish(void) { MPI_Finalize(); }

void cmpi_abort(int code) { MPI_Abort(MPI_COMM_WORLD, code); }

int cmpi_rank(void) {
  int rank;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

int cmpi_size(void) {
  int size;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  return size;
}

int64_t cmpi_slice_start(int64_t count, int rank, int size) {
  int64_t length = count / size, longer = count % size;
  return rank * length + (rank < longer ? rank : longer);
}

/// One array of `int` for each rank.
static int *one_for_each(int size) {
  int *numbers = calloc((size_t)size, sizeof(int));
  if (!numbers) MPI_Abort(MPI_COMM_WORLD, 1);
  return numbers;
}

/// Sums fewer than 2³¹ numbers: MPI counts with `int`.
static void sum_part(const float *numbers, int count, float *received, float *sums) {
  int size = cmpi_size(), rank = cmpi_rank();
  int *counts = one_for_each(size), *starts = one_for_each(size);
  int *mine = one_for_each(size), *places = one_for_each(size);
  for (int other = 0; other < size; ++other) {
    starts[other] = (int)cmpi_slice_start(count, other, size);
    counts[other] = (int)cmpi_slice_start(count, other + 1, size) - starts[other];
  }
  int length = counts[rank];
  for (int other = 0; other < size; ++other) {
    mine[other] = length;
    places[other] = other * length;
  }
  MPI_Alltoallv(
      numbers, counts, starts, MPI_FLOAT, received, mine, places, MPI_FLOAT, MPI_COMM_WORLD);
  for (int other = 1; other < size; ++other) {
    const float *part = received + (int64_t)other * length;
    for (int place = 0; place < length; ++place) received[place] += part[place];
  }
  MPI_Allgatherv(received, length, MPI_FLOAT, sums, counts, starts, MPI_FLOAT, MPI_COMM_WORLD);
  free(counts);
  free(starts);
  free(mine);
  free(places);
}

void cmpi_sum_floats(const float *numbers, int64_t count, float *received, float *sums) {
  const int64_t most = INT_MAX / 2;
  for (int64_t start = 0; start < count; start += most) {
    int64_t length = count - start < most ? count - start : most;
    sum_part(numbers + start, (int)length, received, sums + start);
  }
}

void cmpi_sum_doubles(double *numbers, int count, double *received) {
  int size = cmpi_size();
  MPI_Allgather(numbers, count, MPI_DOUBLE, received, count, MPI_DOUBLE, MPI_COMM_WORLD);
  for (int place = 0; place < count; ++place) {
    double sum = 0;
    for (int rank = 0; rank < size; ++rank) sum += received[rank * count + place];
    numbers[place] = sum;
  }
}

int64_t cmpi_sum_integers(int64_t number) {
  int64_t sum;
  MPI_Allreduce(&number, &sum, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  return sum;
}

void cmpi_broadcast(void *bytes, int64_t count) {
  for (int64_t start = 0; start < count; start += INT_MAX) {
    int64_t length = count - start < INT_MAX ? count - start : INT_MAX;
    MPI_Bcast((char *)bytes + start, (int)length, MPI_BYTE, 0, MPI_COMM_WORLD);
  }
}

void cmpi_gather_counts(int count, int *counts) {
  MPI_Allgather(&count, 1, MPI_INT, counts, 1, MPI_INT, MPI_COMM_WORLD);
}

void cmpi_gather(const uint8_t *bytes, const int *counts, uint8_t *all) {
  int size = cmpi_size();
  int *starts = one_for_each(size);
  for (int rank = 1; rank < size; ++rank) starts[rank] = starts[rank - 1] + counts[rank - 1];
  MPI_Allgatherv(
      bytes, counts[cmpi_rank()], MPI_BYTE, all, counts, starts, MPI_BYTE, MPI_COMM_WORLD);
  free(starts);
}
