// Products with AMX: eight registers of 16 rows of 64 bytes (Intel servers since 2023).
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target( \
  "fma,avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,amx-tile,amx-bf16,amx-int8"))), \
  apply_to = function)
#include "conversions.h"

#include <string.h>

// Palette 1: all tiles have 16 rows of 64 bytes.
static void configure(void) {
  struct {
    uint8_t palette, start_row, reserved[14];
    uint16_t row_bytes[16];
    uint8_t rows[16];
  } configuration;
  memset(&configuration, 0, sizeof configuration);
  configuration.palette = 1;
  for (int tile = 0; tile < 8; tile++) {
    configuration.row_bytes[tile] = 64;
    configuration.rows[tile] = 16;
  }
  _tile_loadconfig(&configuration);
}

// The tiles of A and B for a corner of C of 32 rows and 32 columns; a missing tile repeats the first.
typedef struct {
  const uint32_t *a0, *a1, *b0, *b1;
  bool two_rows, two_columns;
} corner;

static inline corner corner_at(const tile_block *block, int64_t i, int64_t j) {
  corner at;
  at.a0 = block->a + i / tile_side * block->k_tiles * tile_words;
  at.b0 = block->b + j / tile_side * block->b_panel;
  at.two_rows = i + tile_side < block->m;
  at.two_columns = j + tile_side < block->n;
  at.a1 = at.two_rows ? at.a0 + block->k_tiles * tile_words : at.a0;
  at.b1 = at.two_columns ? at.b0 + block->b_panel : at.b0;
  return at;
}

// Tiles 0 ... 3 are the sums [rows 0-15 | 16-31] x [columns 0-15 | 16-31].
#define DEFINE_SUM(name, dot)                                                                     \
  static inline void name(const corner *at, int64_t k_tiles) {                                    \
    _tile_zero(0), _tile_zero(1), _tile_zero(2), _tile_zero(3);                                   \
    for (int64_t k = 0; k < k_tiles * tile_words; k += tile_words) {                              \
      _tile_loadd(6, at->b0 + k, 64);                                                             \
      _tile_loadd(4, at->a0 + k, 64);                                                             \
      dot(0, 4, 6);                                                                               \
      _tile_loadd(7, at->b1 + k, 64);                                                             \
      dot(1, 4, 7);                                                                               \
      if (at->two_rows) {                                                                         \
        _tile_loadd(5, at->a1 + k, 64);                                                           \
        dot(2, 5, 6);                                                                             \
        dot(3, 5, 7);                                                                             \
      }                                                                                           \
    }                                                                                             \
  }
DEFINE_SUM(bf16_sum, _tile_dpbf16ps)
DEFINE_SUM(int8_sum, _tile_dpbusd)

static inline void store_sums(const corner *at, uint32_t sums[4][tile_words]) {
  _tile_stored(0, sums[0], 64);
  _tile_stored(1, sums[1], 64);
  if (!at->two_rows) return;
  _tile_stored(2, sums[2], 64);
  _tile_stored(3, sums[3], 64);
}

// Finishes sums through memory, where rows or columns are missing, or sums are accumulated or scaled.
#define DEFINE_FINISH(name, load, result)                                                         \
  static inline void name(const tile_block *block, const corner *at, int64_t i, int64_t j) {      \
    _Alignas(64) uint32_t sums[4][tile_words];                                                    \
    store_sums(at, sums);                                                                         \
    for (int part = 0; part < 4; part++) {                                                        \
      const int64_t row = i + part / 2 * tile_side, column = j + part % 2 * tile_side;            \
      const __mmask16 columns = columns_from(block, column);                                      \
      for (int r = 0; columns && r < tile_side && row + r < block->m; r++)                        \
        finish(block, result(block, load(sums[part] + r * tile_side), row + r, column, columns),  \
               row + r, column, columns);                                                         \
    }                                                                                             \
  }
#define BF16_RESULT(block, sum, i, j, columns) (sum)
DEFINE_FINISH(bf16_finish, _mm512_load_ps, BF16_RESULT)
DEFINE_FINISH(int8_finish, _mm512_load_si512, scaled)

static inline void bf16_store(const tile_block *block, int64_t i, int64_t j) {
  float *c = block->c + i * block->c_stride + j;
  const int64_t bytes = block->c_stride * (int64_t)sizeof(float);
  _tile_stored(0, c, bytes);
  _tile_stored(1, c + tile_side, bytes);
  _tile_stored(2, c + tile_side * block->c_stride, bytes);
  _tile_stored(3, c + tile_side * block->c_stride + tile_side, bytes);
}

static void bf16_block(const tile_block *block) {
  configure();
  for (int64_t j = 0; j < block->n; j += 2 * tile_side)
    for (int64_t i = 0; i < block->m; i += 2 * tile_side) {
      const corner at = corner_at(block, i, j);
      const bool whole = i + 2 * tile_side <= block->m && j + 2 * tile_side <= block->n;
      bf16_sum(&at, block->k_tiles);
      if (whole && !block->accumulate) bf16_store(block, i, j);
      else bf16_finish(block, &at, i, j);
    }
  _tile_release();
}

static void int8_block(const tile_block *block) {
  configure();
  for (int64_t j = 0; j < block->n; j += 2 * tile_side)
    for (int64_t i = 0; i < block->m; i += 2 * tile_side) {
      const corner at = corner_at(block, i, j);
      int8_sum(&at, block->k_tiles);
      int8_finish(block, &at, i, j);
    }
  _tile_release();
}

const tile_kernels cp_amx_kernels = {
  bf16_rows, bf16_columns, int8_rows, transpose, largest, bf16_block, int8_block,
};
#pragma clang attribute pop
#endif
