// Plain C: the reference for the other kernels, and the kernels of machines without them.
#include "tiles.h"

#include <math.h>
#include <string.h>

static uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static uint32_t rounded(float x) {
  const uint32_t bits = bits_of(x);
  if ((bits & 0x7fffffff) > 0x7f800000) return bits >> 16 | 0x40;
  return (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

static void bf16_rows(const float *source, int64_t stride, uint32_t *tile) {
  for (int row = 0; row < tile_side; row++) {
    const float *x = source + row * stride;
    for (int word = 0; word < tile_side; word++)
      tile[row * tile_side + word] = rounded(x[2 * word]) | rounded(x[2 * word + 1]) << 16;
  }
}

static void bf16_columns(const float *source, int64_t stride, uint32_t *tile) {
  for (int word = 0; word < tile_side; word++) {
    const float *x = source + 2 * word * stride;
    for (int column = 0; column < tile_side; column++)
      tile[word * tile_side + column] = rounded(x[column]) | rounded(x[stride + column]) << 16;
  }
}

static void int8_rows(const float *source, int64_t stride, const float *factors, uint32_t *tile) {
  uint8_t *bytes = (uint8_t *)tile;
  for (int row = 0; row < tile_side; row++)
    for (int k = 0; k < int8_depth; k++) {
      const float scaled = rintf(source[row * stride + k] * factors[row]);
      bytes[row * int8_depth + k] = (uint8_t)((int)fmaxf(-127, fminf(127, scaled)) + 128);
    }
}

static void transpose(uint32_t *tile) {
  for (int row = 0; row < tile_side; row++)
    for (int column = 0; column < row; column++) {
      const uint32_t word = tile[row * tile_side + column];
      tile[row * tile_side + column] = tile[column * tile_side + row];
      tile[column * tile_side + row] = word;
    }
}

static float largest(const float *source, int64_t count) {
  float result = 0;
  for (int64_t i = 0; i < count; i++) result = fmaxf(result, fabsf(source[i]));
  return result;
}

static void bf16_block(const tile_block *block) {
  for (int64_t i = 0; i < block->m; i++) {
    const uint32_t *a = block->a + (i / tile_side) * block->k_tiles * tile_words;
    for (int64_t j = 0; j < block->n; j++) {
      const uint32_t *b = block->b + (j / tile_side) * block->b_panel + j % tile_side;
      float sum = block->accumulate ? block->c[i * block->c_stride + j] : 0;
      for (int64_t word = 0; word < block->k_tiles * tile_side; word++) {
        const uint32_t x = a[word / tile_side * tile_words + i % tile_side * tile_side + word % tile_side];
        const uint32_t y = b[word * tile_side];
        sum += float_of(x << 16) * float_of(y << 16);
        sum += float_of(x & 0xffff0000) * float_of(y & 0xffff0000);
      }
      block->c[i * block->c_stride + j] = sum;
    }
  }
}

static int32_t int8_dot(uint32_t x, uint32_t y) {
  int32_t sum = 0;
  for (int byte = 0; byte < 4; byte++)
    sum += (int32_t)(uint8_t)(x >> 8 * byte) * (int8_t)(uint8_t)(y >> 8 * byte);
  return sum;
}

static void int8_block(const tile_block *block) {
  for (int64_t i = 0; i < block->m; i++) {
    const uint32_t *a = block->a + (i / tile_side) * block->k_tiles * tile_words;
    for (int64_t j = 0; j < block->n; j++) {
      const uint32_t *b = block->b + (j / tile_side) * block->b_panel + j % tile_side;
      int32_t sum = -128 * block->column_sums[j];
      for (int64_t word = 0; word < block->k_tiles * tile_side; word++)
        sum += int8_dot(
          a[word / tile_side * tile_words + i % tile_side * tile_side + word % tile_side],
          b[word * tile_side]);
      const float value = (float)sum * (block->row_scales[i] * block->column_scales[j]);
      float *c = &block->c[i * block->c_stride + j];
      *c = block->accumulate ? *c + value : value;
    }
  }
}

const tile_kernels cp_portable_kernels = {
  bf16_rows, bf16_columns, int8_rows, transpose, largest, bf16_block, int8_block,
};
