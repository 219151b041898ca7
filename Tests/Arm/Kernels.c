// The results of every function of CKernels. Bounds are those of the Swift tests of the same functions
// (Tests/NeuralNetworkTests), which compare x86-64 with twins in double precision, or narrower.
#include "CKernels.h"
#include "Results.h"

#include <math.h>
#include <string.h>

// Sizes around the widths of vectors and unrolled loops.
static const int32_t odd_sizes[] = {1, 2, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 511, 512, 513};
enum { odd_count = sizeof odd_sizes / sizeof *odd_sizes };

#define FOR_ODD_SIZES(n)                                                                          \
  for (int32_t index = 0, n; index < odd_count && (n = odd_sizes[index], release_memory(), true); \
       index++)

static void check_choice(void) {
  expect(ck_use_instruction_set(ck_instructions_baseline), "every processor has the baseline");
  expect(ck_instruction_set_in_use() == ck_instructions_baseline, "the baseline is in use");
  expect(ck_limit_instruction_set(ck_instructions_baseline), "every processor can be kept to the baseline");
  const char *name = ck_instruction_set_name(ck_instructions_baseline);
#if defined(__aarch64__)
  expect(strcmp(name, "NEON") == 0, "the baseline is NEON");
  expect(!ck_use_instruction_set(ck_instructions_avx2), "ARM has no AVX2");
  expect(!ck_use_instruction_set(ck_instructions_avx512), "ARM has no AVX-512");
  expect(ck_instruction_set_in_use() == ck_instructions_baseline, "the baseline is still in use");
#else
  expect(strcmp(name, "SSE2") == 0, "the baseline is SSE2");
#endif
}

// ---- cells ----------------------------------------------------------------------------------

typedef struct {
  const char *name;
  int32_t gates;
  void (*forward)(const ck_cell_step *);
  void (*backward)(const ck_cell_step_gradient *);
  double bound, gradient_bound;
} cell;

static const cell cells[] = {
  {"GRU", 3, ck_gru_forward, ck_gru_backward, 1e-6, 2e-6},
  {"LSTM", 4, ck_lstm_forward, ck_lstm_backward, 2e-6, 4e-6},
  {"RNN tanh", 1, ck_rnn_tanh_forward, ck_rnn_tanh_backward, 2e-6, 4e-6},
  {"RNN relu", 1, ck_rnn_relu_forward, ck_rnn_relu_backward, 2e-6, 4e-6},
};

typedef enum { plain, with_constant, with_inactive_rows, in_place, with_nan, cell_cases } cell_case;

