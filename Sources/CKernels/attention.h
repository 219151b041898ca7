// The kernels of attention. Included by kernels.h, once for each instruction set.

// The score of one key: v . tanh(q + k), or q . k without v.
CK_INLINE float attention_score(
  int32_t width, const float *query, const float *key, const float *scale
) {
  float score = 0.0f;
  if (scale) {
    for (int32_t i = 0; i < width; i++) {
      score = ck_relaxed_sum(score, scale[i] * ck_hyperbolic_tangent(query[i] + key[i]));
    }
  } else {
    for (int32_t i = 0; i < width; i++) score = ck_relaxed_sum(score, query[i] * key[i]);
  }
  return score;
}

// Turns scores into weights that sum to 1, in place.
CK_INLINE void attention_softmax(int32_t length, float *weights) {
  float greatest = weights[0];
  for (int32_t s = 1; s < length; s++) greatest = weights[s] > greatest ? weights[s] : greatest;
  float sum = 0.0f;
  for (int32_t s = 0; s < length; s++) {
    weights[s] = ck_exp_below_zero(weights[s] - greatest);
    sum += weights[s];
  }
  for (int32_t s = 0; s < length; s++) weights[s] /= sum;
}

static void attention_forward_row(const ck_attention_step *step, int32_t row) {
  const int32_t sentence = step->owners ? step->owners[row] : row;
  const int32_t length = step->lengths[sentence];
  const float *query = step->queries + row * step->query_stride;
  float *weights = step->weights + (ptrdiff_t)row * step->steps;
  float *context = step->context + row * step->context_stride;
  for (int32_t s = 0; s < length; s++) {
    const ptrdiff_t place = (ptrdiff_t)s * step->batch + sentence;
    weights[s] = attention_score(step->width, query, step->keys + place * step->width, step->scale);
  }
  attention_softmax(length, weights);
  for (int32_t s = length; s < step->steps; s++) weights[s] = 0.0f;
  memset(context, 0, (size_t)step->columns * sizeof(float));
  for (int32_t s = 0; s < length; s++) {
    const float weight = weights[s];
    const float *value = step->values + ((ptrdiff_t)s * step->batch + sentence) * step->columns;
    CK_INDEPENDENT
    for (int32_t i = 0; i < step->columns; i++) context[i] += weight * value[i];
  }
}

static void attention_forward(const ck_attention_step *step) {
  for (int32_t row = 0; row < step->rows; row++) attention_forward_row(step, row);
}

// Adds the gradients of query, key and v that follow from the gradient of a score.
CK_INLINE void attention_score_backward(
  const ck_attention_step_gradient *step, float gradient, const float *query, ptrdiff_t place,
  float *query_gradient
) {
  const int32_t width = step->step.width;
  const float *key = step->step.keys + place * width, *scale = step->step.scale;
  float *key_gradient = step->keys_gradient + place * width;
  float *scale_gradient = step->scale_gradient;
  if (!scale) {
    CK_INDEPENDENT
    for (int32_t i = 0; i < width; i++) {
      query_gradient[i] += gradient * key[i];
      key_gradient[i] += gradient * query[i];
    }
    return;
  }
  CK_INDEPENDENT
  for (int32_t i = 0; i < width; i++) {
    const float t = ck_hyperbolic_tangent(query[i] + key[i]);
    const float inner = gradient * scale[i] * (1.0f - t * t);
    scale_gradient[i] += gradient * t;
    query_gradient[i] += inner;
    key_gradient[i] += inner;
  }
}

static void attention_backward_row(const ck_attention_step_gradient *step, int32_t row) {
  const int32_t length = step->step.lengths[row], columns = step->step.columns;
  const float *query = step->step.queries + row * step->step.query_stride;
  const float *context_gradient =
    step->context_gradient + row * step->context_gradient_stride;
  float *query_gradient = step->query_gradient + row * step->query_gradient_stride;
  const float *weights = step->step.weights + (ptrdiff_t)row * step->step.steps;
  memset(query_gradient, 0, (size_t)step->step.width * sizeof(float));
  // Backward of the softmax: score_gradient[s] = weight[s] * (weight_gradient[s] - mean), where mean is the
  // weighted mean of the weights' gradients.
  float mean = 0.0f;
  for (int32_t s = 0; s < length; s++) {
    const ptrdiff_t place = (ptrdiff_t)s * step->step.batch + row;
    const float *value = step->step.values + place * columns;
    float *value_gradient = step->values_gradient + place * columns;
    const float weight = weights[s];
    float dot = 0.0f;
    for (int32_t i = 0; i < columns; i++) {
      dot = ck_relaxed_sum(dot, context_gradient[i] * value[i]);
    }
    CK_INDEPENDENT
    for (int32_t i = 0; i < columns; i++) value_gradient[i] += weight * context_gradient[i];
    step->scratch[s] = dot;
    mean += weight * dot;
  }
  for (int32_t s = 0; s < length; s++) {
    const float gradient = weights[s] * (step->scratch[s] - mean);
    attention_score_backward(
      step, gradient, query, (ptrdiff_t)s * step->step.batch + row, query_gradient);
  }
}

static void attention_backward(const ck_attention_step_gradient *step) {
  for (int32_t row = 0; row < step->step.rows; row++) attention_backward_row(step, row);
}
