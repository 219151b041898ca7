// Rounding and transposing tiles with AVX2.
#pragma once
#include "tiles.h"

#include <immintrin.h>

// Rounds 8 floats to bfloat16, in the high halves of the words; the low halves are undefined.
static inline __m256i rounded(__m256 x) {
  const __m256i bits = _mm256_castps_si256(x);
  const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(bits, 16), _mm256_set1_epi32(1));
  const __m256i nearest = _mm256_add_epi32(bits, _mm256_add_epi32(odd, _mm256_set1_epi32(0x7fff)));
  const __m256i quiet = _mm256_or_si256(bits, _mm256_set1_epi32(0x400000));
  const __m256i is_nan = _mm256_castps_si256(_mm256_cmp_ps(x, x, _CMP_UNORD_Q));
  return _mm256_blendv_epi8(nearest, quiet, is_nan);
}

static inline __m256i low_halves(__m256 x) { return _mm256_srli_epi32(rounded(x), 16); }

static void bf16_rows(const float *source, int64_t stride, uint32_t *tile) {
  for (int row = 0; row < tile_side; row++)
    for (int half = 0; half < 2; half++) {
      const float *x = source + row * stride + 16 * half;
      const __m256i words =
        _mm256_packus_epi32(low_halves(_mm256_loadu_ps(x)), low_halves(_mm256_loadu_ps(x + 8)));
      _mm256_store_si256((__m256i *)(tile + row * tile_side + 8 * half),
                         _mm256_permute4x64_epi64(words, 0xd8));
    }
}

static void bf16_columns(const float *source, int64_t stride, uint32_t *tile) {
  for (int word = 0; word < tile_side; word++)
    for (int half = 0; half < 2; half++) {
      const float *x = source + 2 * word * stride + 8 * half;
      const __m256i low = low_halves(_mm256_loadu_ps(x));
      const __m256i high = rounded(_mm256_loadu_ps(x + stride));
      _mm256_store_si256((__m256i *)(tile + word * tile_side + 8 * half),
                         _mm256_blend_epi16(low, high, 0xaa));
    }
}

// Rounds 8 floats to integers within ±127. They are limited before, where NaN becomes 127 as in plain C.
static inline __m256i integers(const float *x, __m256 factor) {
  const __m256 most = _mm256_set1_ps(127), least = _mm256_set1_ps(-127);
  const __m256 scaled = _mm256_mul_ps(_mm256_loadu_ps(x), factor);
  return _mm256_cvtps_epi32(_mm256_max_ps(_mm256_min_ps(scaled, most), least));
}

static void int8_rows(const float *source, int64_t stride, const float *factors, uint32_t *tile) {
  const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  for (int row = 0; row < tile_side; row++) {
    const __m256 factor = _mm256_set1_ps(factors[row]);
    for (int half = 0; half < 2; half++) {
      const float *x = source + row * stride + 32 * half;
      const __m256i first = _mm256_packs_epi32(integers(x, factor), integers(x + 8, factor));
      const __m256i second = _mm256_packs_epi32(integers(x + 16, factor), integers(x + 24, factor));
      const __m256i bytes =
        _mm256_permutevar8x32_epi32(_mm256_packs_epi16(first, second), order);
      _mm256_store_si256((__m256i *)(tile + row * tile_side + 8 * half),
                         _mm256_xor_si256(bytes, _mm256_set1_epi8(-128)));
    }
  }
}

// Transposes 8 x 8 words: exchanges words of neighbouring rows, then pairs of words, then halves of rows.
static inline void transpose_quarter(const uint32_t *from, uint32_t *to) {
  __m256i x[8], y[8];
  for (int i = 0; i < 8; i++) x[i] = _mm256_load_si256((const __m256i *)(from + i * tile_side));
  for (int i = 0; i < 8; i += 2) {
    y[i] = _mm256_unpacklo_epi32(x[i], x[i + 1]);
    y[i + 1] = _mm256_unpackhi_epi32(x[i], x[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    x[i] = _mm256_unpacklo_epi64(y[i], y[i + 2]);
    x[i + 1] = _mm256_unpackhi_epi64(y[i], y[i + 2]);
    x[i + 2] = _mm256_unpacklo_epi64(y[i + 1], y[i + 3]);
    x[i + 3] = _mm256_unpackhi_epi64(y[i + 1], y[i + 3]);
  }
  for (int i = 0; i < 4; i++) {
    __m256i *upper = (__m256i *)(to + i * tile_side), *lower = upper + 4 * tile_side / 8;
    _mm256_store_si256(upper, _mm256_permute2x128_si256(x[i], x[4 + i], 0x20));
    _mm256_store_si256(lower, _mm256_permute2x128_si256(x[i], x[4 + i], 0x31));
  }
}

static void transpose(uint32_t *tile) {
  _Alignas(32) uint32_t result[tile_words];
  for (int row = 0; row < tile_side; row += 8)
    for (int column = 0; column < tile_side; column += 8)
      transpose_quarter(tile + row * tile_side + column, result + column * tile_side + row);
  memcpy(tile, result, sizeof result);
}

static float largest(const float *source, int64_t count) {
  __m256 most = _mm256_setzero_ps();
  const __m256 magnitude = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
  int64_t i = 0;
  for (; i + 8 <= count; i += 8)  // The second operand of a maximum is the result if the first is NaN.
    most = _mm256_max_ps(_mm256_and_ps(_mm256_loadu_ps(source + i), magnitude), most);
  float each[8], result = 0;
  _mm256_storeu_ps(each, most);
  for (int lane = 0; lane < 8; lane++) result = fmaxf(result, each[lane]);
  for (; i < count; i++) result = fmaxf(result, fabsf(source[i]));
  return result;
}