// Matrices have gaps between their rows, which must stay as they are.
static void check_cell(const cell *cell, int32_t hidden, cell_case which) {
  enum { rows = 4 };
  static const uint8_t active[rows] = {1, 0, 0, 1};
  const bool is_lstm = cell->gates == 4;
  const int32_t columns = cell->gates * hidden;
  const ptrdiff_t wide = columns + 5, narrow = hidden + 3;
  const size_t gates = (size_t)(rows * wide), states = (size_t)(rows * narrow);
  float *x = numbers(gates, 3), *h = numbers(gates, 3), *previous = numbers(states, 1);
  float *next = which == in_place ? previous : numbers(states, 1);
  float *memory_cell = numbers(states, 2);
  float *next_memory_cell = which == in_place ? memory_cell : numbers(states, 1);
  float *gradient = numbers(states, 1), *memory_cell_gradient = numbers(states, 1);
  if (which == with_nan) x[hidden / 2] = x[columns - 1] = NAN;
  const ck_cell_step step = {
    .rows = rows, .hidden = hidden, .x_gates = x, .x_stride = wide,
    .constant_gates = which == with_constant ? numbers(gates, 1) : NULL, .constant_stride = wide,
    .h_gates = h, .h_stride = wide, .input_bias = numbers((size_t)columns, 1),
    .state_bias = numbers((size_t)columns, 1), .previous = previous, .previous_stride = narrow,
    .next = next, .next_stride = narrow,
    .previous_memory_cell = is_lstm ? memory_cell : NULL, .previous_memory_cell_stride = narrow,
    .next_memory_cell = is_lstm ? next_memory_cell : NULL, .next_memory_cell_stride = narrow,
    .active = which == with_inactive_rows ? active : NULL,
  };
  cell->forward(&step);
  check(cell->name, x, gates, cell->bound, 0);
  check(cell->name, h, gates, cell->bound, 0);
  check(cell->name, next, states, cell->bound, 0);
  check(cell->name, next_memory_cell, states, cell->bound, 0);

  const ck_cell_step_gradient step_gradient = {
    .rows = rows, .hidden = hidden, .x_gates = x, .x_stride = wide, .h_gates = h, .h_stride = wide,
    .previous = previous, .previous_stride = narrow,
    .previous_memory_cell = is_lstm ? memory_cell : NULL, .previous_memory_cell_stride = narrow,
    .gradient = gradient, .gradient_stride = narrow,
    .memory_cell_gradient = is_lstm ? memory_cell_gradient : NULL,
    .memory_cell_gradient_stride = narrow, .active = step.active,
  };
  cell->backward(&step_gradient);
  check(cell->name, x, gates, cell->gradient_bound, 0);
  check(cell->name, h, gates, cell->gradient_bound, 0);
  check(cell->name, gradient, states, cell->gradient_bound, 0);
  check(cell->name, memory_cell_gradient, states, cell->gradient_bound, 0);
}

static void check_cells(void) {
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
    for (cell_case which = plain; which < cell_cases; which++)
      FOR_ODD_SIZES(hidden) check_cell(&cells[i], hidden, which);
}

// ---- layer normalisation --------------------------------------------------------------------

static void check_layer_norm(int32_t columns, bool keeps) {
  enum { rows = 4 };
  const ptrdiff_t stride = columns + 3;
  const size_t all = (size_t)(rows * stride);
  float *y = numbers(all, 4), *gain = numbers((size_t)columns, 1), *normalized = numbers(all, 1);
  float *inverse = numbers(rows, 1), *gradient = numbers(all, 1);
  float *gain_gradient = numbers((size_t)columns, 1), *bias_gradient = numbers((size_t)columns, 1);
  ck_layer_norm(&(ck_layer_norm_rows){
    .rows = rows, .columns = columns, .y = y, .stride = stride, .gain = gain,
    .normalized = keeps ? normalized : NULL, .normalized_stride = stride,
    .inverse = keeps ? inverse : NULL});
  check("layer norm", y, all, 5e-6, 1e-5);
  check("layer norm", normalized, all, 5e-6, 1e-5);
  check("layer norm", inverse, rows, 0, 1e-5);
  if (!keeps) return;
  ck_layer_norm_backward(&(ck_layer_norm_rows_gradient){
    .rows = rows, .columns = columns, .gradient = gradient, .stride = stride, .gain = gain,
    .normalized = normalized, .normalized_stride = stride, .inverse = inverse,
    .gain_gradient = gain_gradient, .bias_gradient = bias_gradient});
  check("layer norm backward", gradient, all, 2e-5, 1e-4);
  check("layer norm backward", gain_gradient, (size_t)columns, 1e-5, 0);
  check("layer norm backward", bias_gradient, (size_t)columns, 1e-6, 0);
}

// ---- attention ------------------------------------------------------------------------------

