// Shared by the kernels over rows of logits. Included by kernels.h, once for each instruction set.

// A logit plus its bias, or plus 0 without a bias, which changes nothing but -0.
CK_INLINE float biased(const float *logits, const float *bias, int32_t i) {
  return logits[i] + (bias ? bias[i] : 0.0f);
}

// The greatest of [first, end). A NaN may or may not count as the greatest; the sum of exponentials
// becomes NaN in any case. Floats are compared as integers of the same order: compilers vectorise the
// maximum of integers, but not that of floats if they respect NaN and -0.
CK_INLINE float greatest(const float *logits, const float *bias, int32_t first, int32_t end) {
  int32_t maximum = INT32_MIN;
  for (int32_t i = first; i < end; i++) {
    const int32_t order = ck_order(biased(logits, bias, i));
    maximum = order > maximum ? order : maximum;
  }
  return ck_from_order(maximum);
}
