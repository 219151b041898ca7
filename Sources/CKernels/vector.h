// The kernels over vectors and rows. Included by kernels.h, once for each instruction set.

static void add(size_t n, float *y, const float *x) {
  CK_INDEPENDENT
  for (size_t i = 0; i < n; i++) y[i] += x[i];
}

static void scale(size_t n, float *y, float a) {
  for (size_t i = 0; i < n; i++) y[i] *= a;
}

static void tanh_forward(size_t n, float *y) {
  for (size_t i = 0; i < n; i++) y[i] = ck_hyperbolic_tangent(y[i]);
}

static void tanh_backward(size_t n, float *gradient, const float *y) {
  CK_INDEPENDENT
  for (size_t i = 0; i < n; i++) gradient[i] *= 1.0f - y[i] * y[i];
}

// ---- rows -----------------------------------------------------------------------------------

static void add_bias(
  int32_t rows, int32_t columns, float *y, ptrdiff_t stride, const float *bias
) {
  for (int32_t row = 0; row < rows; row++) add((size_t)columns, y + row * stride, bias);
}

static void column_sum(
  int32_t rows, int32_t columns, const float *x, ptrdiff_t stride, float *sum
) {
  for (int32_t row = 0; row < rows; row++) add((size_t)columns, sum, x + row * stride);
}

static void gather(
  int32_t rows, int32_t columns, const float *table, ptrdiff_t table_stride, const int32_t *ids,
  float *y, ptrdiff_t stride
) {
  for (int32_t row = 0; row < rows; row++) {
    memcpy(y + row * stride, table + ids[row] * table_stride, (size_t)columns * sizeof(float));
  }
}

// ---- dropout --------------------------------------------------------------------------------

// 32 well mixed bits: Chris Wellons' "lowbias32" (public domain), a bijection.
CK_INLINE uint32_t mixed(uint32_t x) {
  x ^= x >> 16;
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  x ^= x >> 16;
  return x;
}

typedef struct {
  uint32_t key1, key2;
  uint32_t threshold;  // an element is dropped if its 32 bits are below
  float scale;
} dropout_mask;

// Elements whose 64-bit indices have the same upper half, so that the loop can count in 32 bits.
static void dropout_run(float *y, size_t count, uint32_t low, dropout_mask mask) {
  const uint32_t key1 = mask.key1, key2 = mask.key2, threshold = mask.threshold;
  const float scale = mask.scale;
  CK_INDEPENDENT
  for (size_t i = 0; i < count; i++) {
    const uint32_t bits = mixed(mixed((low + (uint32_t)i) ^ key1) + key2);
    y[i] = bits < threshold ? 0.0f : y[i] * scale;
  }
}

// The two keys of a run: both depend on the whole seed and on the upper half of the index. The second
// is added between two rounds of mixing, else two seeds would give the same bits in another order.
static dropout_mask dropout_keys(float rate, uint64_t seed, uint32_t high) {
  const uint32_t key1 = mixed((uint32_t)seed + mixed(high ^ mixed((uint32_t)(seed >> 32))));
  const uint32_t key2 = mixed(key1 + mixed((uint32_t)(seed >> 32) ^ mixed((uint32_t)seed)));
  return (dropout_mask){
    .key1 = key1, .key2 = key2, .threshold = (uint32_t)((double)rate * 0x1p32),
    .scale = 1 / (1 - rate)};
}

static void dropout(
  int32_t rows, int32_t columns, float *y, ptrdiff_t stride, float rate, uint64_t seed,
  uint64_t first
) {
  for (int32_t row = 0; row < rows; row++) {
    float *rest = y + row * stride;
    size_t remaining = (size_t)columns;
    uint64_t index = first + (uint64_t)row * (uint64_t)columns;
    while (remaining > 0) {
      const uint64_t until_carry = 0x100000000 - (index & 0xffffffff);
      const size_t count = remaining < until_carry ? remaining : (size_t)until_carry;
      dropout_run(rest, count, (uint32_t)index, dropout_keys(rate, seed, (uint32_t)(index >> 32)));
      rest += count;
      remaining -= count;
      index += count;
    }
  }
}

// ---- over time ------------------------------------------------------------------------------

static void mean_over_time(
  int32_t batch, int32_t columns, const float *states, ptrdiff_t stride, const int32_t *lengths,
  float *y, ptrdiff_t y_stride
) {
  const ptrdiff_t slab = batch * stride;
  for (int32_t b = 0; b < batch; b++) {
    float *mean = y + b * y_stride;
    memcpy(mean, states + b * stride, (size_t)columns * sizeof(float));
    for (int32_t t = 1; t < lengths[b]; t++) {
      add((size_t)columns, mean, states + t * slab + b * stride);
    }
    scale((size_t)columns, mean, 1 / (float)lengths[b]);
  }
}

static void max_over_time(
  int32_t batch, int32_t columns, const float *states, ptrdiff_t stride, const int32_t *lengths,
  float *y, ptrdiff_t y_stride, int32_t *which
) {
  const ptrdiff_t slab = batch * stride;
  for (int32_t b = 0; b < batch; b++) {
    float *maximum = y + b * y_stride;
    int32_t *chosen = which + (ptrdiff_t)b * columns;
    memcpy(maximum, states + b * stride, (size_t)columns * sizeof(float));
    memset(chosen, 0, (size_t)columns * sizeof(int32_t));
    for (int32_t t = 1; t < lengths[b]; t++) {
      const float *state = states + t * slab + b * stride;
      CK_INDEPENDENT
      for (int32_t i = 0; i < columns; i++) {
        // NaN counts as greater than any number, and nothing compares greater than NaN.
        const bool greater = (state[i] > maximum[i]) | (state[i] != state[i]);
        maximum[i] = greater ? state[i] : maximum[i];
        chosen[i] = greater ? t : chosen[i];
      }
    }
  }
}

static void mean_over_time_backward(
  int32_t batch, int32_t columns, float *states_gradient, ptrdiff_t stride,
  const int32_t *lengths, const float *y_gradient, ptrdiff_t y_stride
) {
  const ptrdiff_t slab = batch * stride;
  for (int32_t b = 0; b < batch; b++) {
    const float *gradient = y_gradient + b * y_stride;
    const float share = 1 / (float)lengths[b];
    for (int32_t t = 0; t < lengths[b]; t++) {
      float *state = states_gradient + t * slab + b * stride;
      CK_INDEPENDENT
      for (int32_t i = 0; i < columns; i++) state[i] += share * gradient[i];
    }
  }
}

static void max_over_time_backward(
  int32_t batch, int32_t columns, float *states_gradient, ptrdiff_t stride, const int32_t *which,
  const float *y_gradient, ptrdiff_t y_stride
) {
  const ptrdiff_t slab = batch * stride;
  for (int32_t b = 0; b < batch; b++) {
    const int32_t *chosen = which + (ptrdiff_t)b * columns;
    for (int32_t i = 0; i < columns; i++) {
      states_gradient[chosen[i] * slab + b * stride + i] += y_gradient[b * y_stride + i];
    }
  }
}
