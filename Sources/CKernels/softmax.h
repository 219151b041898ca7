// The kernels over rows of logits. Compiled once for each instruction set, by kernels.h.

// ---- cross-entropy --------------------------------------------------------------------------

// Adds the bias to a row and returns its greatest element.
static float biased_maximum(float *row, const float *bias, int32_t count) {
  int32_t greatest = INT32_MIN;
  if (bias) {
    CK_INDEPENDENT
    for (int32_t i = 0; i < count; i++) {
      const float x = row[i] + bias[i];
      row[i] = x;
      const int32_t order = ck_order(x);
      greatest = order > greatest ? order : greatest;
    }
  } else {
    for (int32_t i = 0; i < count; i++) {
      const int32_t order = ck_order(row[i]);
      greatest = order > greatest ? order : greatest;
    }
  }
  return ck_from_order(greatest);
}

typedef struct {
  float maximum;
  float exponentials;  // sum of e^(x - maximum)
  float differences;   // sum of x - maximum
} row_sums;

CK_INLINE row_sums sum_row(float *row, const float *bias, int32_t count, bool store) {
  const float maximum = biased_maximum(row, bias, count);
  float exponentials = 0, differences = 0;
  CK_INDEPENDENT
  for (int32_t i = 0; i < count; i++) {
    const float difference = row[i] - maximum;
    const float exponential = ck_exp(difference);
    if (store) row[i] = exponential;
    exponentials = ck_relaxed_sum(exponentials, exponential);
    differences = ck_relaxed_sum(differences, difference);
  }
  return (row_sums){maximum, exponentials, differences};
}

// The two losses of a row; `target` is the logit of its target less the greatest.
static void write_losses(
  const ck_cross_entropy_rows *rows, int32_t row, row_sums sums, float target
) {
  const float log_sum = logf(sums.exponentials);
  const float nll = log_sum - target;
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
  const float target_logit = x[target] + (rows->bias ? rows->bias[target] : 0);
  const row_sums sums = sum_row(x, rows->bias, count, true);
  write_losses(rows, row, sums, target_logit - sums.maximum);

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
    const row_sums sums = sum_row(x, rows->bias, rows->vocabulary, false);
    write_losses(rows, row, sums, x[target] - sums.maximum);
  }
}

// ---- the best words -------------------------------------------------------------------------

enum { BEST_LIMIT = 64, CHUNK = 64 };

// The best words met so far, best first, by the order of their logits.
typedef struct {
  int32_t capacity, count;
  int32_t orders[BEST_LIMIT], words[BEST_LIMIT];
} best_words;

// What a word must exceed to enter the list. Barred words (-infinity) never do.
CK_INLINE int32_t best_threshold(const best_words *best) {
  return best->count < best->capacity ? ck_order(-INFINITY) : best->orders[best->count - 1];
}

static void insert_word(best_words *best, int32_t order, int32_t word) {
  int32_t place = best->count < best->capacity ? best->count++ : best->count - 1;
  for (; place > 0 && best->orders[place - 1] < order; place--) {
    best->orders[place] = best->orders[place - 1];
    best->words[place] = best->words[place - 1];
  }
  best->orders[place] = order;
  best->words[place] = word;
}

// Adding 0 makes -0 equal to +0 in the order too.
CK_INLINE float biased(const float *logits, const float *bias, int32_t i) {
  return bias ? (logits[i] + bias[i]) + 0.0f : logits[i] + 0.0f;
}

// Looks at the words [first, first + count): word by word only if one of them is good enough.
CK_INLINE void scan_chunk(
  best_words *best, const float *logits, const float *bias, int32_t first, int32_t count
) {
  int32_t orders[CHUNK], greatest = INT32_MIN;
  for (int32_t i = 0; i < count; i++) {
    orders[i] = ck_order(biased(logits, bias, first + i));
    greatest = orders[i] > greatest ? orders[i] : greatest;
  }
  if (greatest <= best_threshold(best)) return;
  for (int32_t i = 0; i < count; i++) {
    if (orders[i] > best_threshold(best)) insert_word(best, orders[i], first + i);
  }
}

// Fills the list with barred words, lowest first, when there are no others left.
static void fill_with_barred(
  best_words *best, const float *logits, const float *bias, int32_t vocabulary
) {
  for (int32_t word = 0; word < vocabulary && best->count < best->capacity; word++) {
    bool present = false;
    for (int32_t i = 0; i < best->count; i++) present |= best->words[i] == word;
    if (present) continue;
    best->words[best->count] = word;
    best->orders[best->count++] = ck_order(biased(logits, bias, word));
  }
}

CK_INLINE void top_k_row(
  best_words *best, const float *logits, const float *bias, int32_t vocabulary, float *scores
) {
  int32_t first = 0;
  for (; first + CHUNK <= vocabulary; first += CHUNK) {
    scan_chunk(best, logits, bias, first, CHUNK);
  }
  scan_chunk(best, logits, bias, first, vocabulary - first);
  if (best->count < best->capacity) fill_with_barred(best, logits, bias, vocabulary);

  const float maximum = ck_from_order(best->orders[0]);
  float sum = 0;
  for (int32_t i = 0; i < vocabulary; i++) {
    sum = ck_relaxed_sum(sum, ck_exp(biased(logits, bias, i) - maximum));
  }
  const float log_sum = logf(sum);
  for (int32_t i = 0; i < best->count; i++) {
    scores[i] = (ck_from_order(best->orders[i]) - maximum) - log_sum;
  }
}

static void log_softmax_top_k(
  int32_t rows, int32_t vocabulary, const float *logits, ptrdiff_t stride, const float *bias,
  int32_t k, int32_t *words, float *scores
) {
  for (int32_t row = 0; row < rows; row++) {
    best_words best = {.capacity = k};
    const float *x = logits + row * stride;
    float *row_scores = scores + (ptrdiff_t)row * k;
    if (bias) {
      top_k_row(&best, x, bias, vocabulary, row_scores);
    } else {
      top_k_row(&best, x, NULL, vocabulary, row_scores);
    }
    memcpy(words + (ptrdiff_t)row * k, best.words, (size_t)k * sizeof(int32_t));
  }
}
