// The kernels over all parameters. Included by kernels.h, once for each instruction set.

static void adam(
  size_t n, float *parameters, const float *gradient, float *m, float *v,
  const ck_adam_options *options
) {
  const float scale = options->scale, epsilon = options->epsilon;
  const float fresh1 = 1 - options->beta1, fresh2 = 1 - options->beta2;
  const float inverse1 = 1 / options->correction1, inverse2 = 1 / options->correction2;
  const float rate = options->rate, decay = options->decay, l2 = options->l2;
  CK_INDEPENDENT
  for (size_t i = 0; i < n; i++) {
    const float g = scale * gradient[i] + l2 * parameters[i];
    const float first = m[i] + fresh1 * (g - m[i]);
    const float second = v[i] + fresh2 * (g * g - v[i]);
    m[i] = first;
    v[i] = second;
    const float step = (first * inverse1) / (ck_sqrt(second * inverse2) + epsilon);
    parameters[i] -= rate * (step + decay * parameters[i]);
  }
}

static void sgd(
  size_t n, float *parameters, const float *gradient, float *m, const ck_sgd_options *options
) {
  const float rate = options->rate, momentum = options->momentum;
  const float scale = options->scale, l2 = options->l2;
  CK_INDEPENDENT
  for (size_t i = 0; i < n; i++) {
    const float g = scale * gradient[i] + l2 * parameters[i];
    m[i] = momentum * m[i] + g;
    parameters[i] -= rate * m[i];
  }
}

static void adagrad(
  size_t n, float *parameters, const float *gradient, float *sum,
  const ck_adagrad_options *options
) {
  const float rate = options->rate, epsilon = options->epsilon;
  const float scale = options->scale, l2 = options->l2;
  CK_INDEPENDENT
  for (size_t i = 0; i < n; i++) {
    const float g = scale * gradient[i] + l2 * parameters[i];
    sum[i] += g * g;
    parameters[i] -= rate * g / (ck_sqrt(sum[i]) + epsilon);
  }
}

static size_t clamp(size_t n, float *x, float limit) {
  size_t outside = 0;
  for (size_t i = 0; i < n; i++) {
    const bool above = x[i] > limit, below = x[i] < -limit;
    outside += above | below;
    x[i] = above ? limit : below ? -limit : x[i];
  }
  return outside;
}

static void average(size_t n, float *average, const float *parameters, float weight) {
  CK_INDEPENDENT
  for (size_t i = 0; i < n; i++) average[i] += weight * (parameters[i] - average[i]);
}

enum { SUM_LANES = 32 };

// The square of a float is exact in double precision, and the order of the sum is fixed here, not by
// the compiler. So every instruction set gives the same bits.
static double sum_of_squares(size_t n, const float *x) {
  double lanes[SUM_LANES] = {0};
  size_t i = 0;
  for (; i + SUM_LANES <= n; i += SUM_LANES) {
    for (int lane = 0; lane < SUM_LANES; lane++) {
      const double value = x[i + (size_t)lane];
      lanes[lane] += value * value;
    }
  }
  for (int lane = 0; i < n; i++, lane++) {
    const double value = x[i];
    lanes[lane] += value * value;
  }
  for (int width = SUM_LANES / 2; width > 0; width /= 2) {
    for (int lane = 0; lane < width; lane++) lanes[lane] += lanes[lane + width];
  }
  return lanes[0];
}