static void check_attention(int32_t width, int32_t columns, bool is_additive) {
  enum { batch = 3, steps = 6, most_rows = 4 };
  static const int32_t lengths[batch] = {4, 1, 6}, owners[most_rows] = {2, 0, 2, 1};
  const size_t keys = (size_t)(steps * batch * width), values = (size_t)(steps * batch * columns);
  const ptrdiff_t query_stride = width + 3, context_stride = columns + 2;
  const size_t queries = (size_t)(most_rows * query_stride);
  const size_t contexts = (size_t)(most_rows * context_stride);
  float *weights = numbers(most_rows * steps, 1), *context = numbers(contexts, 1);
  ck_attention_step step = {
    .rows = most_rows, .steps = steps, .batch = batch, .width = width, .columns = columns,
    .queries = numbers(queries, 1), .query_stride = query_stride, .keys = numbers(keys, 1),
    .values = numbers(values, 1), .scale = is_additive ? numbers((size_t)width, 1) : NULL,
    .lengths = lengths, .owners = owners, .weights = weights, .context = context,
    .context_stride = context_stride,
  };
  ck_attention_forward(&step);
  check("attention", weights, most_rows * steps, 2e-6, 0);
  check("attention", context, contexts, 3e-6, 0);

  step.rows = batch;
  step.owners = NULL;
  ck_attention_forward(&step);
  float *query_gradient = numbers(queries, 1), *keys_gradient = numbers(keys, 1);
  float *values_gradient = numbers(values, 1), *scale_gradient = numbers((size_t)width, 1);
  ck_attention_backward(&(ck_attention_step_gradient){
    .step = step, .context_gradient = numbers(contexts, 1),
    .context_gradient_stride = context_stride, .query_gradient = query_gradient,
    .query_gradient_stride = query_stride, .keys_gradient = keys_gradient,
    .values_gradient = values_gradient, .scale_gradient = scale_gradient, .scratch = zeros(steps)});
  check("attention backward", query_gradient, queries, 1e-6, 0);
  check("attention backward", keys_gradient, keys, 1e-6, 0);
  check("attention backward", values_gradient, values, 1e-6, 0);
  check("attention backward", scale_gradient, (size_t)width, 1e-6, 0);
}

// ---- softmax --------------------------------------------------------------------------------

static void check_cross_entropy(int32_t vocabulary, bool is_smooth, float value) {
  enum { count = 4 };
  const int32_t targets[count] = {0, vocabulary / 2, -1, vocabulary - 1};
  const ptrdiff_t stride = vocabulary + 6;
  const size_t all = (size_t)(count * stride);
  float *logits = numbers(all, 8), *loss = numbers(count, 1), *nll = numbers(count, 1);
  if (value != 0) logits[stride + vocabulary / 3] = value;
  const ck_cross_entropy_rows rows = {
    .rows = count, .vocabulary = vocabulary, .logits = logits, .stride = stride,
    .bias = is_smooth ? numbers((size_t)vocabulary, 1) : NULL, .targets = targets,
    .smoothing = is_smooth ? 0.1f : 0, .weight = 0.25f, .loss = loss, .nll = nll,
  };
  ck_cross_entropy_loss(&rows);
  check("cross-entropy, loss alone", loss, count, 1e-5, 2e-6);
  check("cross-entropy, loss alone", nll, count, 1e-5, 0);
  ck_cross_entropy(&rows);
  check("cross-entropy", loss, count, 1e-5, 2e-6);
  check("cross-entropy", nll, count, 1e-5, 0);
  check("cross-entropy", logits, all, 1e-7, 1e-5);
}

static void check_twins(int32_t vocabulary, bool is_smooth) {
  enum { count = 8 };
  const int32_t last = vocabulary - 1;
  const int32_t targets[count] = {0, last, 0, last, last / 2, -1, last / 2, -1};
  const ptrdiff_t stride = vocabulary + 3;
  const size_t all = (size_t)(count * stride);
  float *logits = numbers(all, 3), *loss = numbers(count, 1), *nll = numbers(count, 1);
  ck_cross_entropy(&(ck_cross_entropy_rows){
    .rows = count, .vocabulary = vocabulary, .logits = logits, .stride = stride,
    .bias = is_smooth ? numbers((size_t)vocabulary, 1) : NULL, .targets = targets,
    .smoothing = is_smooth ? 0.1f : 0, .weight = 0.25f, .loss = loss, .nll = nll, .twins = 2,
    .consistency = 5});
  check("cross-entropy of twins", loss, count, 1e-4, 1e-5);
  check("cross-entropy of twins", nll, count, 1e-5, 0);
  check("cross-entropy of twins", logits, all, 1e-6, 3e-5);
}

