// The elementwise work between matrix products as fused float32 kernels.
//
// Shapes: B rows of a batch, H hidden units, V vocabulary. Matrices are row-major; a stride is the
// distance in floats between two rows. Pointers need no alignment. No function allocates or keeps
// state. The result of a row has the same bits whatever other rows are in the call and wherever the
// rows lie. NaN and infinities carry through, except where dropout zeroes them. Arrays must not
// overlap unless a comment says so. The tests compare each function with a scalar reference, within
// a stated error bound. The bits of exp, and of all that uses it, differ between instruction sets;
// see CKernelsInstructionSet.h.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "CKernelsInstructionSet.h"

// ---- gates ----------------------------------------------------------------------------------

// One time step of a recurrent cell as in torch.nn, from x = W x + b and h = U h + c, G gates wide.
// s is the state of H numbers, which is also the output; m is the memory cell of an LSTM.
//   GRU, gates r, z, n:   r = sigma(xr + hr), z = sigma(xz + hz), n = tanh(xn + r * hn),
//                         s' = (1 - z) * n + z * s
//   LSTM, gates i, f, g, o: i, f, o = sigma(x + h), g = tanh(xg + hg),
//                         m' = f * m + i * g, s' = o * tanh(m')
//   RNN, one gate:        s' = tanh(x + h), or max(0, x + h)
// Rows with active[row] == 0 keep state and memory cell, and their gates are not written.
// next may be the same array as previous, and next_memory_cell the same as previous_memory_cell.
typedef struct {
  int32_t rows, hidden;
  float *x_gates;              // in: W x [B, G H]; out: the gates, for the backward step
  ptrdiff_t x_stride;
  const float *constant_gates; // added to x_gates: the part that is the same at every step [B, G H], or NULL
  ptrdiff_t constant_stride;
  float *h_gates;              // in: U h [B, G H]; out: hn in the last third (GRU), or tanh(m') in the
  ptrdiff_t h_stride;          // first quarter (LSTM), for the backward step
  const float *input_bias, *state_bias; // b, c: [G H]
  const float *previous;       // s [B, H]
  ptrdiff_t previous_stride;
  float *next;                 // s' [B, H]
  ptrdiff_t next_stride;
  const float *previous_memory_cell; // m and m' [B, H] for an LSTM, else NULL
  ptrdiff_t previous_memory_cell_stride;
  float *next_memory_cell;
  ptrdiff_t next_memory_cell_stride;
  const uint8_t *active;       // [B], or NULL: all rows are active
} ck_cell_step;
void ck_gru_forward(const ck_cell_step *step);
void ck_lstm_forward(const ck_cell_step *step);
void ck_rnn_tanh_forward(const ck_cell_step *step);
void ck_rnn_relu_forward(const ck_cell_step *step);

// The backward step of a cell, in place. x_gates and h_gates are as the forward step left them, and
// become the gradients of W x and U h; in rows that are not active, these are zero.
// gradient: in dL/ds' [B, H]; out the part of dL/ds that does not pass through U: z * dL/ds' for a GRU,
// 0 for the others, and dL/ds' in rows that are not active. memory_cell_gradient: in the part of dL/dm'
// that does not pass through s'; out dL/dm.
typedef struct {
  int32_t rows, hidden;
  float *x_gates;
  ptrdiff_t x_stride;
  float *h_gates;
  ptrdiff_t h_stride;
  const float *previous;
  ptrdiff_t previous_stride;
  const float *previous_memory_cell; // for an LSTM, else NULL
  ptrdiff_t previous_memory_cell_stride;
  float *gradient;
  ptrdiff_t gradient_stride;
  float *memory_cell_gradient;      // for an LSTM, else NULL
  ptrdiff_t memory_cell_gradient_stride;
  const uint8_t *active;
} ck_cell_step_gradient;
void ck_gru_backward(const ck_cell_step_gradient *step);
void ck_lstm_backward(const ck_cell_step_gradient *step);
void ck_rnn_tanh_backward(const ck_cell_step_gradient *step);
void ck_rnn_relu_backward(const ck_cell_step_gradient *step);

// ---- layer normalisation --------------------------------------------------------------------

// Layer normalisation (Ba, Kiros & Hinton 2016) of each row, in place:
//   y^ = (y - mean) / sqrt(variance + 1e-5), y = gain * y^; mean and variance over the row.
typedef struct {
  int32_t rows, columns;
  float *y;                    // [rows, columns]
  ptrdiff_t stride;
  const float *gain;           // [columns]
  float *normalized;           // out y^ [rows, columns], for the backward pass, or NULL
  ptrdiff_t normalized_stride;
  float *inverse;              // out 1 / sqrt(variance + 1e-5) [rows]; not written if normalized is NULL
} ck_layer_norm_rows;
void ck_layer_norm(const ck_layer_norm_rows *rows);

