// The kernels over the gates of a GRU. Compiled once for each instruction set, by kernels.h.

static void gru_forward_row(const ck_gru_step *step, int32_t row) {
  const int32_t hidden = step->hidden;
  float *x = step->x_gates + row * step->x_stride;
  float *h = step->h_gates + row * step->h_stride;
  const float *b = step->input_bias, *c = step->state_bias;
  const float *previous = step->previous + row * step->previous_stride;
  float *next = step->next + row * step->next_stride;

  if (step->constant_gates) {
    const float *constant = step->constant_gates + row * step->constant_stride;
    CK_INDEPENDENT
    for (int32_t i = 0; i < 3 * hidden; i++) x[i] += constant[i];
  }
  // Two loops rather than one: each then has few enough arrays to keep their addresses at hand.
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

static void gru_forward(const ck_gru_step *step) {
  for (int32_t row = 0; row < step->rows; row++) {
    if (!step->active || step->active[row]) {
      gru_forward_row(step, row);
    } else {
      memmove(
        step->next + row * step->next_stride, step->previous + row * step->previous_stride,
        (size_t)step->hidden * sizeof(float));
    }
  }
}

static void gru_backward_row(const ck_gru_step_gradient *step, int32_t row) {
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

static void gru_backward(const ck_gru_step_gradient *step) {
  const size_t gate_bytes = 3 * (size_t)step->hidden * sizeof(float);
  for (int32_t row = 0; row < step->rows; row++) {
    if (!step->active || step->active[row]) {
      gru_backward_row(step, row);
    } else {
      memset(step->x_gates + row * step->x_stride, 0, gate_bytes);
      memset(step->h_gates + row * step->h_stride, 0, gate_bytes);
    }
  }
}
