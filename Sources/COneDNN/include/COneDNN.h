// One C interface over the matrix products of oneDNN 2.6 and 3.x, single precision, row-major.
//
//   C [m, n] (+)= A [m, k] . B [k, n]
//
// A product is compiled once for its shape and then run with any pointers. An object may be used only
// on the thread that made it, except packed matrices, which any number of threads may read at once.
// Functions return 0, or oneDNN's status.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The layout of B in memory: rows [k, n]; rows of its transpose [n, k]; or oneDNN's own blocks.
typedef enum { od_rows, od_transposed, od_blocks } od_layout;

typedef struct {
  int64_t m, n, k;
  bool a_transposed;     // A is stored as [k, m] rows
  int64_t a_stride;      // floats between stored rows of A
  od_layout b_layout;
  int64_t b_stride;      // floats between stored rows of B; 0 for blocks
  int64_t c_stride;
  bool accumulate;       // add to C instead of overwriting it
} od_shape;

typedef struct od_product od_product;
typedef struct od_packed od_packed;

// oneDNN's version, such as 2, 6, 3.
void od_version(int *major, int *minor, int *patch);

// Keeps oneDNN and its OpenMP on the calling thread.
void od_use_one_thread(void);

// Compiles a product of `shape`. For blocks, `packed` is any matrix packed for this k and n.
int od_product_create(const od_shape *shape, const od_packed *packed, od_product **product);
void od_product_destroy(od_product *product);
size_t od_product_scratch_bytes(const od_product *product);
// scratch: od_product_scratch_bytes bytes, aligned to 64, or NULL if 0. B is `packed` for blocks, else `b`.
int od_product_run(
  od_product *product, const float *a, const float *b, const od_packed *packed, float *c,
  void *scratch);
// oneDNN's name of the kernel it chose.
const char *od_product_kernel(const od_product *product);

// Makes a matrix [k, n], with undefined contents, in the layout that is fastest for products with m near 64.
int od_packed_create(int64_t k, int64_t n, od_packed **packed);
void od_packed_destroy(od_packed *packed);
size_t od_packed_bytes(const od_packed *packed);
// oneDNN's name of the kernel for products with the matrix.
const char *od_packed_kernel(const od_packed *packed);
// Fills the matrix from rows [k, n], or from rows [n, k] if transposed; stride: floats between stored rows.
int od_packed_fill(od_packed *packed, const float *source, int64_t stride, bool transposed);