// The backward pass of ck_layer_norm. gradient: in the gradient of its output, out that of its input.
// The gradient of the gain is added to gain_gradient. The sum of dL/dy over the rows, which is the
// gradient of a bias that was added to y, is added to bias_gradient.
typedef struct {
  int32_t rows, columns;
  float *gradient;             // [rows, columns]
  ptrdiff_t stride;
  const float *gain;
  const float *normalized;
  ptrdiff_t normalized_stride;
  const float *inverse;
  float *gain_gradient, *bias_gradient; // [columns]
} ck_layer_norm_rows_gradient;
void ck_layer_norm_backward(const ck_layer_norm_rows_gradient *rows);

// ---- attention ------------------------------------------------------------------------------

// One time step of attention over B sentences of up to S encoder states. For each row:
//   score_s = v . tanh(query + key_s) (Bahdanau et al. 2014), or query . key_s without v (Luong et
//   al. 2015); weights = softmax of the scores over the sentence's length;
//   context = sum of weight_s * value_s.
typedef struct {
  int32_t rows, steps, batch, width, columns; // n, S, B, A, C
  const float *queries;        // [n, A]
  ptrdiff_t query_stride;
  const float *keys;           // [S, B, A]
  const float *values;         // [S, B, C]
  const float *scale;          // v [A], or NULL
  const int32_t *lengths;      // [B], 1 <= length <= S
  const int32_t *owners;       // [n]: the sentence of each row, or NULL: row i attends to sentence i
  float *weights;              // out [n, S]; 0 beyond a sentence's length
  float *context;              // out [n, C]
  ptrdiff_t context_stride;
} ck_attention_step;
void ck_attention_forward(const ck_attention_step *step);

// The backward pass of ck_attention_forward without owners: n = B, and row i attends to sentence i.
// The gradients of keys, values and v are added to; the gradient of the queries is overwritten.
typedef struct {
  ck_attention_step step;      // as in the forward pass, with its weights; context is not read
  const float *context_gradient; // [B, C]
  ptrdiff_t context_gradient_stride;
  float *query_gradient;       // out [B, A]
  ptrdiff_t query_gradient_stride;
  float *keys_gradient;        // [S, B, A]
  float *values_gradient;      // [S, B, C]
  float *scale_gradient;       // [A]; not used without v
  float *scratch;              // [S]
} ck_attention_step_gradient;
void ck_attention_backward(const ck_attention_step_gradient *step);

// ---- softmax --------------------------------------------------------------------------------

// Cross-entropy with label smoothing, one target per row: the target distribution is
// (1 - smoothing) on targets[row] plus smoothing / V on every token, or smoothing * shares[i] on token i.
// logits [rows, V]: in without bias, out the gradient of weight * sum of loss[row].
// A row with targets[row] < 0 is padding: its gradient and losses are zero.
// loss[row]: the smoothed cross-entropy; nll[row]: -log p(target), both in nats, unweighted.
// A NaN or +infinity in a row makes both NaN.
//
// With twins > 0 (R-Drop, Liang et al. 2021), rows come in blocks of 2 * twins: row r of the first half
// and row r + twins have the same target and predict p and q. Then consistency / 2 * KL(p || q) is added
// to the loss of row r, and consistency / 2 * KL(q || p) to the loss of row r + twins.
typedef struct {
  int32_t rows, vocabulary;
  float *logits;
  ptrdiff_t stride;
  const float *bias;           // [V], or NULL
  const int32_t *targets;      // [rows]
  float smoothing, weight;
  float *loss, *nll;           // [rows]
  int32_t twins;               // 0: none
  float consistency;
  const float *shares;         // [V], with a sum of 1; NULL: 1 / V each
} ck_cross_entropy_rows;
void ck_cross_entropy(const ck_cross_entropy_rows *rows);
// Computes the losses without the gradient, and ignores twins; logits are only read.
void ck_cross_entropy_loss(const ck_cross_entropy_rows *rows);

// The k best tokens of each row and their log-probabilities, log softmax(logits + bias), best first;
// among equals, the lower index first. A bias of -INFINITY excludes a token: it appears only when
// no others are left. A NaN in a row makes all its scores NaN; its tokens are then distinct but arbitrary.
// 1 <= k <= 64, k <= V. tokens, scores: [rows, k].
void ck_log_softmax_top_k(
  int32_t rows, int32_t vocabulary, const float *logits, ptrdiff_t stride, const float *bias,
  int32_t k, int32_t *tokens, float *scores);

