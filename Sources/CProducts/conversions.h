// Rounding and transposing tiles with AVX-512; shared by the kernels of AVX512-BF16 and of AMX.
#pragma once
#include "tiles.h"

#include <immintrin.h>

// Rounds 32 floats to bfloat16: those of `first`, then those of `second`.
static inline __m512i rounded(__m512 first, __m512 second) {
  return (__m512i)_mm512_cvtne2ps_pbh(second, first);
}

static void bf16_rows(const float *source, int64_t stride, uint32_t *tile) {
  for (int row = 0; row < tile_side; row++) {
    const float *x = source + row * stride;
    _mm512_store_si512(
      tile + row * tile_side, rounded(_mm512_loadu_ps(x), _mm512_loadu_ps(x + 16)));
  }
}

static void bf16_columns(const float *source, int64_t stride, uint32_t *tile) {
  const __m512i interleave = _mm512_set_epi16(
    31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8,
    23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
  for (int word = 0; word < tile_side; word++) {
    const float *x = source + 2 * word * stride;
    const __m512i pair = rounded(_mm512_loadu_ps(x), _mm512_loadu_ps(x + stride));
    _mm512_store_si512(tile + word * tile_side, _mm512_permutexvar_epi16(interleave, pair));
  }
}

static void int8_rows(const float *source, int64_t stride, const float *factors, uint32_t *tile) {
  const __m512i low = _mm512_set1_epi32(-127), offset = _mm512_set1_epi32(128);
  for (int row = 0; row < tile_side; row++) {
    const __m512 factor = _mm512_set1_ps(factors[row]);
    for (int part = 0; part < 4; part++) {
      const __m512 x = _mm512_loadu_ps(source + row * stride + 16 * part);
      __m512i scaled = _mm512_cvtps_epi32(_mm512_mul_ps(x, factor));
      scaled = _mm512_max_epi32(low, _mm512_min_epi32(_mm512_set1_epi32(127), scaled));
      _mm_store_si128(
        (__m128i *)(tile + row * tile_side + 4 * part),
        _mm512_cvtepi32_epi8(_mm512_add_epi32(scaled, offset)));
    }
  }
}

// Transposes a tile in log2(16) rounds: exchanges words of neighbouring rows, then pairs of words, then
// quarters of rows.
static void transpose(uint32_t *tile) {
  __m512i x[16], y[16];
  for (int i = 0; i < 16; i++) x[i] = _mm512_load_si512(tile + i * tile_side);
  for (int i = 0; i < 16; i += 2) {
    y[i] = _mm512_unpacklo_epi32(x[i], x[i + 1]);
    y[i + 1] = _mm512_unpackhi_epi32(x[i], x[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    x[i] = _mm512_unpacklo_epi64(y[i], y[i + 2]);
    x[i + 1] = _mm512_unpackhi_epi64(y[i], y[i + 2]);
    x[i + 2] = _mm512_unpacklo_epi64(y[i + 1], y[i + 3]);
    x[i + 3] = _mm512_unpackhi_epi64(y[i + 1], y[i + 3]);
  }
  // x[4r + c]: in each quarter q, words (4q + c) of rows 4r ... 4r + 3.
  for (int c = 0; c < 4; c++) {
    const __m512i low = _mm512_shuffle_i32x4(x[c], x[4 + c], 0x88);
    const __m512i high = _mm512_shuffle_i32x4(x[8 + c], x[12 + c], 0x88);
    const __m512i low_odd = _mm512_shuffle_i32x4(x[c], x[4 + c], 0xdd);
    const __m512i high_odd = _mm512_shuffle_i32x4(x[8 + c], x[12 + c], 0xdd);
    _mm512_store_si512(tile + c * tile_side, _mm512_shuffle_i32x4(low, high, 0x88));
    _mm512_store_si512(tile + (8 + c) * tile_side, _mm512_shuffle_i32x4(low, high, 0xdd));
    _mm512_store_si512(tile + (4 + c) * tile_side, _mm512_shuffle_i32x4(low_odd, high_odd, 0x88));
    _mm512_store_si512(tile + (12 + c) * tile_side, _mm512_shuffle_i32x4(low_odd, high_odd, 0xdd));
  }
}

static float largest(const float *source, int64_t count) {
  __m512 result = _mm512_setzero_ps();
  int64_t i = 0;
  for (; i + 16 <= count; i += 16)
    result = _mm512_max_ps(result, _mm512_abs_ps(_mm512_loadu_ps(source + i)));
  const __mmask16 rest = (__mmask16)((1u << (count - i)) - 1);
  result = _mm512_max_ps(result, _mm512_abs_ps(_mm512_maskz_loadu_ps(rest, source + i)));
  return _mm512_reduce_max_ps(result);
}

// Converts 16 sums of int8 products to float32, for row i and the columns from j on.
static inline __m512 scaled(const tile_block *block, __m512i sum, int64_t i, int64_t j,
                            __mmask16 columns) {
  const __m512i sums = _mm512_maskz_loadu_epi32(columns, block->column_sums + j);
  sum = _mm512_sub_epi32(sum, _mm512_slli_epi32(sums, 7));
  const __m512 scales = _mm512_mul_ps(
    _mm512_set1_ps(block->row_scales[i]), _mm512_maskz_loadu_ps(columns, block->column_scales + j));
  return _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scales);
}

// The mask of the block's columns in a panel from column j on.
static inline __mmask16 columns_from(const tile_block *block, int64_t j) {
  const int64_t count = block->n - j;
  return count >= 16 ? 0xffff : (__mmask16)((1u << (count > 0 ? count : 0)) - 1);
}

// Stores 16 sums in C, or adds them.
static inline void finish(const tile_block *block, __m512 sum, int64_t i, int64_t j,
                          __mmask16 columns) {
  float *c = block->c + i * block->c_stride + j;
  if (block->accumulate) sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(columns, c));
  _mm512_mask_storeu_ps(c, columns, sum);
}