static void check_shares(int32_t vocabulary) {
  enum { count = 4 };
  const int32_t targets[count] = {0, vocabulary - 1, 0, vocabulary - 1};
  const ptrdiff_t stride = vocabulary + 3;
  const size_t all = (size_t)(count * stride);
  float *shares = numbers((size_t)vocabulary, 1);
  for (int32_t i = 0; i < vocabulary; i++) shares[i] = 1 / (float)vocabulary;
  for (int32_t twins = 0; twins <= 2; twins += 2) {
    float *logits = numbers(all, 3), *loss = numbers(count, 1), *nll = numbers(count, 1);
    ck_cross_entropy(&(ck_cross_entropy_rows){
      .rows = count, .vocabulary = vocabulary, .logits = logits, .stride = stride,
      .bias = numbers((size_t)vocabulary, 1), .targets = targets, .smoothing = 0.1f,
      .weight = 0.25f, .loss = loss, .nll = nll, .twins = twins, .consistency = 5,
      .shares = shares});
    check("cross-entropy with shares", loss, count, 1e-4, 1e-5);
    check("cross-entropy with shares", logits, all, 1e-6, 3e-5);
  }
}

typedef enum { random_bias, ties, barred, best_cases } best_case;

static void check_best_tokens(int32_t vocabulary, int32_t k, best_case which) {
  enum { rows = 3 };
  const ptrdiff_t stride = vocabulary + 3;
  float *logits = numbers((size_t)(rows * stride), 7), *bias = numbers((size_t)vocabulary, 1);
  if (which == ties) for (ptrdiff_t i = 0; i < rows * stride; i++) logits[i] = rintf(logits[i]);
  if (which == barred)
    for (int32_t i = 0; i < vocabulary; i++) if (i % 100 != 42) bias[i] = -INFINITY;
  const size_t count = (size_t)(rows * k);
  int32_t *tokens = bytes(count * sizeof *tokens);
  float *scores = numbers(count, 1);
  ck_log_softmax_top_k(
    rows, vocabulary, logits, stride, which == ties ? NULL : bias, k, tokens, scores);
  check_bytes("best tokens", tokens, count * sizeof *tokens);
  check("best tokens", scores, count, 1e-5, 0);

  logits[vocabulary / 2] = NAN;
  ck_log_softmax_top_k(rows, vocabulary, logits, stride, NULL, k, tokens, scores);
  // The tokens of a row with a NaN are arbitrary.
  check("best tokens with a NaN", scores, count, 1e-5, 0);
}

static void check_softmax(void) {
  for (int index = 0; index <= odd_count; index++) {
    const int32_t vocabulary = index < odd_count ? odd_sizes[index] : 8000;
    for (int is_smooth = 0; is_smooth < 2; is_smooth++) {
      release_memory();
      check_cross_entropy(vocabulary, is_smooth, 0);
      check_cross_entropy(vocabulary, is_smooth, NAN);
      check_cross_entropy(vocabulary, is_smooth, -NAN);
      check_cross_entropy(vocabulary, is_smooth, INFINITY);
      check_twins(vocabulary, is_smooth);
    }
    release_memory();
    check_shares(vocabulary);
  }
  static const int32_t sizes[] = {1, 2, 3, 17, 64, 65, 511, 512, 513, 2049, 8000};
  static const int32_t ks[] = {1, 2, 5, 12, 63, 64};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    for (size_t j = 0; j < sizeof ks / sizeof *ks && ks[j] <= sizes[i]; j++)
      for (best_case which = random_bias; which < best_cases; which++) {
        release_memory();
        check_best_tokens(sizes[i], ks[j], which);
      }
}

// ---- optimizer ------------------------------------------------------------------------------

