#include "COneDNN.h"

#if !__has_include(<oneapi/dnnl/dnnl.h>)
#error "oneDNN is missing. Debian, Ubuntu: apt-get install libdnnl-dev. macOS: brew install onednn"
#endif

#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>

#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t od_desc;          // an owned handle
typedef const_dnnl_memory_desc_t od_desc_ref;
#else
typedef dnnl_memory_desc_t od_desc;          // a plain struct
typedef const dnnl_memory_desc_t *od_desc_ref;
#endif

struct od_packed {
  int64_t k, n;
  od_desc desc;
  dnnl_memory_t memory;
  void *bytes;
  const char *kernel;
};

struct od_product {
  dnnl_primitive_t primitive;
  dnnl_memory_t a, b, c, scratch;            // b is NULL for blocks, scratch where none is needed
  size_t scratch_bytes;
  const char *kernel;
};

// ---- differences between oneDNN 2 and 3 -------------------------------------------------------

#if DNNL_VERSION_MAJOR >= 3

static od_desc_ref ref(const od_desc *desc) { return *desc; }

static dnnl_status_t describe(od_desc *desc, int64_t rows, int64_t columns, int64_t row_step,
                              int64_t column_step) {
  const dnnl_dims_t dims = {rows, columns}, steps = {row_step, column_step};
  return dnnl_memory_desc_create_with_strides(desc, 2, dims, dnnl_f32, steps);
}

static dnnl_status_t describe_any(od_desc *desc, int64_t rows, int64_t columns) {
  const dnnl_dims_t dims = {rows, columns};
  return dnnl_memory_desc_create_with_tag(desc, 2, dims, dnnl_f32, dnnl_format_tag_any);
}

static dnnl_status_t copy(od_desc *to, od_desc_ref from) {
  return dnnl_memory_desc_clone(to, from);
}

static void forget(od_desc *desc) {
  if (*desc) dnnl_memory_desc_destroy(*desc);
  *desc = NULL;
}

static dnnl_status_t matmul(dnnl_primitive_desc_t *result, const od_desc *a, const od_desc *b,
                            const od_desc *c, const_dnnl_primitive_attr_t attributes,
                            dnnl_engine_t engine) {
  return dnnl_matmul_primitive_desc_create(result, engine, *a, *b, NULL, *c, attributes);
}

static dnnl_status_t append_sum(dnnl_post_ops_t operations) {
  return dnnl_post_ops_append_sum(operations, 1.0f, 0, dnnl_data_type_undef);
}

#else

static od_desc_ref ref(const od_desc *desc) { return desc; }

static dnnl_status_t describe(od_desc *desc, int64_t rows, int64_t columns, int64_t row_step,
                              int64_t column_step) {
  const dnnl_dims_t dims = {rows, columns}, steps = {row_step, column_step};
  return dnnl_memory_desc_init_by_strides(desc, 2, dims, dnnl_f32, steps);
}

static dnnl_status_t describe_any(od_desc *desc, int64_t rows, int64_t columns) {
  const dnnl_dims_t dims = {rows, columns};
  return dnnl_memory_desc_init_by_tag(desc, 2, dims, dnnl_f32, dnnl_format_tag_any);
}

static dnnl_status_t copy(od_desc *to, od_desc_ref from) {
  *to = *from;
  return dnnl_success;
}

static void forget(od_desc *desc) { (void)desc; }

static dnnl_status_t matmul(dnnl_primitive_desc_t *result, const od_desc *a, const od_desc *b,
                            const od_desc *c, const_dnnl_primitive_attr_t attributes,
                            dnnl_engine_t engine) {
  dnnl_matmul_desc_t operation;
  dnnl_status_t status = dnnl_matmul_desc_init(&operation, a, b, NULL, c);
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(result, &operation, attributes, engine, NULL);
}

static dnnl_status_t append_sum(dnnl_post_ops_t operations) {
  return dnnl_post_ops_append_sum(operations, 1.0f);
}

#endif

// ---- one engine and stream per thread ----------------------------------------------------------

static _Thread_local dnnl_engine_t thread_engine;
static _Thread_local dnnl_stream_t thread_stream;

static dnnl_status_t open_engine(void) {
  if (thread_stream) return dnnl_success;
  dnnl_status_t status = dnnl_engine_create(&thread_engine, dnnl_cpu, 0);
  if (status != dnnl_success) return status;
  return dnnl_stream_create(&thread_stream, thread_engine, dnnl_stream_default_flags);
}

