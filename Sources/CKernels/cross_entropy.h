// Cross-entropy and its gradient. Included by kernels.h, once for each instruction set.

typedef struct {
  float maximum;
  float exponentials;  // sum of e^(x - maximum)
  float differences;   // sum of x - maximum, or of share * (x - maximum)
} row_sums;

CK_INLINE row_sums sum_row(
  float *row, const float *bias, const float *shares, int32_t count, bool store
) {
  const float maximum = greatest(row, bias, 0, count);
  float exponentials = 0, differences = 0;
  CK_INDEPENDENT
  for (int32_t i = 0; i < count; i++) {
    const float difference = biased(row, bias, i) - maximum;
    const float exponential = ck_exp_below_zero(difference);
    if (store) row[i] = exponential;
    exponentials = ck_relaxed_sum(exponentials, exponential);
    differences = ck_relaxed_sum(differences, shares ? shares[i] * difference : difference);
  }
  return (row_sums){maximum, exponentials, differences};
}

// The sums of a row, by a loop without branches.
CK_INLINE row_sums sums_of_row(const ck_cross_entropy_rows *rows, float *row, bool store) {
  const float *bias = rows->bias, *shares = rows->shares;
  const int32_t count = rows->vocabulary;
  if (shares) return sum_row(row, bias, shares, count, store);
  return bias ? sum_row(row, bias, NULL, count, store) : sum_row(row, NULL, NULL, count, store);
}

static void write_losses(
  const ck_cross_entropy_rows *rows, int32_t row, row_sums sums, float target_logit
) {
  const float log_sum = logf(sums.exponentials);
  const float nll = log_sum - (target_logit - sums.maximum);
  rows->nll[row] = nll;
  if (rows->smoothing == 0) {
    rows->loss[row] = nll;
  } else {
    const float mean =
      log_sum - (rows->shares ? sums.differences : sums.differences / (float)rows->vocabulary);
    rows->loss[row] = (1 - rows->smoothing) * nll + rows->smoothing * mean;
  }
}

static void cross_entropy_row(const ck_cross_entropy_rows *rows, int32_t row) {
  const int32_t count = rows->vocabulary, target = rows->targets[row];
  float *x = rows->logits + row * rows->stride;
  const float target_logit = biased(x, rows->bias, target);
  const row_sums sums = sums_of_row(rows, x, true);
  write_losses(rows, row, sums, target_logit);

  const float scale = rows->weight / sums.exponentials;
  const float spread = rows->weight * rows->smoothing;
  if (rows->shares) {
    const float *shares = rows->shares;
    CK_INDEPENDENT
    for (int32_t i = 0; i < count; i++) x[i] = x[i] * scale - spread * shares[i];
  } else {
    const float uniform = spread / (float)count;
    CK_INDEPENDENT
    for (int32_t i = 0; i < count; i++) x[i] = x[i] * scale - uniform;
  }
  x[target] -= rows->weight * (1 - rows->smoothing);
}

// The sums over tokens i of p_i (a_i - b_i) and q_i (a_i - b_i), where a = log p and b = log q.
typedef struct {
  float under_p, under_q;
} difference_means;

CK_INLINE difference_means difference_of(
  const float *x, const float *y, const float *bias, float x_offset, float y_offset, int32_t count
) {
  float under_p = 0, under_q = 0;
  CK_INDEPENDENT
  for (int32_t i = 0; i < count; i++) {
    const float a = biased(x, bias, i) - x_offset, b = biased(y, bias, i) - y_offset;
    under_p = ck_relaxed_sum(under_p, ck_exp_below_zero(a) * (a - b));
    under_q = ck_relaxed_sum(under_q, ck_exp_below_zero(b) * (a - b));
  }
  return (difference_means){under_p, under_q};
}

// d KL(p || q) / da_i = p_i (a_i - b_i - KL(p || q)), and d KL(q || p) / da_i = p_i - q_i.
CK_INLINE void twin_gradients(
  float *x, float *y, const float *bias, const float *shares, float x_offset, float y_offset,
  difference_means means, const ck_cross_entropy_rows *rows
) {
  const float weight = rows->weight, share = 0.5f * rows->weight * rows->consistency;
  const float spread = weight * rows->smoothing, uniform = spread / (float)rows->vocabulary;
  CK_INDEPENDENT
  for (int32_t i = 0; i < rows->vocabulary; i++) {
    const float a = biased(x, bias, i) - x_offset, b = biased(y, bias, i) - y_offset;
    const float p = ck_exp_below_zero(a), q = ck_exp_below_zero(b);
    const float smoothed = shares ? spread * shares[i] : uniform;
    x[i] = weight * p - smoothed + share * (p * (a - b - means.under_p) + p - q);
    y[i] = weight * q - smoothed + share * (q * (b - a + means.under_q) + q - p);
  }
}

static void cross_entropy_twins(const ck_cross_entropy_rows *rows, int32_t first) {
  const int32_t count = rows->vocabulary, second = first + rows->twins;
  const int32_t target = rows->targets[first];
  const float *bias = rows->bias;
  float *x = rows->logits + first * rows->stride, *y = rows->logits + second * rows->stride;
  const row_sums p = sums_of_row(rows, x, false), q = sums_of_row(rows, y, false);
  write_losses(rows, first, p, biased(x, bias, target));
  write_losses(rows, second, q, biased(y, bias, target));

  const float x_offset = p.maximum + logf(p.exponentials);
  const float y_offset = q.maximum + logf(q.exponentials);
  const difference_means means = bias
    ? difference_of(x, y, bias, x_offset, y_offset, count)
    : difference_of(x, y, NULL, x_offset, y_offset, count);
  rows->loss[first] += 0.5f * rows->consistency * means.under_p;
  rows->loss[second] -= 0.5f * rows->consistency * means.under_q;
  if (rows->shares) {
    twin_gradients(x, y, bias, rows->shares, x_offset, y_offset, means, rows);
  } else if (bias) {
    twin_gradients(x, y, bias, NULL, x_offset, y_offset, means, rows);
  } else {
    twin_gradients(x, y, NULL, NULL, x_offset, y_offset, means, rows);
  }
  x[target] -= rows->weight * (1 - rows->smoothing);
  y[target] -= rows->weight * (1 - rows->smoothing);
}

static void cross_entropy(const ck_cross_entropy_rows *rows) {
  for (int32_t row = 0; row < rows->rows; row++) {
    if (rows->targets[row] >= 0) {
      if (rows->twins == 0) {
        cross_entropy_row(rows, row);
      } else if (row / rows->twins % 2 == 0) {
        cross_entropy_twins(rows, row);
      }
    } else {
      memset(rows->logits + row * rows->stride, 0, (size_t)rows->vocabulary * sizeof(float));
      rows->loss[row] = rows->nll[row] = 0;
    }
  }
}

static void cross_entropy_loss(const ck_cross_entropy_rows *rows) {
  for (int32_t row = 0; row < rows->rows; row++) {
    const int32_t target = rows->targets[row];
    if (target < 0) {
      rows->loss[row] = rows->nll[row] = 0;
      continue;
    }
    float *x = rows->logits + row * rows->stride;
    write_losses(rows, row, sums_of_row(rows, x, false), biased(x, rows->bias, target));
  }
}
