// The layout that all kernels share. A tile is 16 x 16 words of 32 bits, a word holding 2
// consecutive k in bfloat16 or 4 in int8:
//
//   of A: [row][word]      of B: [word][column]      so that one is the other's transpose.
//
// A block of A is row-tiles, each of its k in turn; B is panels of 16 columns, each of its k in turn.
#pragma once
#include "CProducts.h"

enum { tile_side = 16, tile_words = 256, tile_bytes = 1024, bf16_depth = 32, int8_depth = 64 };

static inline int64_t tiles_of(int64_t length, int64_t side) { return (length + side - 1) / side; }

// C (+)= A . B over whole tiles of k; rows and columns of the last tiles may be fewer.
typedef struct {
  int64_t m, n, k_tiles;
  const uint32_t *a;        // row-tiles of k_tiles each
  const uint32_t *b;        // panels
  int64_t b_panel;          // words from panel to panel
  float *c;
  int64_t c_stride;
  bool accumulate;
  // int8: C = row_scales[i] * column_scales[j] * (sum - 128 * column_sums[j])
  const float *row_scales, *column_scales;
  const int32_t *column_sums;
} tile_block;

typedef struct {
  // 16 rows of 32 floats, rounded, as a tile of A.
  void (*bf16_rows)(const float *source, int64_t stride, uint32_t *tile);
  // 32 rows of 16 floats, rounded, as a tile of B.
  void (*bf16_columns)(const float *source, int64_t stride, uint32_t *tile);
  // 16 rows of 64 floats times each row's factor, rounded, plus 128, as a tile of A.
  void (*int8_rows)(const float *source, int64_t stride, const float *factors, uint32_t *tile);
  void (*transpose)(uint32_t *tile);
  float (*largest)(const float *source, int64_t count);
  void (*bf16_block)(const tile_block *block);
  void (*int8_block)(const tile_block *block);
} tile_kernels;

extern const tile_kernels cp_portable_kernels;
#if defined(__x86_64__)
extern const tile_kernels cp_avx512_kernels, cp_amx_kernels;
#endif
