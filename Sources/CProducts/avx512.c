// Products with AVX512-BF16 and AVX512-VNNI (AMD since 2022, Intel servers since 2020).
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target( \
  "fma,avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx512vnni"))), apply_to = function)
#include "conversions.h"

enum { rows_at_once = 8 };
#define UNROLL _Pragma("clang loop unroll(full)")

// Computes `rows` x 32 columns of C from row i and column j. All loops over rows are unrolled, so that the
// sums stay in registers: with a single loop that is not, they are on the stack, and each product is stored there
// as well, at a third of the speed.
#define DEFINE_CORNER(name, vector, zero, dot, result)                                            \
  __attribute__((always_inline)) static inline void name(                                         \
    const tile_block *block, int64_t i, int64_t j, int rows) {                                    \
    const uint32_t *a =                                                                           \
      block->a + i / tile_side * block->k_tiles * tile_words + i % tile_side * tile_side;         \
    const uint32_t *b = block->b + j / tile_side * block->b_panel;                                \
    const uint32_t *next = j + tile_side < block->n ? b + block->b_panel : b;                     \
    vector sums[rows_at_once][2];                                                                 \
    UNROLL for (int row = 0; row < rows; row++) sums[row][0] = sums[row][1] = zero;               \
    for (int64_t tile = 0; tile < block->k_tiles; tile++, a += tile_words)                        \
      for (int word = 0; word < tile_side; word++, b += tile_side, next += tile_side) {           \
        const __m512i left = _mm512_load_si512(b), right = _mm512_load_si512(next);               \
        UNROLL for (int row = 0; row < rows; row++) {                                             \
          const __m512i x = _mm512_set1_epi32((int)a[row * tile_side + word]);                    \
          sums[row][0] = dot(sums[row][0], x, left);                                              \
          sums[row][1] = dot(sums[row][1], x, right);                                             \
        }                                                                                         \
      }                                                                                           \
    UNROLL for (int half = 0; half < 2; half++) {                                                 \
      const int64_t column = j + half * tile_side;                                                \
      const __mmask16 columns = columns_from(block, column);                                      \
      UNROLL for (int row = 0; row < rows; row++)                                                 \
        finish(block, result(block, sums[row][half], i + row, column, columns), i + row, column,  \
               columns);                                                                          \
    }                                                                                             \
  }                                                                                               \
  static void name##_all(const tile_block *block) {                                               \
    for (int64_t j = 0; j < block->n; j += 2 * tile_side) {                                       \
      int64_t i = 0;                                                                              \
      for (; i + rows_at_once <= block->m; i += rows_at_once) name(block, i, j, rows_at_once);    \
      switch (block->m - i) {                                                                     \
        case 7: name(block, i, j, 7); break;                                                      \
        case 6: name(block, i, j, 6); break;                                                      \
        case 5: name(block, i, j, 5); break;                                                      \
        case 4: name(block, i, j, 4); break;                                                      \
        case 3: name(block, i, j, 3); break;                                                      \
        case 2: name(block, i, j, 2); break;                                                      \
        case 1: name(block, i, j, 1); break;                                                      \
      }                                                                                           \
    }                                                                                             \
  }

#define BF16_DOT(sum, x, y) _mm512_dpbf16_ps(sum, (__m512bh)(x), (__m512bh)(y))
#define BF16_RESULT(block, sum, i, j, columns) (sum)
DEFINE_CORNER(bf16_corner, __m512, _mm512_setzero_ps(), BF16_DOT, BF16_RESULT)
DEFINE_CORNER(int8_corner, __m512i, _mm512_setzero_si512(), _mm512_dpbusd_epi32, scaled)

const tile_kernels cp_avx512_kernels = {
  bf16_rows, bf16_columns, int8_rows, transpose, largest, bf16_corner_all, int8_corner_all,
};
#pragma clang attribute pop
#endif
