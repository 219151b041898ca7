// The kernels of the gates of recurrent cells. Included by kernels.h, once for each instruction set.

// ---- any cell -------------------------------------------------------------------------------

CK_INLINE void add_constant_gates(const ck_cell_step *step, int32_t row, int32_t gates) {
  if (!step->constant_gates) return;
  float *x = step->x_gates + row * step->x_stride;
  const float *constant = step->constant_gates + row * step->constant_stride;
  CK_INDEPENDENT
  for (int32_t i = 0; i < gates * step->hidden; i++) x[i] += constant[i];
}

// Runs forward_row on active rows, and copies the state of the other rows.
CK_INLINE void cell_forward(
  const ck_cell_step *step, void (*forward_row)(const ck_cell_step *, int32_t)
) {
  const size_t bytes = (size_t)step->hidden * sizeof(float);
  for (int32_t row = 0; row < step->rows; row++) {
    if (!step->active || step->active[row]) {
      forward_row(step, row);
      continue;
    }
    memmove(step->next + row * step->next_stride, step->previous + row * step->previous_stride, bytes);
    if (step->next_memory_cell) {
      memmove(
        step->next_memory_cell + row * step->next_memory_cell_stride,
        step->previous_memory_cell + row * step->previous_memory_cell_stride, bytes);
    }
  }
}

// Runs backward_row on active rows, and zeroes the gradient of the gates of the other rows.
CK_INLINE void cell_backward(
  const ck_cell_step_gradient *step, int32_t gates,
  void (*backward_row)(const ck_cell_step_gradient *, int32_t)
) {
  const size_t bytes = (size_t)gates * (size_t)step->hidden * sizeof(float);
  for (int32_t row = 0; row < step->rows; row++) {
    if (!step->active || step->active[row]) {
      backward_row(step, row);
    } else {
      memset(step->x_gates + row * step->x_stride, 0, bytes);
      memset(step->h_gates + row * step->h_stride, 0, bytes);
    }
  }
}

// ---- GRU ------------------------------------------------------------------------------------

static void gru_forward_row(const ck_cell_step *step, int32_t row) {
  const int32_t hidden = step->hidden;
  float *x = step->x_gates + row * step->x_stride;
  float *h = step->h_gates + row * step->h_stride;
  const float *b = step->input_bias, *c = step->state_bias;
  const float *previous = step->previous + row * step->previous_stride;
  float *next = step->next + row * step->next_stride;

  add_constant_gates(step, row, 3);
  // Two loops rather than one, so that the addresses of all arrays of a loop fit in registers.
  CK_INDEPENDENT
  for (int32_t i = 0; i < 2 * hidden; i++) x[i] = ck_sigmoid((x[i] + b[i]) + (h[i] + c[i]));

  const float *r = x, *z = x + hidden;
  float *n = x + 2 * hidden, *q = h + 2 * hidden;
  b += 2 * hidden;
  c += 2 * hidden;
  CK_INDEPENDENT
  for (int32_t i = 0; i < hidden; i++) {
    const float state_part = q[i] + c[i];
    const float candidate = ck_hyperbolic_tangent((n[i] + b[i]) + r[i] * state_part);
    q[i] = state_part;
    n[i] = candidate;
    next[i] = (1.0f - z[i]) * candidate + z[i] * previous[i];
  }
}

static void gru_forward(const ck_cell_step *step) { cell_forward(step, gru_forward_row); }

static void gru_backward_row(const ck_cell_step_gradient *step, int32_t row) {
  const int32_t hidden = step->hidden;
  float *r = step->x_gates + row * step->x_stride, *z = r + hidden, *n = z + hidden;
  float *hr = step->h_gates + row * step->h_stride, *hz = hr + hidden, *q = hz + hidden;
  const float *previous = step->previous + row * step->previous_stride;
  float *gradient = step->gradient + row * step->gradient_stride;

  CK_INDEPENDENT
  for (int32_t i = 0; i < hidden; i++) {
    const float ri = r[i], zi = z[i], ni = n[i], d = gradient[i];
    const float dn = d * (1.0f - zi) * (1.0f - ni * ni);
    const float dz = d * (previous[i] - ni) * (zi * (1.0f - zi));
    const float dr = dn * q[i] * (ri * (1.0f - ri));
    r[i] = hr[i] = dr;
    z[i] = hz[i] = dz;
    n[i] = dn;
    q[i] = dn * ri;
    gradient[i] = d * zi;
  }
}

static void gru_backward(const ck_cell_step_gradient *step) {
  cell_backward(step, 3, gru_backward_row);
}

// ---- LSTM -----------------------------------------------------------------------------------

