// Layer normalisation of rows. Included by kernels.h, once for each instruction set.

static void layer_norm_row(const ck_layer_norm_rows *rows, int32_t row) {
  const int32_t n = rows->columns;
  float *y = rows->y + row * rows->stride;
  const float *gain = rows->gain;
  float sum = 0.0f;
  for (int32_t i = 0; i < n; i++) sum = ck_relaxed_sum(sum, y[i]);
  const float mean = sum / (float)n;
  // As a sum of squared differences: a difference of sums would lose precision by cancellation.
  float squares = 0.0f;
  for (int32_t i = 0; i < n; i++) {
    const float difference = y[i] - mean;
    squares = ck_relaxed_sum(squares, difference * difference);
  }
  const float inverse = 1.0f / ck_sqrt(squares / (float)n + 1e-5f);
  if (!rows->normalized) {
    CK_INDEPENDENT
    for (int32_t i = 0; i < n; i++) y[i] = gain[i] * ((y[i] - mean) * inverse);
    return;
  }
  float *normalized = rows->normalized + row * rows->normalized_stride;
  rows->inverse[row] = inverse;
  CK_INDEPENDENT
  for (int32_t i = 0; i < n; i++) {
    const float value = (y[i] - mean) * inverse;
    normalized[i] = value;
    y[i] = gain[i] * value;
  }
}

static void layer_norm(const ck_layer_norm_rows *rows) {
  for (int32_t row = 0; row < rows->rows; row++) layer_norm_row(rows, row);
}

static void layer_norm_backward_row(const ck_layer_norm_rows_gradient *rows, int32_t row) {
  const int32_t n = rows->columns;
  float *d = rows->gradient + row * rows->stride;
  const float *normalized = rows->normalized + row * rows->normalized_stride;
  const float *gain = rows->gain;
  float *gain_gradient = rows->gain_gradient, *bias_gradient = rows->bias_gradient;
  CK_INDEPENDENT
  for (int32_t i = 0; i < n; i++) {
    const float value = d[i];
    bias_gradient[i] += value;
    gain_gradient[i] += value * normalized[i];
    d[i] = value * gain[i];
  }
  float sum = 0.0f, product = 0.0f;
  for (int32_t i = 0; i < n; i++) {
    sum = ck_relaxed_sum(sum, d[i]);
    product = ck_relaxed_sum(product, d[i] * normalized[i]);
  }
  const float mean = sum / (float)n, slope = product / (float)n, inverse = rows->inverse[row];
  CK_INDEPENDENT
  for (int32_t i = 0; i < n; i++) d[i] = inverse * ((d[i] - mean) - normalized[i] * slope);
}

static void layer_norm_backward(const ck_layer_norm_rows_gradient *rows) {
  for (int32_t row = 0; row < rows->rows; row++) layer_norm_backward_row(rows, row);
}