void od_version(int *major, int *minor, int *patch) {
  const dnnl_version_t *version = dnnl_version();
  *major = version->major;
  *minor = version->minor;
  *patch = version->patch;
}

void od_use_one_thread(void) {
  // oneDNN may use libgomp, libomp or no OpenMP at all, so the function is looked up by name.
  void (*set_threads)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (set_threads) set_threads(1);
}

// ---- products ----------------------------------------------------------------------------------

static dnnl_status_t attributes_for(bool accumulate, dnnl_primitive_attr_t *attributes) {
  dnnl_status_t status = dnnl_primitive_attr_create(attributes);
  if (status != dnnl_success) return status;
  status = dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
  if (status != dnnl_success || !accumulate) return status;
  dnnl_post_ops_t operations = NULL;
  status = dnnl_post_ops_create(&operations);
  if (status == dnnl_success) status = append_sum(operations);
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*attributes, operations);
  if (operations) dnnl_post_ops_destroy(operations);
  return status;
}

static dnnl_status_t describe_operand(od_desc *desc, int64_t rows, int64_t columns, int64_t stride,
                                      bool transposed) {
  return transposed ? describe(desc, rows, columns, 1, stride)
                    : describe(desc, rows, columns, stride, 1);
}

static dnnl_status_t build(const od_shape *shape, const od_desc *a, const od_desc *b,
                           const od_desc *c, od_product *product) {
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t status = attributes_for(shape->accumulate, &attributes);
  if (status == dnnl_success) status = matmul(&description, a, b, c, attributes, thread_engine);
  if (status == dnnl_success) status = dnnl_primitive_create(&product->primitive, description);
  if (status == dnnl_success) {
    od_desc_ref scratch =
        dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
    product->scratch_bytes = scratch ? dnnl_memory_desc_get_size(scratch) : 0;
    if (product->scratch_bytes)
      status = dnnl_memory_create(&product->scratch, scratch, thread_engine, DNNL_MEMORY_NONE);
    dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, &product->kernel);
  }
  if (status == dnnl_success)
    status = dnnl_memory_create(&product->a, ref(a), thread_engine, DNNL_MEMORY_NONE);
  if (status == dnnl_success && shape->b_layout != od_blocks)
    status = dnnl_memory_create(&product->b, ref(b), thread_engine, DNNL_MEMORY_NONE);
  if (status == dnnl_success)
    status = dnnl_memory_create(&product->c, ref(c), thread_engine, DNNL_MEMORY_NONE);
  if (description) dnnl_primitive_desc_destroy(description);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  return status;
}

int od_product_create(const od_shape *shape, const od_packed *packed, od_product **result) {
  *result = NULL;
  dnnl_status_t status = open_engine();
  if (status != dnnl_success) return status;
  od_product *product = calloc(1, sizeof *product);
  if (!product) return dnnl_out_of_memory;
  od_desc a = {0}, b = {0}, c = {0};
  status = describe_operand(&a, shape->m, shape->k, shape->a_stride, shape->a_transposed);
  if (status == dnnl_success)
    status = shape->b_layout == od_blocks
                 ? copy(&b, ref(&packed->desc))
                 : describe_operand(&b, shape->k, shape->n, shape->b_stride,
                                    shape->b_layout == od_transposed);
  if (status == dnnl_success) status = describe_operand(&c, shape->m, shape->n, shape->c_stride, false);
  if (status == dnnl_success) status = build(shape, &a, &b, &c, product);
  forget(&a);
  forget(&b);
  forget(&c);
  if (status == dnnl_success) {
    *result = product;
  } else {
    od_product_destroy(product);
  }
  return status;
}

void od_product_destroy(od_product *product) {
  if (!product) return;
  if (product->a) dnnl_memory_destroy(product->a);
  if (product->b) dnnl_memory_destroy(product->b);
  if (product->c) dnnl_memory_destroy(product->c);
  if (product->scratch) dnnl_memory_destroy(product->scratch);
  if (product->primitive) dnnl_primitive_destroy(product->primitive);
  free(product);
}

size_t od_product_scratch_bytes(const od_product *product) { return product->scratch_bytes; }

const char *od_product_kernel(const od_product *product) { return product->kernel; }

