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

/// The lengths and beginnings of all slices as MPI counts.
static void slices(const int64_t *starts, int *counts, int *places) {
  for (int rank = 0; rank < cmpi_size(); ++rank) {
    counts[rank] = (int)(starts[rank + 1] - starts[rank]);
    places[rank] = (int)starts[rank];
  }
}

struct cmpi_exchange {
  int size, rank;
  /// The slices, and this rank's slice as each rank sends it.
  int *counts, *places, *mine, *rooms;
  /// What all ranks send of this rank's slice: numbers, or words in bfloat16.
  void *received;
  /// What this rank sends, in bfloat16.
  uint16_t *sent;
  float *numbers;
  enum { SHARE, SUM, ROUNDED_SUM } kind;
  MPI_Request request;
};

cmpi_exchange *cmpi_make_exchange(const int64_t *starts) {
  cmpi_exchange *exchange = calloc(1, sizeof *exchange);
  if (!exchange) MPI_Abort(MPI_COMM_WORLD, 1);
  int size = exchange->size = cmpi_size();
  exchange->rank = cmpi_rank();
  exchange->counts = one_for_each(size);
  exchange->places = one_for_each(size);
  exchange->mine = one_for_each(size);
  exchange->rooms = one_for_each(size);
  slices(starts, exchange->counts, exchange->places);
  for (int rank = 0; rank < size; ++rank) {
    exchange->mine[rank] = exchange->counts[exchange->rank];
    exchange->rooms[rank] = rank * exchange->mine[rank];
  }
  exchange->request = MPI_REQUEST_NULL;
  return exchange;
}

void cmpi_free_exchange(cmpi_exchange *exchange) {
  free(exchange->counts);
  free(exchange->places);
  free(exchange->mine);
  free(exchange->rooms);
  free(exchange->received);
  free(exchange->sent);
  free(exchange);
}

/// Memory for `count` numbers or words, allocated once.
static void *allocated(void *memory, int64_t count, size_t bytes) {
  if (memory) return memory;
  memory = malloc((size_t)count * bytes + 1);
  if (!memory) MPI_Abort(MPI_COMM_WORLD, 1);
  return memory;
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

void cmpi_begin_sum(cmpi_exchange *exchange, float *numbers, int is_rounded) {
  int last = exchange->size - 1;
  int64_t all = (int64_t)exchange->places[last] + exchange->counts[last];
  int64_t received = (int64_t)exchange->size * exchange->counts[exchange->rank];
  exchange->numbers = numbers;
  exchange->kind = is_rounded ? ROUNDED_SUM : SUM;
  exchange->received = allocated(exchange->received, received, sizeof(float));
  const void *sent = numbers;
  if (is_rounded) {
    exchange->sent = allocated(exchange->sent, all, sizeof(uint16_t));
    for (int64_t place = 0; place < all; ++place) exchange->sent[place] = rounded(numbers[place]);
    sent = exchange->sent;
  }
  MPI_Datatype type = is_rounded ? MPI_UINT16_T : MPI_FLOAT;
  MPI_Ialltoallv(
      sent, exchange->counts, exchange->places, type, exchange->received, exchange->mine,
      exchange->rooms, type, MPI_COMM_WORLD, &exchange->request);
}

void cmpi_begin_share(cmpi_exchange *exchange, float *numbers) {
  exchange->kind = SHARE;
  MPI_Iallgatherv(
      MPI_IN_PLACE, 0, MPI_FLOAT, numbers, exchange->counts, exchange->places, MPI_FLOAT,
      MPI_COMM_WORLD, &exchange->request);
}

void cmpi_advance(cmpi_exchange *exchange) {
  int is_done;
  MPI_Test(&exchange->request, &is_done, MPI_STATUS_IGNORE);
}

/// Adds up what was received of this rank's slice, in the order of the ranks.
static void add_up(const cmpi_exchange *exchange) {
  int count = exchange->counts[exchange->rank];
  float *sums = exchange->numbers + exchange->places[exchange->rank];
  for (int rank = 0; rank < exchange->size; ++rank) {
    const float *numbers = (const float *)exchange->received + exchange->rooms[rank];
    const uint16_t *words = (const uint16_t *)exchange->received + exchange->rooms[rank];
    if (exchange->kind == SUM && rank == 0)
      memcpy(sums, numbers, (size_t)count * sizeof(float));
    else if (exchange->kind == SUM)
      for (int place = 0; place < count; ++place) sums[place] += numbers[place];
    else if (rank == 0)
      for (int place = 0; place < count; ++place) sums[place] = widened(words[place]);
    else
      for (int place = 0; place < count; ++place) sums[place] += widened(words[place]);
  }
}

void cmpi_complete(cmpi_exchange *exchange) {
  MPI_Wait(&exchange->request, MPI_STATUS_IGNORE);
  if (exchange->kind != SHARE) add_up(exchange);
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
