// What the kernels over rows of logits share. Compiled once for each instruction set.

// A logit of a row with its bias. Adding 0 for no bias changes nothing but -0.
CK_INLINE float biased(const float *logits, const float *bias, int32_t i) {
  return logits[i] + (bias ? bias[i] : 0.0f);
}

// The greatest of [first, end), -infinity for none. NaNs are passed over: whoever uses this meets
// them again. The maximum is kept apart in lanes because a compiler that respects NaN may not do
// so by itself; this way the loop over the lanes is one instruction or a few.
CK_INLINE float greatest(const float *logits, const float *bias, int32_t first, int32_t end) {
  enum { LANES = 64 };
  float lanes[LANES];
  for (int32_t lane = 0; lane < LANES; lane++) lanes[lane] = -INFINITY;
  int32_t i = first;
  for (; i + LANES <= end; i += LANES) {
    for (int32_t lane = 0; lane < LANES; lane++) {
      const float x = biased(logits, bias, i + lane);
      lanes[lane] = x > lanes[lane] ? x : lanes[lane];
    }
  }
  for (int32_t lane = 0; i < end; i++, lane++) {
    const float x = biased(logits, bias, i);
    lanes[lane] = x > lanes[lane] ? x : lanes[lane];
  }
  for (int32_t width = LANES / 2; width > 0; width /= 2) {
    for (int32_t lane = 0; lane < width; lane++) {
      lanes[lane] = lanes[lane + width] > lanes[lane] ? lanes[lane + width] : lanes[lane];
    }
  }
  return lanes[0];
}
