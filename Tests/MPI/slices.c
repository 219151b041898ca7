// Checks that the sums, the sharing and the collection of slices give the same bytes as one process that adds by rank, and measures them.
// Usage: mpirun -n RANKS slices [NUMBERS [TIMES]]
#include "CMPI.h"

#include <math.h>
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// The number that a rank brings to a place: the order in which such numbers are added matters.
static float number(int rank, int64_t place) {
  uint32_t bits = (uint32_t)place * 2654435761u ^ (uint32_t)(rank + 1) * 2246822519u;
  return (float)(int32_t)bits / 65536.0f / (float)(1 + bits % 97);
}

static float sum(int size, int64_t place) {
  float result = number(0, place);
  for (int rank = 1; rank < size; ++rank) result += number(rank, place);
  return result;
}

/// The nearest number with 8 binary digits; of two the even one.
static float with_8_digits(float number) {
  int exponent;
  float digits = frexpf(number, &exponent);
  return ldexpf(rintf(ldexpf(digits, 8)), exponent - 8);
}

static float rounded_sum(int size, int64_t place) {
  float result = with_8_digits(number(0, place));
  for (int rank = 1; rank < size; ++rank) result += with_8_digits(number(rank, place));
  return result;
}

static void expect(int condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "error: rank %d: %s\n", cmpi_rank(), what);
  cmpi_abort(1);
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **arguments) {
  int64_t numbers = count > 1 ? atoll(arguments[1]) : 1000003;
  int times = count > 2 ? atoi(arguments[2]) : 1;
  const int64_t room = 1 << 20;
  cmpi_start();
  int rank = cmpi_rank(), size = cmpi_size();
  float *values = malloc((size_t)numbers * 4), *all = calloc((size_t)numbers, 4);
  float *received = malloc((size_t)(room * size) * 4);
  int64_t *starts = malloc((size_t)(size + 1) * sizeof *starts);
  double *summing = malloc((size_t)times * sizeof *summing);
  double *sharing = malloc((size_t)times * sizeof *sharing);
  expect(values && all && received && starts && summing && sharing, "no memory");
  for (int other = 0; other <= size; ++other) starts[other] = numbers * other / size;
  for (int time = 0; time < times; ++time) {
    for (int64_t place = 0; place < numbers; ++place) values[place] = number(rank, place);
    cmpi_sum_integers(0);
    double began = MPI_Wtime();
    cmpi_sum_slices(values, starts, received, room);
    double summed = MPI_Wtime();
    for (int64_t place = starts[rank]; place < starts[rank + 1]; ++place)
      expect(values[place] == sum(size, place), "a sum is another");
    memset(all, 0, (size_t)numbers * 4);
    cmpi_collect_slices(values, starts, all);
    for (int64_t place = 0; place < numbers; ++place)
      expect(all[place] == (rank == 0 ? sum(size, place) : 0), "a collected number is another");
    cmpi_sum_integers(0);
    double shares = MPI_Wtime();
    cmpi_share_slices(values, starts);
    double shared = MPI_Wtime();
    for (int64_t place = 0; place < numbers; ++place)
      expect(values[place] == sum(size, place), "a shared number is another");
    summing[time] = summed - began;
    sharing[time] = shared - shares;
  }
  // In bfloat16, with little room, so that every slice takes several messages.
  const int64_t little = numbers / size / 3 + 1;
  uint16_t *sent = malloc((size_t)(little * size) * 2), *words = malloc((size_t)(little * size) * 2);
  expect(sent && words, "no memory");
  for (int64_t place = 0; place < numbers; ++place) values[place] = number(rank, place);
  cmpi_sum_rounded_slices(values, starts, sent, words, little);
  for (int64_t place = starts[rank]; place < starts[rank + 1]; ++place)
    expect(values[place] == rounded_sum(size, place), "a sum of rounded numbers is another");
  double few[2] = {number(rank, 0), 1}, room_for_all[2 * 1024];
  double expected = 0;
  for (int other = 0; other < size; ++other) expected += (double)number(other, 0);
  expect(size <= 1024, "too many ranks");
  cmpi_sum_doubles(few, 2, room_for_all);
  expect(few[0] == expected && few[1] == size, "a sum in double precision is another");
  qsort(summing, (size_t)times, sizeof *summing, ascending);
  qsort(sharing, (size_t)times, sizeof *sharing, ascending);
  if (rank == 0)
    printf(
        "%d ranks, %lld numbers: the same bytes; sums %.1f ms, sharing %.1f ms (medians of %d)\n",
        size, (long long)numbers, summing[times / 2] * 1000, sharing[times / 2] * 1000, times);
  cmpi_finish();
  return 0;
}
