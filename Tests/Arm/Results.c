// Records the results of all functions of CKernels and CProducts in a file, or compares them with such a file.
// Usage: Results record|compare FILE
#include "Results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- inputs ---------------------------------------------------------------------------------

static _Alignas(64) unsigned char memory[64 << 20];
static size_t memory_in_use;

void *bytes(size_t count) {
  void *result = memory + memory_in_use;
  memory_in_use += (count + 63) / 64 * 64;
  if (memory_in_use > sizeof memory) {
    fprintf(stderr, "error: a test needs more memory\n");
    exit(2);
  }
  memset(result, 0, count);
  return result;
}

void release_memory(void) { memory_in_use = 0; }

static uint64_t state;

// 24 random bits: Sebastiano Vigna's SplitMix64 (public domain).
static uint32_t random_bits(void) {
  uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return (uint32_t)((z ^ z >> 31) >> 40);
}

float *numbers(size_t count, float scale) {
  float *result = bytes((count + guard) * sizeof(float));
  // Both operations before the product with the scale are exact: every processor has the same numbers.
  for (size_t i = 0; i < count + guard; i++) {
    result[i] = ((float)random_bits() * 0x1p-23f - 1.0f) * scale;
  }
  return result;
}

float *zeros(size_t count) {
  float *result = numbers(count, 1);
  memset(result, 0, count * sizeof(float));
  return result;
}

// ---- results --------------------------------------------------------------------------------

static FILE *file;
static bool is_recording;
static size_t arrays, failures, elements;
static double worst;
static char worst_name[64];

static void fail(const char *name, const char *reason) {
  failures++;
  fprintf(stderr, "%s, result %zu: %s\n", name, arrays, reason);
}

void expect(bool condition, const char *what) {
  if (!condition) fail(what, "is not so");
}

// Returns the recorded bytes of the next array, or NULL while recording.
static const void *recorded(const char *name, const void *x, size_t count) {
  static unsigned char buffer[16 << 20];
  char header[80] = {0}, found[80];
  snprintf(header, sizeof header, "%s %zu", name, count);
  arrays++;
  bool is_sound = count <= sizeof buffer;
  if (is_recording) {
    is_sound = is_sound && fwrite(header, sizeof header, 1, file) == 1
      && fwrite(x, 1, count, file) == count;
  } else {
    is_sound = is_sound && fread(found, sizeof found, 1, file) == 1
      && memcmp(header, found, sizeof header) == 0 && fread(buffer, 1, count, file) == count;
  }
  if (!is_sound) {
    fprintf(stderr, "error: the file does not fit at %s\n", header);
    exit(2);
  }
  return is_recording ? NULL : buffer;
}

void check(const char *name, const float *x, size_t count, double absolute, double relative) {
  count += guard;
  elements += count;
  const float *expected = recorded(name, x, count * sizeof(float));
  for (size_t i = 0; expected && i < count; i++) {
    if ((isnan(x[i]) && isnan(expected[i])) || x[i] == expected[i]) continue;
    const double difference = fabs((double)x[i] - (double)expected[i]);
    const double error = difference / (absolute + relative * fabs((double)expected[i]));
    if (!(error <= 1)) {
      char reason[160];
      snprintf(reason, sizeof reason, "element %zu of %zu is %.9g, recorded was %.9g", i,
               count - guard, (double)x[i], (double)expected[i]);
      fail(name, reason);
      return;
    }
    if (error > worst) {
      worst = error;
      snprintf(worst_name, sizeof worst_name, "%s", name);
    }
  }
}

void check_bytes(const char *name, const void *x, size_t count) {
  elements += count;
  const void *expected = recorded(name, x, count);
  if (expected && memcmp(x, expected, count) != 0) fail(name, "the bytes differ");
}

void check_bits(const char *name, const float *x, size_t count) {
  check_bytes(name, x, (count + guard) * sizeof(float));
}

int main(int count, char **arguments) {
  is_recording = count == 3 && strcmp(arguments[1], "record") == 0;
  if (count != 3 || (!is_recording && strcmp(arguments[1], "compare") != 0)) {
    fprintf(stderr, "usage: %s record|compare FILE\n", arguments[0]);
    return 2;
  }
  file = fopen(arguments[2], is_recording ? "wb" : "rb");
  if (!file) {
    perror(arguments[2]);
    return 2;
  }
  check_kernels();
  check_products();
  if (!is_recording) expect(fgetc(file) == EOF, "every recorded result was compared");
  if (fclose(file) != 0) {
    perror(arguments[2]);
    return 2;
  }
  if (is_recording) return failures > 0;
  printf("%zu results, %zu numbers and bytes: %zu failures\n", arrays, elements, failures);
  printf("the greatest difference is %.2f of its bound (%s)\n", worst, worst_name);
  return failures > 0;
}
