// The k best tokens of a row. Included by kernels.h, once for each instruction set.

// A row is divided into at most CHUNK_LIMIT chunks, whose size is a multiple of CHUNK_STEP tokens.
enum { BEST_LIMIT = 64, CHUNK_LIMIT = 128, CHUNK_STEP = 16 };

// The best entries so far, best first; among equals, the lower index first. An entry is a token and
// its logit, or the start of a chunk of tokens and its greatest logit.
typedef struct {
  int32_t capacity, count;
  float logits[BEST_LIMIT];
  int32_t indices[BEST_LIMIT];
} best_list;

CK_INLINE bool is_better(float logit, int32_t index, const best_list *best, int32_t place) {
  return logit > best->logits[place]
    || (logit == best->logits[place] && index < best->indices[place]);
}

// Inserts an entry if it is among the best; never an excluded token (-infinity) or NaN.
CK_INLINE void offer(best_list *best, float logit, int32_t index) {
  if (best->count == best->capacity) {
    if (!is_better(logit, index, best, best->count - 1)) return;
  } else {
    if (!(logit > -INFINITY)) return;
    best->count++;
  }
  int32_t place = best->count - 1;
  for (; place > 0 && is_better(logit, index, best, place - 1); place--) {
    best->logits[place] = best->logits[place - 1];
    best->indices[place] = best->indices[place - 1];
  }
  best->logits[place] = logit;
  best->indices[place] = index;
}

// The k best tokens are all in the k chunks with the greatest maxima, because each of these has a
// token that beats all tokens of the other chunks. So one pass over the row finds the maxima of all
// chunks, and only k chunks are searched token by token.
CK_INLINE void find_best(
  best_list *best, const float *logits, const float *bias, int32_t vocabulary
) {
  const int32_t steps = (vocabulary + CHUNK_STEP - 1) / CHUNK_STEP;
  const int32_t chunk = (steps + CHUNK_LIMIT - 1) / CHUNK_LIMIT * CHUNK_STEP;
  best_list chunks = {.capacity = best->capacity};
  int32_t first = 0;
  for (; first + chunk <= vocabulary; first += chunk) {
    offer(&chunks, greatest(logits, bias, first, first + chunk), first);
  }
  if (first < vocabulary) {
    offer(&chunks, greatest(logits, bias, first, vocabulary), first);
  }
  // The k-th best token is at least the k-th greatest maximum, so few tokens need to be offered.
  const bool enough = chunks.count == chunks.capacity;
  const float bound = enough ? chunks.logits[chunks.count - 1] : -INFINITY;
  for (int32_t c = 0; c < chunks.count; c++) {
    const int32_t start = chunks.indices[c];
    const int32_t end = vocabulary - start < chunk ? vocabulary : start + chunk;
    for (int32_t i = start; i < end; i++) {
      const float logit = biased(logits, bias, i);
      if (logit >= bound) offer(best, logit, i);
    }
  }
}

// Fills the rest of the list with excluded tokens (or NaN), lowest first.
static void fill_with_excluded(
  best_list *best, const float *logits, const float *bias, int32_t vocabulary
) {
  for (int32_t token = 0; token < vocabulary && best->count < best->capacity; token++) {
    bool present = false;
    for (int32_t i = 0; i < best->count; i++) present |= best->indices[i] == token;
    if (present) continue;
    best->indices[best->count] = token;
    best->logits[best->count++] = biased(logits, bias, token);
  }
}

// The sum of e^(x - maximum) over a row. More tokens of probability 0 at the end of the row change no
// bit of the sum: a sentence's score must not depend on the shortlists of other sentences in the batch.
CK_INLINE float sum_exponentials(
  const float *logits, const float *bias, int32_t vocabulary, float maximum
) {
  enum { LANES = 32 };
  float lanes[LANES] = {0};
  int32_t first = 0;
  for (; first + LANES <= vocabulary; first += LANES) {
    for (int32_t i = 0; i < LANES; i++) {
      lanes[i] += ck_exp_below_zero(biased(logits, bias, first + i) - maximum);
    }
  }
  for (int32_t i = 0; first + i < vocabulary; i++) {
    lanes[i] += ck_exp_below_zero(biased(logits, bias, first + i) - maximum);
  }
  for (int32_t half = LANES / 2; half > 0; half /= 2) {
    for (int32_t i = 0; i < half; i++) lanes[i] += lanes[half + i];
  }
  return lanes[0];
}

CK_INLINE void top_k_row(
  best_list *best, const float *logits, const float *bias, int32_t vocabulary, float *scores
) {
  find_best(best, logits, bias, vocabulary);
  if (best->count < best->capacity) fill_with_excluded(best, logits, bias, vocabulary);

  const float maximum = best->logits[0];
  const float log_sum = logf(sum_exponentials(logits, bias, vocabulary, maximum));
  for (int32_t i = 0; i < best->count; i++) {
    scores[i] = (best->logits[i] - maximum) - log_sum;
  }
}

static void log_softmax_top_k(
  int32_t rows, int32_t vocabulary, const float *logits, ptrdiff_t stride, const float *bias,
  int32_t k, int32_t *tokens, float *scores
) {
  for (int32_t row = 0; row < rows; row++) {
    best_list best = {.capacity = k};
    const float *x = logits + row * stride;
    float *row_scores = scores + (ptrdiff_t)row * k;
    if (bias) {
      top_k_row(&best, x, bias, vocabulary, row_scores);
    } else {
      top_k_row(&best, x, NULL, vocabulary, row_scores);
    }
    memcpy(tokens + (ptrdiff_t)row * k, best.indices, (size_t)k * sizeof(int32_t));
  }
}