// ---- optimizer ------------------------------------------------------------------------------

// Adam (Kingma & Ba 2015) with decoupled weight decay (AdamW; 0: none), over n parameters:
//   g = scale * gradient + l2 * p; m += (1 - beta1)(g - m); v += (1 - beta2)(g^2 - v);
//   p -= rate * ((m / c1) / (sqrt(v / c2) + epsilon) + decay * p).
typedef struct {
  float rate, beta1, beta2, epsilon, decay, l2, scale;
  float correction1, correction2; // c1 = 1 - beta1^t, c2 = 1 - beta2^t
} ck_adam_options;
void ck_adam(
  size_t n, float *parameters, const float *gradient, float *m, float *v,
  const ck_adam_options *options);

// Gradient descent with momentum: g = scale * gradient + l2 * p; m = momentum * m + g; p -= rate * m.
typedef struct {
  float rate, momentum, l2, scale;
} ck_sgd_options;
void ck_sgd(
  size_t n, float *parameters, const float *gradient, float *m, const ck_sgd_options *options);

// Adagrad (Duchi, Hazan & Singer 2011):
//   g = scale * gradient + l2 * p; sum += g^2; p -= rate * g / (sqrt(sum) + epsilon).
typedef struct {
  float rate, epsilon, l2, scale;
} ck_adagrad_options;
void ck_adagrad(
  size_t n, float *parameters, const float *gradient, float *sum,
  const ck_adagrad_options *options);

// Clamps every element to [-limit, limit]; returns how many were outside. NaN stays NaN.
size_t ck_clamp(size_t n, float *x, float limit);

// An exponential moving average: average += weight * (parameters - average).
void ck_average(size_t n, float *average, const float *parameters, float weight);

// The sum of squares in double precision, in a fixed order: every instruction set gives the same bits.
double ck_sum_of_squares(size_t n, const float *x);

// ---- vectors --------------------------------------------------------------------------------

void ck_add(size_t n, float *y, const float *x);             // y += x
void ck_tanh(size_t n, float *y);                            // y = tanh(y)
void ck_tanh_backward(size_t n, float *gradient, const float *y); // gradient *= 1 - y^2
// y[row, :] += bias.
void ck_add_bias(int32_t rows, int32_t columns, float *y, ptrdiff_t stride, const float *bias);
// sum[column] += sum over rows of x[row, column], rows in ascending order.
void ck_column_sum(int32_t rows, int32_t columns, const float *x, ptrdiff_t stride, float *sum);
// y[row, :] = table[ids[row], :].
void ck_gather(
  int32_t rows, int32_t columns, const float *table, ptrdiff_t table_stride, const int32_t *ids,
  float *y, ptrdiff_t stride);

// Inverted dropout: each element is zeroed with probability rate, or else divided by 1 - rate.
// The mask is a pure function of (seed, first + row * columns + column). So no mask is stored, and the
// backward pass is the same call on the gradient. Every instruction set gives the same bits.
// 0 <= rate < 1.
void ck_dropout(
  int32_t rows, int32_t columns, float *y, ptrdiff_t stride, float rate, uint64_t seed,
  uint64_t first);

// Mean or maximum over the time steps of each sentence. states [S, B, columns] is time-major with row
// stride `stride` (a time step's stride is B * stride); lengths [B] with 1 <= lengths[b] <= S; y [B, columns].
// For the maximum, which [B, columns] receives its time step; ties go to the earliest.
void ck_mean_over_time(
  int32_t batch, int32_t columns, const float *states, ptrdiff_t stride, const int32_t *lengths,
  float *y, ptrdiff_t y_stride);
void ck_max_over_time(
  int32_t batch, int32_t columns, const float *states, ptrdiff_t stride, const int32_t *lengths,
  float *y, ptrdiff_t y_stride, int32_t *which);
// The backward pass of both: adds to states_gradient, which has the layout of states.
void ck_mean_over_time_backward(
  int32_t batch, int32_t columns, float *states_gradient, ptrdiff_t stride,
  const int32_t *lengths, const float *y_gradient, ptrdiff_t y_stride);
void ck_max_over_time_backward(
  int32_t batch, int32_t columns, float *states_gradient, ptrdiff_t stride, const int32_t *which,
  const float *y_gradient, ptrdiff_t y_stride);
