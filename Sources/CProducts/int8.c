// int8 products: B (weights) is quantized by column before it is packed, A (activations) by row in each
// product.
#include "kernels.h"

#include <math.h>
#include <string.h>

enum { block_rows = 256, strip_tiles = 2 };

// Packed B: the panels, then float scales [panels * 16], then int32 sums [panels * 16].
typedef struct {
  int64_t k_tiles, columns;
  uint32_t *tiles;
  float *scales;
  int32_t *sums;
} packed_columns;

static packed_columns columns_in(int64_t k, int64_t n, const void *packed) {
  packed_columns result;
  result.k_tiles = tiles_of(k, int8_depth);
  result.columns = tiles_of(n, tile_side) * tile_side;
  result.tiles = (uint32_t *)packed;
  result.scales = (float *)(result.tiles + result.columns / tile_side * result.k_tiles * tile_words);
  result.sums = (int32_t *)(result.scales + result.columns);
  return result;
}

size_t cp_int8_packed_bytes(int64_t k, int64_t n) {
  const int64_t panels = tiles_of(n, tile_side);
  return (size_t)(panels * tiles_of(k, int8_depth)) * tile_bytes
    + (size_t)(panels * tile_side) * (sizeof(float) + sizeof(int32_t));
}

void cp_int8_scales(int64_t rows, int64_t columns, const float *source, int64_t stride,
                    float *scales) {
  for (int64_t row = 0; row < rows; row++)
    scales[row] = cp_kernels()->largest(source + row * stride, columns) / 127;
}

static float factor_of(float scale) { return scale > 0 ? 1 / scale : 0; }

void cp_int8_quantize(int64_t rows, int64_t columns, const float *source, int64_t stride,
                      const float *scales, int8_t *values) {
  for (int64_t row = 0; row < rows; row++)
    for (int64_t column = 0; column < columns; column++) {
      const float scaled = rintf(source[row * stride + column] * factor_of(scales[row]));
      values[row * columns + column] = (int8_t)fmaxf(-127, fminf(127, scaled));
    }
}

void cp_int8_dequantize(int64_t rows, int64_t columns, const int8_t *values, const float *scales,
                        float *numbers, int64_t stride) {
  for (int64_t row = 0; row < rows; row++)
    for (int64_t column = 0; column < columns; column++)
      numbers[row * stride + column] = (float)values[row * columns + column] * scales[row];
}

// Quantizes 16 rows of 64 numbers into a tile of bytes, plus 128; numbers beyond rows or columns count
// as 0.
static void quantized_tile(const float *source, int64_t stride, int64_t rows, int64_t columns,
                           const float *factors, uint32_t *tile) {
  float copy[tile_side * int8_depth];
  if (rows < tile_side || columns < int8_depth) {
    memset(copy, 0, sizeof copy);
    for (int64_t i = 0; i < tile_side && i < rows; i++)
      memcpy(copy + i * int8_depth, source + i * stride,
             sizeof(float) * (size_t)(columns < int8_depth ? columns : int8_depth));
    source = copy;
    stride = int8_depth;
  }
  cp_kernels()->int8_rows(source, stride, factors, tile);
}

// Turns a tile of rows of B transposed into a tile of B, and adds the sums of its columns.
static void turn_to_b(uint32_t *tile, int32_t *sums) {
  cp_kernels()->transpose(tile);
  for (int word = 0; word < tile_side; word++)
    for (int column = 0; column < tile_side; column++) {
      const uint32_t four = tile[word * tile_side + column];
      sums[column] += (int8_t)four + (int8_t)(four >> 8) + (int8_t)(four >> 16)
        + (int8_t)(four >> 24);
    }
}

void cp_int8_pack(const cp_int8_packing *p, void *packed) {
  const packed_columns to = columns_in(p->k, p->n, packed);
  for (int64_t panel = p->first_panel; panel < p->end_panel; panel++) {
    const int64_t first = panel * tile_side;
    const int64_t rows = p->n - first < tile_side ? p->n - first : tile_side;
    memset(to.sums + first, 0, tile_side * sizeof *to.sums);
    memset(to.scales + first, 0, tile_side * sizeof *to.scales);
    memcpy(to.scales + first, p->scales + first, (size_t)rows * sizeof *to.scales);
    for (int64_t i = 0; i < to.k_tiles; i++) {
      uint32_t *tile = to.tiles + (panel * to.k_tiles + i) * tile_words;
      const int64_t k = i * int8_depth;
      const size_t count = (size_t)(p->k - k < int8_depth ? p->k - k : int8_depth);
      if (rows < tile_side || count < int8_depth) memset(tile, 0, tile_bytes);
      for (int64_t row = 0; row < rows; row++)
        memcpy(tile + row * tile_side, p->source + (first + row) * p->stride + k, count);
      turn_to_b(tile, to.sums + first);
    }
  }
}

size_t cp_int8_scratch_bytes(int64_t k) {
  return (size_t)((block_rows / tile_side + strip_tiles) * tiles_of(k, int8_depth)) * tile_bytes
    + block_rows * sizeof(float);
}

static void quantize_rows(const cp_product *p, int64_t row, tile_block *block, uint32_t *tiles,
                          float *scales) {
  for (int64_t first = 0; first < block->m; first += tile_side) {
    float factors[tile_side] = {0};
    for (int64_t i = first; i < first + tile_side && i < block->m; i++) {
      scales[i] = cp_kernels()->largest(p->a + (row + i) * p->a_stride, p->k) / 127;
      factors[i - first] = factor_of(scales[i]);
    }
    for (int64_t i = 0; i < block->k_tiles; i++, tiles += tile_words)
      quantized_tile(
        p->a + (row + first) * p->a_stride + i * int8_depth, p->a_stride, block->m - first,
        p->k - i * int8_depth, factors, tiles);
  }
}

void cp_int8_multiply(const cp_product *p, void *scratch) {
  const packed_columns b = columns_in(p->k, p->n, p->packed);
  uint32_t *tiles = scratch, *strip = tiles + block_rows / tile_side * b.k_tiles * tile_words;
  float *scales = (float *)(strip + strip_tiles * b.k_tiles * tile_words);
  tile_block block = {
    .n = p->n, .k_tiles = b.k_tiles, .a = tiles, .b = b.tiles, .b_panel = b.k_tiles * tile_words,
    .c_stride = p->c_stride, .accumulate = p->accumulate, .row_scales = scales,
    .column_scales = b.scales, .column_sums = b.sums, .strip = strip,
  };
  for (int64_t row = 0; row < p->m; row += block_rows) {
    block.m = p->m - row < block_rows ? p->m - row : block_rows;
    quantize_rows(p, row, &block, tiles, scales);
    block.c = p->c + row * p->c_stride;
    cp_kernels()->int8_block(&block);
  }
}
