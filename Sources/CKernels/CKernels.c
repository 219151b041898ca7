// The public functions: each calls the kernel for the best instruction set of the processor.
#include "CKernels.h"
#include "kernel_table.h"

// ---- instruction sets -----------------------------------------------------------------------

static bool processor_has(ck_instruction_set set) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f")
    && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
    && __builtin_cpu_supports("avx512vl");
  if (set == ck_instructions_avx512) return avx512;
  if (set == ck_instructions_avx2) return avx2;
#endif
  return set == ck_instructions_baseline;
}

static const kernel_table *table_of(ck_instruction_set set) {
  (void)set;  // the only one, where there is no other
#if defined(__x86_64__)
  if (set == ck_instructions_avx512) return &ck_avx512_kernels;
  if (set == ck_instructions_avx2) return &ck_avx2_kernels;
#endif
  return &ck_baseline_kernels;
}

// One per thread, so that it needs no lock and a test can change it while others run.
static _Thread_local const kernel_table *table_in_use;
static _Thread_local ck_instruction_set set_in_use;

bool ck_use_instruction_set(ck_instruction_set set) {
  if (!processor_has(set)) return false;
  set_in_use = set;
  table_in_use = table_of(set);
  return true;
}

static _Atomic ck_instruction_set limit = ck_instructions_avx512;

bool ck_limit_instruction_set(ck_instruction_set set) {
  if (!ck_use_instruction_set(set)) return false;
  limit = set;
  return true;
}

static const kernel_table *kernels(void) {
  if (!table_in_use)
    for (ck_instruction_set set = limit; !ck_use_instruction_set(set);) set--;
  return table_in_use;
}

ck_instruction_set ck_instruction_set_in_use(void) {
  kernels();
  return set_in_use;
}

const char *ck_instruction_set_name(ck_instruction_set set) {
  switch (set) {
    case ck_instructions_avx512: return "AVX-512";
    case ck_instructions_avx2: return "AVX2";
    case ck_instructions_baseline: break;
  }
#if defined(__x86_64__)
  return "SSE2";
#elif defined(__aarch64__)
  return "NEON";
#else
  return "baseline";
#endif
}

// ---- gates ----------------------------------------------------------------------------------

void ck_gru_forward(const ck_cell_step *step) { kernels()->gru_forward(step); }

void ck_gru_backward(const ck_cell_step_gradient *step) { kernels()->gru_backward(step); }

void ck_lstm_forward(const ck_cell_step *step) { kernels()->lstm_forward(step); }

void ck_lstm_backward(const ck_cell_step_gradient *step) { kernels()->lstm_backward(step); }

void ck_rnn_tanh_forward(const ck_cell_step *step) { kernels()->rnn_tanh_forward(step); }

void ck_rnn_tanh_backward(const ck_cell_step_gradient *step) { kernels()->rnn_tanh_backward(step); }

void ck_rnn_relu_forward(const ck_cell_step *step) { kernels()->rnn_relu_forward(step); }

void ck_rnn_relu_backward(const ck_cell_step_gradient *step) { kernels()->rnn_relu_backward(step); }

void ck_layer_norm(const ck_layer_norm_rows *rows) { kernels()->layer_norm(rows); }

void ck_layer_norm_backward(const ck_layer_norm_rows_gradient *rows) {
  kernels()->layer_norm_backward(rows);
}

// ---- attention ------------------------------------------------------------------------------

void ck_attention_forward(const ck_attention_step *step) { kernels()->attention_forward(step); }

void ck_attention_backward(const ck_attention_step_gradient *step) {
  kernels()->attention_backward(step);
}

// ---- softmax --------------------------------------------------------------------------------

void ck_cross_entropy(const ck_cross_entropy_rows *rows) { kernels()->cross_entropy(rows); }

void ck_cross_entropy_loss(const ck_cross_entropy_rows *rows) {
  kernels()->cross_entropy_loss(rows);
}

void ck_log_softmax_top_k(
  int32_t rows, int32_t vocabulary, const float *logits, ptrdiff_t stride, const float *bias,
  int32_t k, int32_t *tokens, float *scores
) {
  kernels()->log_softmax_top_k(rows, vocabulary, logits, stride, bias, k, tokens, scores);
}

// ---- optimizer ------------------------------------------------------------------------------

void ck_adam(
  size_t n, float *parameters, const float *gradient, float *m, float *v,
  const ck_adam_options *options
) {
  kernels()->adam(n, parameters, gradient, m, v, options);
}

void ck_sgd(
  size_t n, float *parameters, const float *gradient, float *m, const ck_sgd_options *options
) {
  kernels()->sgd(n, parameters, gradient, m, options);
}

void ck_adagrad(
  size_t n, float *parameters, const float *gradient, float *sum,
  const ck_adagrad_options *options
) {
  kernels()->adagrad(n, parameters, gradient, sum, options);
}

size_t ck_clamp(size_t n, float *x, float limit) { return kernels()->clamp(n, x, limit); }

void ck_average(size_t n, float *average, const float *parameters, float weight) {
  kernels()->average(n, average, parameters, weight);
}

double ck_sum_of_squares(size_t n, const float *x) { return kernels()->sum_of_squares(n, x); }

// ---- vectors --------------------------------------------------------------------------------

void ck_add(size_t n, float *y, const float *x) { kernels()->add(n, y, x); }

void ck_tanh(size_t n, float *y) { kernels()->tanh_forward(n, y); }

void ck_tanh_backward(size_t n, float *gradient, const float *y) {
  kernels()->tanh_backward(n, gradient, y);
}

void ck_add_bias(int32_t rows, int32_t columns, float *y, ptrdiff_t stride, const float *bias) {
  kernels()->add_bias(rows, columns, y, stride, bias);
}

void ck_column_sum(int32_t rows, int32_t columns, const float *x, ptrdiff_t stride, float *sum) {
  kernels()->column_sum(rows, columns, x, stride, sum);
}

void ck_gather(
  int32_t rows, int32_t columns, const float *table, ptrdiff_t table_stride, const int32_t *ids,
  float *y, ptrdiff_t stride
) {
  kernels()->gather(rows, columns, table, table_stride, ids, y, stride);
}

void ck_dropout(
  int32_t rows, int32_t columns, float *y, ptrdiff_t stride, float rate, uint64_t seed,
  uint64_t first
) {
  kernels()->dropout(rows, columns, y, stride, rate, seed, first);
}

void ck_mean_over_time(
  int32_t batch, int32_t columns, const float *states, ptrdiff_t stride, const int32_t *lengths,
  float *y, ptrdiff_t y_stride
) {
  kernels()->mean_over_time(batch, columns, states, stride, lengths, y, y_stride);
}

void ck_max_over_time(
  int32_t batch, int32_t columns, const float *states, ptrdiff_t stride, const int32_t *lengths,
  float *y, ptrdiff_t y_stride, int32_t *which
) {
  kernels()->max_over_time(batch, columns, states, stride, lengths, y, y_stride, which);
}

void ck_mean_over_time_backward(
  int32_t batch, int32_t columns, float *states_gradient, ptrdiff_t stride,
  const int32_t *lengths, const float *y_gradient, ptrdiff_t y_stride
) {
  kernels()->mean_over_time_backward(
    batch, columns, states_gradient, stride, lengths, y_gradient, y_stride);
}

void ck_max_over_time_backward(
  int32_t batch, int32_t columns, float *states_gradient, ptrdiff_t stride, const int32_t *which,
  const float *y_gradient, ptrdiff_t y_stride
) {
  kernels()->max_over_time_backward(
    batch, columns, states_gradient, stride, which, y_gradient, y_stride);
}
