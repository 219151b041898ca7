// Matrix products of reduced precision, row-major, float32 in and out:
//
//   C [m, n] (+)= A [m, k] . B [k, n]
//
// bfloat16: A and B are rounded to bfloat16 (to nearest, ties to even); products and sums are
// float32. int8: each row of A and each column of B is scaled so that its largest magnitude is 127
// and rounded to integers; sums are exact in 32 bits, and C is the sums times both scales in float32.
//
// oneDNN computes the float32 products. It does not compute these for two reasons: oneDNN 2.6 and 3.x
// stop with SIGILL on virtual machines that have AMX but hide CPUID leaf 0x1D; and here one layout
// serves all kernels, so that rounding, transposing and packing are one pass over the numbers.
//
// A row of C has the same bits whatever other rows are in the call, and on every thread.
// No function allocates. NaN in A or B gives NaN in bfloat16; in int8 the result is unspecified.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ---- kernels ----------------------------------------------------------------------------------

// The instructions that multiply: plain C; AVX2, with AVX-VNNI for int8 or without; AVX512-BF16 and
// AVX512-VNNI; or AMX tiles. In the order of their speed.
typedef enum { cp_portable, cp_avx2, cp_avxvnni, cp_avx512, cp_amx } cp_kernel;

// Uses another kernel than the fastest one on the calling thread. Returns false and changes nothing if
// the machine does not have it.
bool cp_use_kernel(cp_kernel kernel);
cp_kernel cp_kernel_in_use(void);
// Uses this kernel on the calling thread and, where they would use a faster one, on all threads that compute
// their first product later. For measurements; returns as cp_use_kernel does.
bool cp_limit_kernel(cp_kernel kernel);
// Whether the kernel in use has units for bfloat16, and whether its int8 products are faster than those of
// float32.
bool cp_bf16_is_fast(void);
bool cp_int8_is_fast(void);
const char *cp_kernel_name(cp_kernel kernel);

// ---- bfloat16 ---------------------------------------------------------------------------------

// The size of packed B, in panels of 16 columns: a multiple of 1024 bytes. Align the memory to 64.
size_t cp_bf16_packed_bytes(int64_t k, int64_t n);
// Packs panels [first_panel, end_panel) of B from source [k, n], or [n, k] if transposed.
typedef struct {
  int64_t k, n;
  const float *source;
  int64_t stride;
  bool transposed;
  int64_t first_panel, end_panel;
} cp_packing;
int64_t cp_panels(int64_t n);
void cp_bf16_pack(const cp_packing *packing, void *packed);

typedef struct {
  int64_t m, n, k;
  const float *a;        // [m, k], or [k, m] if transposed
  int64_t a_stride;
  bool a_transposed;
  const void *packed;    // B, packed; if NULL, b is used instead:
  const float *b;        // [k, n], or [n, k] if transposed
  int64_t b_stride;
  bool b_transposed;
  float *c;
  int64_t c_stride;
  bool accumulate;
} cp_product;
// scratch: cp_bf16_scratch_bytes bytes, aligned to 64.
size_t cp_bf16_scratch_bytes(void);
void cp_bf16_multiply(const cp_product *product, void *scratch);

// ---- int8 -------------------------------------------------------------------------------------

// The scale of each row: its largest magnitude / 127.
void cp_int8_scales(int64_t rows, int64_t columns, const float *source, int64_t stride,
                    float *scales);
// Divides each row by its scale and rounds: [rows, columns].
void cp_int8_quantize(int64_t rows, int64_t columns, const float *source, int64_t stride,
                      const float *scales, int8_t *values);
// Multiplies each row of values, [rows, columns], by its scale.
void cp_int8_dequantize(int64_t rows, int64_t columns, const int8_t *values, const float *scales,
                        float *numbers, int64_t stride);
// Packs panels [first_panel, end_panel) of B, with the scale and the sum of each column, from B transposed, [n, k].
typedef struct {
  int64_t k, n;
  const int8_t *source;
  int64_t stride;
  const float *scales;   // [n]
  int64_t first_panel, end_panel;
} cp_int8_packing;
size_t cp_int8_packed_bytes(int64_t k, int64_t n);
void cp_int8_pack(const cp_int8_packing *packing, void *packed);
// A must not be transposed, and B must be packed. scratch: cp_int8_scratch_bytes bytes, aligned to 64.
size_t cp_int8_scratch_bytes(int64_t k);
void cp_int8_multiply(const cp_product *product, void *scratch);
