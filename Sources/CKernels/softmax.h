// What the kernels over rows of logits share. Compiled once for each instruction set.

// A logit of a row with its bias. Adding 0 for no bias changes nothing but -0.
CK_INLINE float biased(const float *logits, const float *bias, int32_t i) {
  return logits[i] + (bias ? bias[i] : 0.0f);
}

// The greatest of [first, end). A NaN may or may not count as the greatest: the sum of
// exponentials meets it again. The maximum is that of integers in the order of the floats, which
// vectorises; the maximum of floats does not, for a compiler that respects NaN and -0.
CK_INLINE float greatest(const float *logits, const float *bias, int32_t first, int32_t end) {
  int32_t maximum = INT32_MIN;
  for (int32_t i = first; i < end; i++) {
    const int32_t order = ck_order(biased(logits, bias, i));
    maximum = order > maximum ? order : maximum;
  }
  return ck_from_order(maximum);
}
