#include "CMPI.h"

#include <limits.h>
#include <mpi.h>
#include <stdlib.h>
#include <string.h>

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

/// One array of `int` for each rank.
static int *one_for_each(int size) {
  int *numbers = calloc((size_t)size, sizeof(int));
  if (!numbers) MPI_Abort(MPI_COMM_WORLD, 1);
  return numbers;
}

/// How many numbers of the part of a slice that begins `from` after its start, at most `most`.
static int part_count(const int64_t *starts, int rank, int64_t from, int64_t most) {
  int64_t left = starts[rank + 1] - starts[rank] - from;
  return left < 0 ? 0 : (int)(left < most ? left : most);
}

static int64_t longest_slice(const int64_t *starts) {
  int64_t longest = 0;
  for (int rank = 0; rank < cmpi_size(); ++rank) {
    int64_t length = starts[rank + 1] - starts[rank];
    if (length > longest) longest = length;
  }
  return longest;
}

void cmpi_sum_slices(float *numbers, const int64_t *starts, float *received, int64_t room) {
  int size = cmpi_size(), rank = cmpi_rank();
  int64_t longest = longest_slice(starts);
  int *counts = one_for_each(size), *places = one_for_each(size);
  int *mine = one_for_each(size), *rooms = one_for_each(size);
  for (int64_t from = 0; from < longest; from += room) {
    int count = part_count(starts, rank, from, room);
    for (int other = 0; other < size; ++other) {
      counts[other] = part_count(starts, other, from, room);
      places[other] = counts[other] ? (int)(starts[other] + from) : 0;
      mine[other] = count;
      rooms[other] = other * (int)room;
    }
    MPI_Alltoallv(
        numbers, counts, places, MPI_FLOAT, received, mine, rooms, MPI_FLOAT, MPI_COMM_WORLD);
    float *sums = numbers + starts[rank] + from;
    memcpy(sums, received, (size_t)count * sizeof(float));
    for (int other = 1; other < size; ++other) {
      const float *part = received + other * room;
      for (int place = 0; place < count; ++place) sums[place] += part[place];
    }
  }
  free(counts);
  free(places);
  free(mine);
  free(rooms);
}

/// The nearest bfloat16; of two the even one.
static uint16_t rounded(float number) {
  uint32_t bits;
  memcpy(&bits, &number, sizeof bits);
  // To round what is not a number could make it infinite or zero.
  if ((bits & 0x7FFFFFFF) > 0x7F800000) return (uint16_t)(bits >> 16 | 0x40);
  return (uint16_t)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
}

static float widened(uint16_t number) {
  uint32_t bits = (uint32_t)number << 16;
  float result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

void cmpi_sum_rounded_slices(
    float *numbers, const int64_t *starts, uint16_t *sent, uint16_t *received, int64_t room) {
  int size = cmpi_size(), rank = cmpi_rank();
  int64_t longest = longest_slice(starts);
  int *counts = one_for_each(size), *mine = one_for_each(size), *rooms = one_for_each(size);
  for (int64_t from = 0; from < longest; from += room) {
    int count = part_count(starts, rank, from, room);
    for (int other = 0; other < size; ++other) {
      counts[other] = part_count(starts, other, from, room);
      mine[other] = count;
      rooms[other] = other * (int)room;
      const float *part = numbers + starts[other] + from;
      uint16_t *words = sent + other * room;
      for (int place = 0; place < counts[other]; ++place) words[place] = rounded(part[place]);
    }
    MPI_Alltoallv(
        sent, counts, rooms, MPI_UINT16_T, received, mine, rooms, MPI_UINT16_T, MPI_COMM_WORLD);
    float *sums = numbers + starts[rank] + from;
    for (int place = 0; place < count; ++place) sums[place] = widened(received[place]);
    for (int other = 1; other < size; ++other) {
      const uint16_t *part = received + other * room;
      for (int place = 0; place < count; ++place) sums[place] += widened(part[place]);
    }
  }
  free(counts);
  free(mine);
  free(rooms);
}

/// The lengths and beginnings of all slices as MPI counts.
static void slices(const int64_t *starts, int *counts, int *places) {
  for (int rank = 0; rank < cmpi_size(); ++rank) {
    counts[rank] = (int)(starts[rank + 1] - starts[rank]);
    places[rank] = (int)starts[rank];
  }
}

void cmpi_share_slices(float *numbers, const int64_t *starts) {
  int *counts = one_for_each(cmpi_size()), *places = one_for_each(cmpi_size());
  slices(starts, counts, places);
  MPI_Allgatherv(
      MPI_IN_PLACE, 0, MPI_FLOAT, numbers, counts, places, MPI_FLOAT, MPI_COMM_WORLD);
  free(counts);
  free(places);
}

void cmpi_collect_slices(const float *numbers, const int64_t *starts, float *all) {
  int rank = cmpi_rank();
  int *counts = one_for_each(cmpi_size()), *places = one_for_each(cmpi_size());
  slices(starts, counts, places);
  MPI_Gatherv(
      numbers + starts[rank], counts[rank], MPI_FLOAT, all, counts, places, MPI_FLOAT, 0,
      MPI_COMM_WORLD);
  free(counts);
  free(places);
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