static void check_adam(int32_t count, float decay, float l2) {
  const size_t n = (size_t)count;
  float *parameters = numbers(n, 1), *m = zeros(n), *v = zeros(n);
  double power1 = 1, power2 = 1;
  for (int update = 1; update <= 10; update++) {
    power1 *= 0.9;
    power2 *= 0.999;
    const ck_adam_options options = {
      .rate = 1e-3f, .beta1 = 0.9f, .beta2 = 0.999f, .epsilon = 1e-8f, .decay = decay, .l2 = l2,
      .scale = 0.5f, .correction1 = (float)(1 - power1), .correction2 = (float)(1 - power2),
    };
    ck_adam(n, parameters, numbers(n, 1), m, v, &options);
  }
  check("Adam", parameters, n, 1e-6, 0);
  check("Adam", m, n, 2e-7, 0);
  check("Adam", v, n, 1e-9, 1e-4);
}

static void check_sgd(int32_t count, float momentum, float l2) {
  const size_t n = (size_t)count;
  float *parameters = numbers(n, 1), *m = zeros(n);
  const ck_sgd_options options = {.rate = 0.05f, .momentum = momentum, .l2 = l2, .scale = 0.5f};
  for (int update = 0; update < 10; update++) ck_sgd(n, parameters, numbers(n, 1), m, &options);
  check("gradient descent", parameters, n, 1e-6, 0);
  check("gradient descent", m, n, 1e-6, 0);
}

static void check_adagrad(int32_t count, float l2) {
  const size_t n = (size_t)count;
  float *parameters = numbers(n, 1), *sum = zeros(n);
  const ck_adagrad_options options = {.rate = 0.05f, .epsilon = 1e-10f, .l2 = l2, .scale = 0.5f};
  for (int update = 0; update < 10; update++) {
    ck_adagrad(n, parameters, numbers(n, 1), sum, &options);
  }
  check("Adagrad", parameters, n, 1e-6, 0);
  check("Adagrad", sum, n, 1e-6, 0);
}

static void check_sum_of_squares(size_t n, float scale) {
  release_memory();
  const double sum = ck_sum_of_squares(n, numbers(n, scale));
  check_bytes("sum of squares", &sum, sizeof sum);
}

static void check_optimizers(void) {
  FOR_ODD_SIZES(count) {
    check_adam(count, 0, 0);
    check_adam(count, 0.01f, 0);
    check_adam(count, 0, 0.02f);
    check_sgd(count, 0, 0);
    check_sgd(count, 0.9f, 0);
    check_sgd(count, 0.5f, 0.02f);
    check_adagrad(count, 0);
    check_adagrad(count, 0.02f);

    const size_t n = (size_t)count;
    float *x = numbers(n, 1), *average = numbers(n, 1);
    ck_average(n, average, x, 0.125f);
    check("average", average, n, 2e-7, 0);
    x[n / 2] = NAN;
    x[n / 3] = INFINITY;
    const size_t outside = ck_clamp(n, x, 0.5f);
    check_bytes("clamp", &outside, sizeof outside);
    check("clamp", x, n, 0, 0);
  }
  FOR_ODD_SIZES(count) check_sum_of_squares((size_t)count, 100);
  check_sum_of_squares(0, 1);
  check_sum_of_squares(100000, 1e19f);
}

// ---- vectors --------------------------------------------------------------------------------

static void check_tanh(void) {
  static const float limits[] = {
    0, -0.0f, 20, -20, 1e38f, -1e38f, INFINITY, -INFINITY, NAN, 1e-42f, 0.625f, -0.625f,
    0.62499994f,
  };
  enum { count = 8001, limit_count = sizeof limits / sizeof *limits };
  release_memory();
  float *y = zeros(count + limit_count);
  for (int i = 0; i < count; i++) y[i] = (float)(i - count / 2) * 0.0025f;
  memcpy(y + count, limits, sizeof limits);
  ck_tanh(count + limit_count, y);
  check("tanh", y, count + limit_count, 0, 3 * 0x1p-24);  // at most 3 ulp
  check_bytes("tanh, sign of zero", y + count, 2 * sizeof(float));
}

