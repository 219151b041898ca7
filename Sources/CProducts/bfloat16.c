// bfloat16 products. Blocks of A, and of B unless it is packed, are rounded into scratch memory that
// stays in the L2 cache (Goto & van de Geijn 2008).
#include "kernels.h"

#include <string.h>

enum {
  block_rows = 512,      // of A
  block_depth = 512,     // of k
  block_columns = 512,   // of B, unless it is packed
  block_words = block_rows * block_depth / 2,
};

typedef struct {
  const float *base;
  int64_t stride, rows, columns;
} floats;

static floats part(floats x, int64_t row, int64_t column, int64_t rows, int64_t columns) {
  const int64_t rest_rows = x.rows - row, rest_columns = x.columns - column;
  return (floats){
    x.base + row * x.stride + column, x.stride, rows < rest_rows ? rows : rest_rows,
    columns < rest_columns ? columns : rest_columns,
  };
}

// Returns x, or a copy padded with zeros to the tile's rows and columns.
static floats filled(floats x, int rows, int columns, float *copy) {
  if (x.rows == rows && x.columns == columns) return x;
  memset(copy, 0, sizeof(float) * (size_t)rows * (size_t)columns);
  for (int64_t row = 0; row < x.rows; row++)
    memcpy(copy + row * columns, x.base + row * x.stride, sizeof(float) * (size_t)x.columns);
  return (floats){copy, columns, rows, columns};
}

// Rounds 16 vectors of a matrix, from `vector` on, into a tile, for bf16_depth elements from k on.
// The vectors run along k: they are the rows of x, or its columns if `across`.
static void tile_at(const tile_kernels *kernels, floats x, bool across, bool of_b, int64_t vector,
                    int64_t k, uint32_t *tile) {
  float copy[bf16_depth * tile_side];
  if (across) {
    const floats source = filled(
      part(x, k, vector, bf16_depth, tile_side), bf16_depth, tile_side, copy);
    kernels->bf16_columns(source.base, source.stride, tile);
  } else {
    const floats source = filled(
      part(x, vector, k, tile_side, bf16_depth), tile_side, bf16_depth, copy);
    kernels->bf16_rows(source.base, source.stride, tile);
  }
  if (across != of_b) kernels->transpose(tile);
}

// Tiles of the vectors [first, end) and k_tiles tiles of k from `k` on: for each 16 vectors, all tiles
// of k in order.
typedef struct {
  floats x;
  bool across, of_b;
  int64_t first, end, k, k_tiles;
} tiling;

static void make_tiles(const tiling *t, uint32_t *tiles) {
  const tile_kernels *kernels = cp_kernels();
  for (int64_t vector = t->first; vector < t->end; vector += tile_side)
    for (int64_t i = 0; i < t->k_tiles; i++, tiles += tile_words)
      tile_at(kernels, t->x, t->across, t->of_b, vector, t->k + i * bf16_depth, tiles);
}

int64_t cp_panels(int64_t n) { return tiles_of(n, tile_side); }

size_t cp_bf16_packed_bytes(int64_t k, int64_t n) {
  return (size_t)(cp_panels(n) * tiles_of(k, bf16_depth)) * tile_bytes;
}

static floats rows_of_b(int64_t k, int64_t n, const float *b, int64_t stride, bool transposed) {
  return transposed ? (floats){b, stride, n, k} : (floats){b, stride, k, n};
}

void cp_bf16_pack(const cp_packing *p, void *packed) {
  const int64_t k_tiles = tiles_of(p->k, bf16_depth), end = p->end_panel * tile_side;
  const tiling t = {
    .x = rows_of_b(p->k, p->n, p->source, p->stride, p->transposed), .across = !p->transposed,
    .of_b = true, .first = p->first_panel * tile_side, .end = end < p->n ? end : p->n, .k = 0,
    .k_tiles = k_tiles,
  };
  make_tiles(&t, (uint32_t *)packed + p->first_panel * k_tiles * tile_words);
}

size_t cp_bf16_scratch_bytes(void) { return 2 * sizeof(uint32_t) * block_words; }

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

// Sets the block's tiles of B from `column` and `k` on: among the packed ones, or made in scratch memory.
static void set_b(const cp_product *p, int64_t column, int64_t k, uint32_t *scratch,
                  tile_block *block) {
  if (p->packed) {
    const int64_t all = tiles_of(p->k, bf16_depth);
    block->b_panel = all * tile_words;
    block->b = (const uint32_t *)p->packed
      + (column / tile_side * all + k / bf16_depth) * tile_words;
    return;
  }
  const tiling t = {
    .x = rows_of_b(p->k, p->n, p->b, p->b_stride, p->b_transposed), .across = !p->b_transposed,
    .of_b = true, .first = column, .end = column + block->n, .k = k, .k_tiles = block->k_tiles,
  };
  make_tiles(&t, scratch);
  block->b_panel = block->k_tiles * tile_words;
  block->b = scratch;
}

static void set_a(const cp_product *p, int64_t row, int64_t k, uint32_t *scratch,
                  tile_block *block) {
  const floats x = p->a_transposed ? (floats){p->a, p->a_stride, p->k, p->m}
                                   : (floats){p->a, p->a_stride, p->m, p->k};
  const tiling t = {
    .x = x, .across = p->a_transposed, .of_b = false, .first = row, .end = row + block->m, .k = k,
    .k_tiles = block->k_tiles,
  };
  make_tiles(&t, scratch);
  block->a = scratch;
}

void cp_bf16_multiply(const cp_product *p, void *scratch) {
  const tile_kernels *kernels = cp_kernels();
  uint32_t *a_tiles = scratch, *b_tiles = a_tiles + block_words;
  const int64_t columns = p->packed ? p->n : block_columns;
  tile_block block = {.c_stride = p->c_stride};
  for (int64_t k = 0; k < p->k; k += block_depth) {
    block.k_tiles = tiles_of(least(block_depth, p->k - k), bf16_depth);
    block.accumulate = p->accumulate || k > 0;
    for (int64_t column = 0; column < p->n; column += columns) {
      block.n = least(columns, p->n - column);
      set_b(p, column, k, b_tiles, &block);
      for (int64_t row = 0; row < p->m; row += block_rows) {
        block.m = least(block_rows, p->m - row);
        set_a(p, row, k, a_tiles, &block);
        block.c = p->c + row * p->c_stride + column;
        kernels->bf16_block(&block);
      }
    }
  }
}
