// The layout that all kernels share. A tile is 16 x 16 words of 32 bits. A word holds the elements of
// 2 consecutive k in bfloat16, of 4 in int8. A tile of A is [row][word], a tile of B is
// [word][column], so that one becomes the other by transposing.
//
// A block of A is a list of 16 rows each, B a list of panels of 16 columns each; within them, tiles
// are in the order of k.
#pragma once
#include "CProducts.h"

enum { tile_side = 16, tile_words = 256, tile_bytes = 1024, bf16_depth = 32, int8_depth = 64 };

static inline int64_t tiles_of(int64_t length, int64_t side) { return (length + side - 1) / side; }

// C (+)= A . B over whole tiles of k; the last tiles may have fewer rows and columns.
typedef struct {
  int64_t m, n, k_tiles;
  const uint32_t *a;        // k_tiles tiles for each 16 rows
  const uint32_t *b;        // panels
  int64_t b_panel;          // words from one panel to the next
  float *c;
  int64_t c_stride;
  bool accumulate;
  // int8: C = row_scales[i] * column_scales[j] * (sum - 128 * column_sums[j])
  const float *row_scales, *column_scales;
  const int32_t *column_sums;
  uint32_t *strip;  // int8: room for twice the tiles of 16 rows of A
} tile_block;

typedef struct {
  // Rounds 16 rows of 32 floats into a tile of A.
  void (*bf16_rows)(const float *source, int64_t stride, uint32_t *tile);
  // Rounds 32 rows of 16 floats into a tile of B.
  void (*bf16_columns)(const float *source, int64_t stride, uint32_t *tile);
  // Rounds 16 rows of 64 floats, times each row's factor, plus 128, into a tile of A.
  void (*int8_rows)(const float *source, int64_t stride, const float *factors, uint32_t *tile);
  void (*transpose)(uint32_t *tile);
  float (*largest)(const float *source, int64_t count);
  void (*bf16_block)(const tile_block *block);
  void (*int8_block)(const tile_block *block);
} tile_kernels;

extern const tile_kernels cp_portable_kernels;
#if defined(__x86_64__)
extern const tile_kernels cp_avx2_kernels, cp_avxvnni_kernels, cp_avx512_kernels, cp_amx_kernels;
#endif
