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

/// Exchanges all numbers in a few parts, of which each has a slice of every rank.
typedef struct {
  int count;
  int64_t begins[4], ends[4];
  /// By part, then by rank: where the slices begin in the part, and the last one ends.
  int64_t *starts[4];
  cmpi_exchange *exchanges[4];
} parts_of_numbers;

static parts_of_numbers make_parts(int64_t numbers, int size) {
  parts_of_numbers parts = {.count = 4};
  for (int part = 0; part < parts.count; ++part) {
    parts.begins[part] = numbers * part / parts.count;
    parts.ends[part] = numbers * (part + 1) / parts.count;
    int64_t *starts = parts.starts[part] = malloc((size_t)(size + 1) * sizeof *starts);
    expect(starts != NULL, "no memory");
    for (int other = 0; other <= size; ++other)
      starts[other] = (parts.ends[part] - parts.begins[part]) * other / size;
    parts.exchanges[part] = cmpi_make_exchange(starts);
  }
  return parts;
}

static void complete(const parts_of_numbers *parts) {
  for (int part = 0; part < parts->count; ++part) cmpi_advance(parts->exchanges[part]);
  for (int part = 0; part < parts->count; ++part) cmpi_complete(parts->exchanges[part]);
}

static void sum_slices(const parts_of_numbers *parts, float *values, int is_rounded) {
  for (int part = 0; part < parts->count; ++part)
    cmpi_begin_sum(parts->exchanges[part], values + parts->begins[part], is_rounded);
  complete(parts);
}

static void share_slices(const parts_of_numbers *parts, float *values) {
  for (int part = 0; part < parts->count; ++part)
    cmpi_begin_share(parts->exchanges[part], values + parts->begins[part]);
  complete(parts);
}

/// Whether a place is in one of this rank's slices.
static int is_mine(const parts_of_numbers *parts, int64_t place) {
  for (int part = 0; part < parts->count; ++part) {
    const int64_t *starts = parts->starts[part] + cmpi_rank();
    int64_t there = place - parts->begins[part];
    if (there >= starts[0] && there < starts[1]) return 1;
  }
  return 0;
}

static void fill(float *values, int64_t numbers) {
  for (int64_t place = 0; place < numbers; ++place) values[place] = number(cmpi_rank(), place);
}

int main(int count, char **arguments) {
  int64_t numbers = count > 1 ? atoll(arguments[1]) : 1000003;
  int times = count > 2 ? atoi(arguments[2]) : 1;
  cmpi_start();
  int rank = cmpi_rank(), size = cmpi_size();
  float *values = malloc((size_t)numbers * 4), *all = calloc((size_t)numbers, 4);
  double *summing = malloc((size_t)times * sizeof *summing);
  double *sharing = malloc((size_t)times * sizeof *sharing);
  expect(values && all && summing && sharing, "no memory");
  parts_of_numbers parts = make_parts(numbers, size);
  for (int time = 0; time < times; ++time) {
    fill(values, numbers);
    cmpi_sum_integers(0);
    double began = MPI_Wtime();
    sum_slices(&parts, values, 0);
    double summed = MPI_Wtime();
    for (int64_t place = 0; place < numbers; ++place)
      expect(!is_mine(&parts, place) || values[place] == sum(size, place), "a sum is another");
    memset(all, 0, (size_t)numbers * 4);
    for (int part = 0; part < parts.count; ++part)
      cmpi_collect_slices(values + parts.begins[part], parts.starts[part], all + parts.begins[part]);
    for (int64_t place = 0; place < numbers; ++place)
      expect(all[place] == (rank == 0 ? sum(size, place) : 0), "a collected number is another");
    cmpi_sum_integers(0);
    double shares = MPI_Wtime();
    share_slices(&parts, values);
    double shared = MPI_Wtime();
    for (int64_t place = 0; place < numbers; ++place)
      expect(values[place] == sum(size, place), "a shared number is another");
    summing[time] = summed - began;
    sharing[time] = shared - shares;
  }
  fill(values, numbers);
  sum_slices(&parts, values, 1);
  for (int64_t place = 0; place < numbers; ++place)
    expect(
        !is_mine(&parts, place) || values[place] == rounded_sum(size, place),
        "a sum of rounded numbers is another");
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
  for (int part = 0; part < parts.count; ++part) {
    cmpi_free_exchange(parts.exchanges[part]);
    free(parts.starts[part]);
  }
  cmpi_finish();
  return 0;
}