int od_product_run(od_product *product, const float *a, const float *b, const od_packed *packed,
                   float *c, void *scratch) {
  dnnl_status_t status = dnnl_memory_set_data_handle(product->a, (void *)a);
  if (status == dnnl_success) status = dnnl_memory_set_data_handle(product->c, c);
  if (status == dnnl_success && product->b)
    status = dnnl_memory_set_data_handle(product->b, (void *)b);
  if (status == dnnl_success && product->scratch)
    status = dnnl_memory_set_data_handle(product->scratch, scratch);
  if (status != dnnl_success) return status;
  const dnnl_exec_arg_t arguments[] = {
      {DNNL_ARG_SRC, product->a},
      {DNNL_ARG_WEIGHTS, product->b ? product->b : packed->memory},
      {DNNL_ARG_DST, product->c},
      {DNNL_ARG_SCRATCHPAD, product->scratch},
  };
  return dnnl_primitive_execute(product->primitive, thread_stream, product->scratch ? 4 : 3,
                                arguments);
}

// ---- packed matrices ---------------------------------------------------------------------------

// The blocked layout that oneDNN prefers for B of a product with 64 rows. Products with any other number
// of rows run at full speed with it too.
static dnnl_status_t preferred_blocks(int64_t k, int64_t n, od_desc *blocks, const char **kernel) {
  od_desc a = {0}, b = {0}, c = {0};
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t status = attributes_for(false, &attributes);
  if (status == dnnl_success) status = describe(&a, 64, k, k, 1);
  if (status == dnnl_success) status = describe_any(&b, k, n);
  if (status == dnnl_success) status = describe(&c, 64, n, n, 1);
  if (status == dnnl_success) status = matmul(&description, &a, &b, &c, attributes, thread_engine);
  if (status == dnnl_success)
    status = copy(blocks, dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0));
  if (status == dnnl_success)
    status = dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, kernel);
  if (description) dnnl_primitive_desc_destroy(description);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  forget(&a);
  forget(&b);
  forget(&c);
  return status;
}

int od_packed_create(int64_t k, int64_t n, od_packed **result) {
  *result = NULL;
  dnnl_status_t status = open_engine();
  if (status != dnnl_success) return status;
  od_packed *packed = calloc(1, sizeof *packed);
  if (!packed) return dnnl_out_of_memory;
  packed->k = k;
  packed->n = n;
  status = preferred_blocks(k, n, &packed->desc, &packed->kernel);
  if (status == dnnl_success) {
    const size_t bytes = (od_packed_bytes(packed) + 63) / 64 * 64;
    packed->bytes = aligned_alloc(64, bytes);
    status = packed->bytes
                 ? dnnl_memory_create(&packed->memory, ref(&packed->desc), thread_engine,
                                      packed->bytes)
                 : dnnl_out_of_memory;
  }
  if (status == dnnl_success) {
    *result = packed;
  } else {
    od_packed_destroy(packed);
  }
  return status;
}

void od_packed_destroy(od_packed *packed) {
  if (!packed) return;
  if (packed->memory) dnnl_memory_destroy(packed->memory);
  forget(&packed->desc);
  free(packed->bytes);
  free(packed);
}

const char *od_packed_kernel(const od_packed *packed) { return packed->kernel; }

size_t od_packed_bytes(const od_packed *packed) {
  return dnnl_memory_desc_get_size(ref(&packed->desc));
}

int od_packed_fill(od_packed *packed, const float *source, int64_t stride, bool transposed) {
  dnnl_status_t status = open_engine();
  if (status != dnnl_success) return status;
  od_desc plain = {0};
  dnnl_memory_t memory = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_primitive_t reorder = NULL;
  status = describe_operand(&plain, packed->k, packed->n, stride, transposed);
  if (status == dnnl_success)
    status = dnnl_memory_create(&memory, ref(&plain), thread_engine, (void *)source);
  if (status == dnnl_success)
    status = dnnl_reorder_primitive_desc_create(&description, ref(&plain), thread_engine,
                                                ref(&packed->desc), thread_engine, NULL);
  if (status == dnnl_success) status = dnnl_primitive_create(&reorder, description);
  if (status == dnnl_success) {
    const dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, memory}, {DNNL_ARG_TO, packed->memory}};
    status = dnnl_primitive_execute(reorder, thread_stream, 2, arguments);
  }
  if (reorder) dnnl_primitive_destroy(reorder);
  if (description) dnnl_primitive_desc_destroy(description);
  if (memory) dnnl_memory_destroy(memory);
  forget(&plain);
  return status;
}