static void lstm_forward_row(const ck_cell_step *step, int32_t row) {
  const int32_t hidden = step->hidden;
  float *x = step->x_gates + row * step->x_stride;
  float *h = step->h_gates + row * step->h_stride;
  const float *b = step->input_bias, *c = step->state_bias;

  add_constant_gates(step, row, 4);
  // One loop per activation function, so that each loop has few arrays.
  CK_INDEPENDENT
  for (int32_t i = 0; i < 2 * hidden; i++) x[i] = ck_sigmoid((x[i] + b[i]) + (h[i] + c[i]));
  CK_INDEPENDENT
  for (int32_t i = 2 * hidden; i < 3 * hidden; i++) {
    x[i] = ck_hyperbolic_tangent((x[i] + b[i]) + (h[i] + c[i]));
  }
  CK_INDEPENDENT
  for (int32_t i = 3 * hidden; i < 4 * hidden; i++) {
    x[i] = ck_sigmoid((x[i] + b[i]) + (h[i] + c[i]));
  }

  const float *input = x, *forget = x + hidden, *candidate = x + 2 * hidden;
  const float *output = x + 3 * hidden;
  const float *memory_cell = step->previous_memory_cell + row * step->previous_memory_cell_stride;
  float *next_memory_cell = step->next_memory_cell + row * step->next_memory_cell_stride;
  float *next = step->next + row * step->next_stride;
  CK_INDEPENDENT
  for (int32_t i = 0; i < hidden; i++) {
    const float sum = forget[i] * memory_cell[i] + input[i] * candidate[i];
    const float shown = ck_hyperbolic_tangent(sum);
    next_memory_cell[i] = sum;
    h[i] = shown;
    next[i] = output[i] * shown;
  }
}

static void lstm_forward(const ck_cell_step *step) { cell_forward(step, lstm_forward_row); }

static void lstm_backward_row(const ck_cell_step_gradient *step, int32_t row) {
  const int32_t hidden = step->hidden;
  float *x = step->x_gates + row * step->x_stride;
  float *h = step->h_gates + row * step->h_stride;
  float *input = x, *forget = x + hidden, *candidate = x + 2 * hidden, *output = x + 3 * hidden;
  const float *memory_cell = step->previous_memory_cell + row * step->previous_memory_cell_stride;
  float *gradient = step->gradient + row * step->gradient_stride;
  float *memory_cell_gradient = step->memory_cell_gradient + row * step->memory_cell_gradient_stride;

  CK_INDEPENDENT
  for (int32_t i = 0; i < hidden; i++) {
    const float in = input[i], keep = forget[i], made = candidate[i], out = output[i];
    const float shown = h[i], d = gradient[i];
    const float dm = memory_cell_gradient[i] + d * out * (1.0f - shown * shown);
    input[i] = dm * made * (in * (1.0f - in));
    forget[i] = dm * memory_cell[i] * (keep * (1.0f - keep));
    candidate[i] = dm * in * (1.0f - made * made);
    output[i] = d * shown * (out * (1.0f - out));
    memory_cell_gradient[i] = dm * keep;
    gradient[i] = 0.0f;
  }
  memcpy(h, x, 4 * (size_t)hidden * sizeof(float));
}

static void lstm_backward(const ck_cell_step_gradient *step) {
  cell_backward(step, 4, lstm_backward_row);
}

// ---- plain RNN ------------------------------------------------------------------------------

CK_INLINE void rnn_forward_row(const ck_cell_step *step, int32_t row, bool is_relu) {
  float *x = step->x_gates + row * step->x_stride;
  const float *h = step->h_gates + row * step->h_stride;
  const float *b = step->input_bias, *c = step->state_bias;
  float *next = step->next + row * step->next_stride;
  add_constant_gates(step, row, 1);
  CK_INDEPENDENT
  for (int32_t i = 0; i < step->hidden; i++) {
    const float sum = (x[i] + b[i]) + (h[i] + c[i]);
    // In this form of the comparison, NaN stays NaN.
    const float y = is_relu ? (sum < 0.0f ? 0.0f : sum) : ck_hyperbolic_tangent(sum);
    x[i] = y;
    next[i] = y;
  }
}

CK_INLINE void rnn_backward_row(const ck_cell_step_gradient *step, int32_t row, bool is_relu) {
  float *x = step->x_gates + row * step->x_stride;
  float *h = step->h_gates + row * step->h_stride;
  float *gradient = step->gradient + row * step->gradient_stride;
  CK_INDEPENDENT
  for (int32_t i = 0; i < step->hidden; i++) {
    const float y = x[i], d = gradient[i];
    const float dx = is_relu ? (y > 0.0f ? d : 0.0f) : d * (1.0f - y * y);
    x[i] = dx;
    h[i] = dx;
    gradient[i] = 0.0f;
  }
}

static void rnn_tanh_forward_row(const ck_cell_step *step, int32_t row) {
  rnn_forward_row(step, row, false);
}

static void rnn_tanh_forward(const ck_cell_step *step) { cell_forward(step, rnn_tanh_forward_row); }

static void rnn_tanh_backward_row(const ck_cell_step_gradient *step, int32_t row) {
  rnn_backward_row(step, row, false);
}

static void rnn_tanh_backward(const ck_cell_step_gradient *step) {
  cell_backward(step, 1, rnn_tanh_backward_row);
}

static void rnn_relu_forward_row(const ck_cell_step *step, int32_t row) {
  rnn_forward_row(step, row, true);
}

static void rnn_relu_forward(const ck_cell_step *step) { cell_forward(step, rnn_relu_forward_row); }

static void rnn_relu_backward_row(const ck_cell_step_gradient *step, int32_t row) {
  rnn_backward_row(step, row, true);
}

static void rnn_relu_backward(const ck_cell_step_gradient *step) {
  cell_backward(step, 1, rnn_relu_backward_row);
}
