// The results of every function of CProducts. Bounds are those of ReducedProductsTests, which compares
// x86-64 with plain loops over rounded numbers.
#include "CProducts.h"
#include "Results.h"

#include <math.h>
#include <string.h>

static void check_choice(void) {
  expect(cp_use_kernel(cp_portable), "every processor has the portable kernel");
  expect(cp_kernel_in_use() == cp_portable, "the portable kernel is in use");
  expect(cp_limit_kernel(cp_portable), "every processor can be kept to the portable kernel");
  expect(!cp_bf16_is_fast() && !cp_int8_is_fast(), "the portable kernel has no hardware units");
  expect(strcmp(cp_kernel_name(cp_portable), "plain C") == 0, "the portable kernel is plain C");
#if defined(__aarch64__)
  expect(!cp_use_kernel(cp_avx2) && !cp_use_kernel(cp_avxvnni), "ARM has no AVX2");
  expect(!cp_use_kernel(cp_avx512) && !cp_use_kernel(cp_amx), "ARM has neither AVX-512 nor AMX");
  expect(cp_kernel_in_use() == cp_portable, "the portable kernel is still in use");
#endif
}

typedef struct {
  int64_t m, n, k;
} shape;

// Sizes above and below those of tiles (16, 32, 64) and blocks (512).
static const shape shapes[] = {
  {1, 1, 1},    {5, 33, 7},    {16, 16, 32},  {17, 15, 33},   {32, 32, 64},
  {33, 47, 100}, {600, 17, 40}, {20, 530, 70}, {19, 21, 1100},
};

// Packs in three parts, as three threads would: runs `pack` with the panels of each part in `packing`.
#define pack_in_parts(pack, packing, result)                  \
  for (int64_t part = 0; part < 3; part++) {                  \
    const int64_t panels = cp_panels((packing).n);            \
    (packing).first_panel = panels * part / 3;                \
    (packing).end_panel = panels * (part + 1) / 3;            \
    pack(&(packing), result);                                 \
  }

static const void *packed_bf16(cp_packing packing) {
  const size_t size = cp_bf16_packed_bytes(packing.k, packing.n);
  void *result = bytes(size);
  pack_in_parts(cp_bf16_pack, packing, result);
  check_bytes("packed bfloat16", result, size);
  return result;
}

static const void *packed_int8(cp_int8_packing packing) {
  const size_t size = cp_int8_packed_bytes(packing.k, packing.n);
  void *result = bytes(size);
  pack_in_parts(cp_int8_pack, packing, result);
  check_bytes("packed int8", result, size);
  return result;
}

static void check_bf16(shape s, bool a_transposed, bool b_transposed, bool is_packed,
                       bool accumulates) {
  release_memory();
  const int64_t a_rows = a_transposed ? s.k : s.m, a_stride = (a_transposed ? s.m : s.k) + 3;
  const int64_t b_rows = b_transposed ? s.n : s.k, b_stride = (b_transposed ? s.k : s.n) + 1;
  const int64_t c_stride = s.n + 2;
  const size_t c_count = (size_t)(s.m * c_stride);
  const float *b = numbers((size_t)(b_rows * b_stride), 1);
  float *c = numbers(c_count, 1);
  cp_product product = {
    .m = s.m, .n = s.n, .k = s.k, .a = numbers((size_t)(a_rows * a_stride), 1),
    .a_stride = a_stride, .a_transposed = a_transposed, .b = b, .b_stride = b_stride,
    .b_transposed = b_transposed, .c = c, .c_stride = c_stride, .accumulate = accumulates,
  };
  if (is_packed) {
    const cp_packing packing = {
      .k = s.k, .n = s.n, .source = b, .stride = b_stride, .transposed = b_transposed};
    product.packed = packed_bf16(packing);
    product.b = NULL;
  }
  cp_bf16_multiply(&product, bytes(cp_bf16_scratch_bytes()));
  check("bfloat16 product", c, c_count, 2e-6 * sqrt((double)s.k), 1e-5);
}

static void check_int8(shape s, bool accumulates) {
  release_memory();
  const int64_t a_stride = s.k + 3, b_stride = s.k + 1, c_stride = s.n + 2;
  const size_t c_count = (size_t)(s.m * c_stride);
  float *b = numbers((size_t)(s.n * b_stride), 1), *c = numbers(c_count, 1);
  if (s.n > 1) memset(b + b_stride, 0, (size_t)s.k * sizeof *b);
  float *scales = numbers((size_t)s.n, 1);
  int8_t *values = bytes((size_t)(s.n * s.k));
  cp_int8_scales(s.n, s.k, b, b_stride, scales);
  check_bits("int8 scales", scales, (size_t)s.n);
  cp_int8_quantize(s.n, s.k, b, b_stride, scales, values);
  check_bytes("int8 values", values, (size_t)(s.n * s.k));
  float *restored = numbers((size_t)(s.n * b_stride), 1);
  cp_int8_dequantize(s.n, s.k, values, scales, restored, b_stride);
  check_bits("int8 dequantized", restored, (size_t)(s.n * b_stride));
  const cp_int8_packing packing = {
    .k = s.k, .n = s.n, .source = values, .stride = s.k, .scales = scales};
  const cp_product product = {
    .m = s.m, .n = s.n, .k = s.k, .a = numbers((size_t)(s.m * a_stride), 1), .a_stride = a_stride,
    .packed = packed_int8(packing), .c = c, .c_stride = c_stride, .accumulate = accumulates,
  };
  cp_int8_multiply(&product, bytes(cp_int8_scratch_bytes(s.k)));
  check("int8 product", c, c_count, 1e-6, 1e-6);
}

static void check_nan(void) {
  enum { m = 3, n = 2, k = 40 };
  release_memory();
  float *a = numbers(m * k, 1), *c = numbers(m * n, 1);
  a[k + 1] = NAN;
  const cp_product product = {
    .m = m, .n = n, .k = k, .a = a, .a_stride = k, .b = numbers(n * k, 1), .b_stride = k,
    .b_transposed = true, .c = c, .c_stride = n,
  };
  cp_bf16_multiply(&product, bytes(cp_bf16_scratch_bytes()));
  check("bfloat16 product with a NaN", c, m * n, 1e-5, 1e-5);
}

void check_products(void) {
  check_choice();
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    for (int choice = 0; choice < 16; choice++)
      check_bf16(shapes[i], choice & 1, choice & 2, choice & 4, choice & 8);
    check_int8(shapes[i], false);
    check_int8(shapes[i], true);
  }
  check_nan();
}
