// Inputs from a fixed generator, and the results of functions: one run records them in a file, another run,
// on another processor, is compared with the file.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Memory with defined contents, aligned to 64 bytes, until the next call of release_memory. Behind each
// array lie `guard` more numbers, which are compared with it: no function may change them.
enum { guard = 16 };
float *zeros(size_t count);
// Numbers between -scale and scale. Each call continues the sequence.
float *numbers(size_t count, float scale);
void *bytes(size_t count);
void release_memory(void);

// Records an array, or compares it with the recorded one. A number may differ from the recorded one by
// absolute + relative * |recorded|. NaN must be NaN, and an infinity the same infinity.
void check(const char *name, const float *x, size_t count, double absolute, double relative);
// The same for results of which every bit is promised.
void check_bytes(const char *name, const void *x, size_t count);
void check_bits(const char *name, const float *x, size_t count);  // with the guard behind them

// Counts a failure unless the condition is true; for what does not depend on a recorded result.
void expect(bool condition, const char *what);

void check_kernels(void);
void check_products(void);
