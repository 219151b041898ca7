// Products with AVX2, with AVX-VNNI (Intel since 2021) and without (Intel since 2013, AMD since 2015).
#if defined(__x86_64__)
#include <math.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "conversions_avx2.h"

#define UNROLL _Pragma("clang loop unroll(full)")
#define INLINE __attribute__((always_inline)) static inline
enum { vector_words = 8, most_rows = 6, most_vectors = 4 };

INLINE __m256i broadcast(const uint32_t *word) { return _mm256_set1_epi32((int)*word); }

// Stores 8 sums in C, or adds them.
INLINE void finish(const tile_block *block, __m256 sum, int64_t i, int64_t j) {
  float *c = block->c + i * block->c_stride + j;
  const int64_t count = block->n - j;
  if (count >= vector_words) {
    if (block->accumulate) sum = _mm256_add_ps(sum, _mm256_loadu_ps(c));
    _mm256_storeu_ps(c, sum);
  } else if (count > 0) {
    const __m256i columns = _mm256_cmpgt_epi32(
      _mm256_set1_epi32((int)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    if (block->accumulate) sum = _mm256_add_ps(sum, _mm256_maskload_ps(c, columns));
    _mm256_maskstore_ps(c, columns, sum);
  }
}

// Converts 8 sums of int8 products to float32, for row i and the columns from j on.
INLINE __m256 scaled(const tile_block *block, __m256i sum, int64_t i, int64_t j) {
  const __m256 scales = _mm256_mul_ps(
    _mm256_set1_ps(block->row_scales[i]), _mm256_loadu_ps(block->column_scales + j));
  return _mm256_mul_ps(_mm256_cvtepi32_ps(sum), scales);
}

// Computes `rows` rows of C x the 16 columns from j on, or 32 if there are 4 vectors of them. `a` is the first
// row's first word, in tiles of a_words words. There are 16 registers: `rows` x `vectors` is at most 12, and all
// loops over them are unrolled, so that the sums stay in registers.
#define DEFINE_CORNER(name, vector, a_words, start, dot, result)                                  \
  INLINE void name(const tile_block *block, const uint32_t *a, const int32_t *offsets, int64_t i, \
                   int64_t j, int rows, int vectors) {                                            \
    const int64_t next = j + tile_side < block->n ? j + tile_side : j;                            \
    const uint32_t *left = block->b + j / tile_side * block->b_panel;                             \
    const uint32_t *right = block->b + next / tile_side * block->b_panel;                         \
    vector sums[most_rows][most_vectors];                                                         \
    UNROLL for (int row = 0; row < rows; row++)                                                   \
      UNROLL for (int v = 0; v < vectors; v++)                                                    \
        sums[row][v] = start(block, offsets[row], (v < 2 ? j : next) + v % 2 * vector_words);     \
    for (int64_t tile = 0; tile < block->k_tiles; tile++, a += a_words)                           \
      for (int word = 0; word < tile_side; word++, left += tile_side, right += tile_side) {       \
        __m256i b[most_vectors];                                                                  \
        UNROLL for (int v = 0; v < vectors; v++)                                                  \
          b[v] = _mm256_load_si256(                                                               \
            (const __m256i *)((v < 2 ? left : right) + v % 2 * vector_words));                    \
        UNROLL for (int row = 0; row < rows; row++)                                               \
          UNROLL for (int v = 0; v < vectors; v++)                                                \
            sums[row][v] = dot(sums[row][v], a + row * tile_side + word, b[v]);                   \
      }                                                                                           \
    UNROLL for (int v = 0; v < vectors; v++)                                                      \
      if (v < 2 || next > j) {                                                                    \
        const int64_t column = (v < 2 ? j : next) + v % 2 * vector_words;                         \
        UNROLL for (int row = 0; row < rows; row++)                                               \
          finish(block, result(block, sums[row][v], i + row, column), i + row, column);           \
      }                                                                                           \
  }                                                                                               \
  INLINE void name##_pair(const tile_block *block, const uint32_t *a, const int32_t *offsets,     \
                          int64_t i, int64_t j, int rows) {                                       \
    name(block, a, offsets, i, j, rows, 2);                                                       \
    if (j + tile_side < block->n) name(block, a, offsets, i, j + tile_side, rows, 2);             \
  }

// Computes the rows [i, i + count) of 16 in parts of at most `most` rows, for the 32 columns from j on.
#define DEFINE_STRIP(name, corner, most)                                                          \
  static void name(const tile_block *block, const uint32_t *a, const int32_t *offsets, int64_t i, \
                   int64_t count, int64_t j) {                                                    \
    while (count > 0) {                                                                           \
      const int64_t parts = tiles_of(count, most), rows = tiles_of(count, parts);                 \
      __builtin_assume(rows <= most);                                                             \
      switch (rows) {                                                                             \
        case 6: corner##_pair(block, a, offsets, i, j, 6); break;                                 \
        case 5: corner##_pair(block, a, offsets, i, j, 5); break;                                 \
        case 4: corner##_pair(block, a, offsets, i, j, 4); break;                                 \
        case 3: corner##_pair(block, a, offsets, i, j, 3); break;                                 \
        case 2: corner(block, a, offsets, i, j, 2, 4); break;                                     \
        case 1: corner(block, a, offsets, i, j, 1, 4); break;                                     \
      }                                                                                           \
      a += rows * tile_side, offsets += rows, i += rows, count -= rows;                           \
    }                                                                                             \
  }

static const int32_t no_offsets[tile_side];

INLINE int64_t rows_from(const tile_block *block, int64_t i) {
  return block->m - i < tile_side ? block->m - i : tile_side;
}

#define DEFINE_BLOCK(name, strip)                                                                 \
  static void name(const tile_block *block) {                                                     \
    for (int64_t j = 0; j < block->n; j += 2 * tile_side)                                         \
      for (int64_t i = 0; i < block->m; i += tile_side)                                           \
        strip(block, block->a + i * block->k_tiles * tile_side, no_offsets, i,                    \
              rows_from(block, i), j);                                                            \
  }

// ---- bfloat16: two floats of each word ------------------------------------------------------------

INLINE __m256 first_of(__m256i words) { return _mm256_castsi256_ps(_mm256_slli_epi32(words, 16)); }

INLINE __m256 second_of(__m256i words) {
  return _mm256_castsi256_ps(_mm256_and_si256(words, _mm256_set1_epi32((int)0xffff0000)));
}

INLINE __m256 bf16_dot(__m256 sum, const uint32_t *a, __m256i b) {
  const __m256i x = broadcast(a);
  sum = _mm256_fmadd_ps(first_of(x), first_of(b), sum);
  return _mm256_fmadd_ps(second_of(x), second_of(b), sum);
}

#define BF16_START(block, offset, j) ((void)(offset), _mm256_setzero_ps())
#define BF16_RESULT(block, sum, i, j) (sum)
DEFINE_CORNER(bf16_corner, __m256, tile_words, BF16_START, bf16_dot, BF16_RESULT)
DEFINE_STRIP(bf16_strip, bf16_corner, 4)
DEFINE_BLOCK(bf16_block, bf16_strip)

// ---- int8 without VNNI ----------------------------------------------------------------------------

// vpmaddubsw adds two products of unsigned and signed bytes in 16 bits, which A + 128 would overflow.
// |A| does not: at most 2 · 127 · 128. Where A is negative, B is inverted, which is -B - 1; so each sum
// lacks the |A| of the row's negative A, its offset.
//
// Writes |A| and the masks of the negative A for a tile, and adds the rows' offsets.
static void separate_signs(const uint32_t *tile, uint32_t *magnitudes, int32_t *offsets) {
  uint32_t *signs = magnitudes + tile_words;
  const __m256i zero = _mm256_setzero_si256();
  for (int row = 0; row < tile_side; row++) {
    __m256i sum = zero;
    for (int at = row * tile_side; at < (row + 1) * tile_side; at += vector_words) {
      const __m256i bytes = _mm256_load_si256((const __m256i *)(tile + at));
      const __m256i a = _mm256_xor_si256(bytes, _mm256_set1_epi8(-128));
      const __m256i magnitude = _mm256_abs_epi8(a), sign = _mm256_cmpgt_epi8(zero, a);
      _mm256_store_si256((__m256i *)(magnitudes + at), magnitude);
      _mm256_store_si256((__m256i *)(signs + at), sign);
      sum = _mm256_add_epi64(sum, _mm256_sad_epu8(_mm256_and_si256(magnitude, sign), zero));
    }
    const __m128i half =
      _mm_add_epi64(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    offsets[row] += _mm_cvtsi128_si32(half) + _mm_extract_epi32(half, 2);
  }
}

INLINE __m256i int8_dot(__m256i sum, const uint32_t *a, __m256i b) {
  const __m256i magnitude = broadcast(a), sign = broadcast(a + tile_words);
  const __m256i pairs = _mm256_maddubs_epi16(magnitude, _mm256_xor_si256(sign, b));
  return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

#define INT8_START(block, offset, j) _mm256_set1_epi32(offset)
DEFINE_CORNER(int8_corner, __m256i, 2 * tile_words, INT8_START, int8_dot, scaled)
DEFINE_STRIP(int8_strip, int8_corner, 5)

static void int8_block(const tile_block *block) {
  for (int64_t i = 0; i < block->m; i += tile_side) {
    int32_t offsets[tile_side] = {0};
    for (int64_t tile = 0; tile < block->k_tiles; tile++)
      separate_signs(block->a + (i * block->k_tiles + tile * tile_side) * tile_side,
                     block->strip + 2 * tile * tile_words, offsets);
    for (int64_t j = 0; j < block->n; j += 2 * tile_side)
      int8_strip(block, block->strip, offsets, i, rows_from(block, i), j);
  }
}

const tile_kernels cp_avx2_kernels = {
  bf16_rows, bf16_columns, int8_rows, transpose, largest, bf16_block, int8_block,
};
#pragma clang attribute pop

// ---- int8 with VNNI -------------------------------------------------------------------------------

#pragma clang attribute push(__attribute__((target("avx2,fma,avxvnni"))), apply_to = function)

INLINE __m256i vnni_start(const tile_block *block, int64_t j) {
  const __m256i sums = _mm256_loadu_si256((const __m256i *)(block->column_sums + j));
  return _mm256_sub_epi32(_mm256_setzero_si256(), _mm256_slli_epi32(sums, 7));
}

INLINE __m256i vnni_dot(__m256i sum, const uint32_t *a, __m256i b) {
  return _mm256_dpbusd_avx_epi32(sum, broadcast(a), b);
}

#define VNNI_START(block, offset, j) ((void)(offset), vnni_start(block, j))
DEFINE_CORNER(vnni_corner, __m256i, tile_words, VNNI_START, vnni_dot, scaled)
DEFINE_STRIP(vnni_strip, vnni_corner, 6)
DEFINE_BLOCK(vnni_block, vnni_strip)

const tile_kernels cp_avxvnni_kernels = {
  bf16_rows, bf16_columns, int8_rows, transpose, largest, bf16_block, vnni_block,
};
#pragma clang attribute pop
#endif