static void check_vectors(int32_t columns) {
  enum { rows = 5, table_rows = 9 };
  static const int32_t ids[rows] = {8, 0, 3, 3, 1};
  const size_t n = (size_t)columns;
  const ptrdiff_t stride = columns + 4;
  const size_t all = (size_t)(rows * stride);
  float *x = numbers(n, 1), *y = numbers(all, 1), *sum = numbers(n, 1);
  ck_add(n, y, x);
  check_bits("add", y, all);
  ck_tanh_backward(n, y, x);
  check("tanh backward", y, all, 1e-7, 2e-7);
  float *biased = numbers(all, 1);
  ck_add_bias(rows, columns, biased, stride, x);
  check_bits("add bias", biased, all);
  ck_column_sum(rows, columns, biased, stride, sum);
  check_bits("column sum", sum, n);
  ck_gather(rows, columns, numbers((size_t)(table_rows * stride), 1), stride, ids, y, stride);
  check_bits("gather", y, all);
}

static void check_dropout(
  int32_t rows, int32_t columns, float rate, uint64_t seed, uint64_t first
) {
  const ptrdiff_t stride = columns + 3;
  float *y = numbers((size_t)(rows * stride), 1);
  ck_dropout(rows, columns, y, stride, rate, seed, first);
  check_bits("dropout", y, (size_t)(rows * stride));
}

static void check_over_time(int32_t columns) {
  enum { batch = 4, steps = 6 };
  static const int32_t lengths[batch] = {1, 6, 3, 5};
  const ptrdiff_t stride = columns + 3;
  const size_t all = (size_t)(steps * batch * stride), one = (size_t)(batch * stride);
  float *states = numbers(all, 4), *y = numbers(one, 1);
  ck_mean_over_time(batch, columns, states, stride, lengths, y, stride);
  check("mean over time", y, one, 3e-7, 0);

  // Few values, so that there are ties; and a NaN.
  for (size_t i = 0; i < all; i++) states[i] = rintf(states[i]);
  states[2 * batch * stride + 3 * stride + columns / 2] = NAN;
  const size_t which_bytes = (size_t)(batch * columns) * sizeof(int32_t);
  int32_t *which = bytes(which_bytes);
  ck_max_over_time(batch, columns, states, stride, lengths, y, stride, which);
  check("maximum over time", y, one, 0, 0);
  check_bytes("maximum over time, steps", which, which_bytes);

  float *by_mean = numbers(all, 1), *by_maximum = numbers(all, 1);
  const float *gradient = numbers(one, 1);
  ck_mean_over_time_backward(batch, columns, by_mean, stride, lengths, gradient, stride);
  check("mean over time backward", by_mean, all, 2e-7, 0);
  ck_max_over_time_backward(batch, columns, by_maximum, stride, which, gradient, stride);
  check_bits("maximum over time backward", by_maximum, all);
}

// ---- all ------------------------------------------------------------------------------------

void check_kernels(void) {
  check_choice();
  check_cells();
  FOR_ODD_SIZES(columns) {
    check_layer_norm(columns, false);
    check_layer_norm(columns, true);
  }
  static const int32_t widths[] = {1, 3, 7, 16, 17, 33};
  for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
    for (int is_additive = 0; is_additive < 2; is_additive++) {
      release_memory();
      check_attention(widths[i], 5, is_additive);
      check_attention(widths[i], 65, is_additive);
    }
  check_softmax();
  check_optimizers();
  check_tanh();
  FOR_ODD_SIZES(columns) {
    check_vectors(columns);
    check_over_time(columns);
    check_dropout(3, columns, 0.2f, 5, 0);
    // The index passes 2^32 within the matrix.
    check_dropout(7, columns, 0.4f, 0x100000005, 0xffffffff - 150);
    check_dropout(2, columns, 0, 3, 0);
  }
}
