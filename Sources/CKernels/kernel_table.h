// The table of the kernels of one instruction set, one for each function of CKernels.h.
#pragma once
#include "CKernels.h"

typedef struct {
  __typeof__(ck_gru_forward) *gru_forward;
  __typeof__(ck_gru_backward) *gru_backward;
  __typeof__(ck_lstm_forward) *lstm_forward;
  __typeof__(ck_lstm_backward) *lstm_backward;
  __typeof__(ck_rnn_tanh_forward) *rnn_tanh_forward;
  __typeof__(ck_rnn_tanh_backward) *rnn_tanh_backward;
  __typeof__(ck_rnn_relu_forward) *rnn_relu_forward;
  __typeof__(ck_rnn_relu_backward) *rnn_relu_backward;
  __typeof__(ck_layer_norm) *layer_norm;
  __typeof__(ck_layer_norm_backward) *layer_norm_backward;
  __typeof__(ck_attention_forward) *attention_forward;
  __typeof__(ck_attention_backward) *attention_backward;
  __typeof__(ck_cross_entropy) *cross_entropy;
  __typeof__(ck_cross_entropy_loss) *cross_entropy_loss;
  __typeof__(ck_log_softmax_top_k) *log_softmax_top_k;
  __typeof__(ck_adam) *adam;
  __typeof__(ck_sgd) *sgd;
  __typeof__(ck_adagrad) *adagrad;
  __typeof__(ck_clamp) *clamp;
  __typeof__(ck_average) *average;
  __typeof__(ck_sum_of_squares) *sum_of_squares;
  __typeof__(ck_add) *add;
  __typeof__(ck_tanh) *tanh_forward;
  __typeof__(ck_tanh_backward) *tanh_backward;
  __typeof__(ck_add_bias) *add_bias;
  __typeof__(ck_column_sum) *column_sum;
  __typeof__(ck_gather) *gather;
  __typeof__(ck_dropout) *dropout;
  __typeof__(ck_mean_over_time) *mean_over_time;
  __typeof__(ck_max_over_time) *max_over_time;
  __typeof__(ck_mean_over_time_backward) *mean_over_time_backward;
  __typeof__(ck_max_over_time_backward) *max_over_time_backward;
} kernel_table;

extern const kernel_table ck_baseline_kernels;
#if defined(__x86_64__)
extern const kernel_table ck_avx2_kernels, ck_avx512_kernels;
#endif
