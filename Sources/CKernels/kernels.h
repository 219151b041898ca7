// All kernels and their table, compiled for the instruction set of the file that includes this.
// That file defines KERNEL_TABLE as the name of the table.
#include "gates.h"
#include "layer_norm.h"
#include "attention.h"
#include "softmax.h"
#include "cross_entropy.h"
#include "best_tokens.h"
#include "optimizer.h"
#include "vector.h"

const kernel_table KERNEL_TABLE = {
  .gru_forward = gru_forward,
  .gru_backward = gru_backward,
  .lstm_forward = lstm_forward,
  .lstm_backward = lstm_backward,
  .rnn_tanh_forward = rnn_tanh_forward,
  .rnn_tanh_backward = rnn_tanh_backward,
  .rnn_relu_forward = rnn_relu_forward,
  .rnn_relu_backward = rnn_relu_backward,
  .layer_norm = layer_norm,
  .layer_norm_backward = layer_norm_backward,
  .attention_forward = attention_forward,
  .attention_backward = attention_backward,
  .cross_entropy = cross_entropy,
  .cross_entropy_loss = cross_entropy_loss,
  .log_softmax_top_k = log_softmax_top_k,
  .adam = adam,
  .sgd = sgd,
  .adagrad = adagrad,
  .clamp = clamp,
  .average = average,
  .sum_of_squares = sum_of_squares,
  .add = add,
  .tanh_forward = tanh_forward,
  .tanh_backward = tanh_backward,
  .add_bias = add_bias,
  .column_sum = column_sum,
  .gather = gather,
  .dropout = dropout,
  .mean_over_time = mean_over_time,
  .max_over_time = max_over_time,
  .mean_over_time_backward = mean_over_time_backward,
  .max_over_time_backward = max_over_time_backward,
};
