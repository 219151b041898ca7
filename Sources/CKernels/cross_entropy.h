// Cross-entropy and its gradient. Compiled once for each instruction set, by kernels.h.

typedef struct {
  float maximum;
  float exponentials;  // sum of e^(x - maximum)
  float differences;   // sum of x - maximum
} row_sums;

CK_INLINE row_sums sum_row(float *row, const float *bias, int32_t count, bool store) {
  const float maximum = greatest(row, bias, 0, count);
  float exponentials = 0, differences = 0;
  CK_INDEPENDENT
  for (int32_t i = 0; i < count; i++) {
    const float difference = biased(row, bias, i) - maximum;
    const float exponential = ck_exp_below_zero(difference);
    if (store) row[i] = exponential;
    exponentials = ck_relaxed_sum(exponentials, exponential);
    differences = ck_relaxed_sum(differences, difference);
  }
  return (row_sums){maximum, exponentials, differences};
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
    const float mean = log_sum - sums.differences / (float)rows->vocabulary;
    rows->loss[row] = (1 - rows->smoothing) * nll + rows->smoothing * mean;
  }
}

static void cross_entropy_row(const ck_cross_entropy_rows *rows, int32_t row) {
  const int32_t count = rows->vocabulary, target = rows->targets[row];
  float *x = rows->logits + row * rows->stride;
  const float target_logit = biased(x, rows->bias, target);
  const row_sums sums = rows->bias ? sum_row(x, rows->bias, count, true)
                                   : sum_row(x, NULL, count, true);
  write_losses(rows, row, sums, target_logit);

  const float scale = rows->weight / sums.exponentials;
  const float uniform = rows->weight * rows->smoothing / (float)count;
  CK_INDEPENDENT
  for (int32_t i = 0; i < count; i++) x[i] = x[i] * scale - uniform;
  x[target] -= rows->weight * (1 - rows->smoothing);
}

static void cross_entropy(const ck_cross_entropy_rows *rows) {
  for (int32_t row = 0; row < rows->rows; row++) {
    if (rows->targets[row] >= 0) {
      cross_entropy_row(rows, row);
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
    const row_sums sums = rows->bias ? sum_row(x, rows->bias, rows->vocabulary, false)
                                     : sum_row(x, NULL, rows->vocabulary, false);
    write_losses(rows, row, sums, biased(x, rows->bias, target));
  }
}
