// Elementary functions on one float, written without branches or calls so that a loop over them
// becomes vector instructions. Coefficients: minimax fits of the relative error on the range
// named, rounded to float one after the other with the rest fitted again.
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

// Not merely `inline`: a helper must take on the instruction set of the kernel it is used in.
#define CK_INLINE static inline __attribute__((always_inline))

// The iterations of the loop that follows do not depend on each other: no check at run time that
// its arrays are disjoint. An array may still be the same as another, element for element.
#define CK_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")

CK_INLINE uint32_t ck_bits(float x) {
  uint32_t bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  return bits;
}

CK_INLINE float ck_float(uint32_t bits) {
  float x;
  __builtin_memcpy(&x, &bits, sizeof x);
  return x;
}

CK_INLINE float ck_magnitude(float x) {
  return ck_float(ck_bits(x) & 0x7fffffff);
}

// A sum whose order the compiler may choose: what makes a reduction a vector loop.
CK_INLINE float ck_relaxed_sum(float a, float b) {
#pragma clang fp reassociate(on)
  return a + b;
}

// sqrtf sets errno, which keeps a loop scalar; this is the same rounding without it.
CK_INLINE float ck_sqrt(float x) {
#if __has_builtin(__builtin_elementwise_sqrt)
  return __builtin_elementwise_sqrt(x);
#else
  return sqrtf(x);
#endif
}

// e^x for x <= 0, within 2 ulp where the result is a normal number, below that 0; NaN stays NaN.
// Nothing here needs the other half: a softmax subtracts the greatest, sigma and tanh mirror.
//
// x = n ln 2 + r with |r| <= ln 2 / 2, e^x = 2^n e^r. n is rounded by adding 1.5 * 2^23, whose
// last bit weighs one, so that the low bits of the sum are n, ready to be made an exponent.
CK_INLINE float ck_exp_below_zero(float x) {
  const float round = 0x1.8p23f;
  const float shifted = x * 0x1.715476p0f + round;
  const float n = shifted - round;
  // ln 2 in two parts: the first has 10 bits, so that n times it is exact.
  float r = x - n * 0x1.63p-1f;
  r = r - n * -0x1.bd0106p-13f;
  float p = 0x1.6a4960p-10f;
  p = p * r + 0x1.1239a0p-7f;
  p = p * r + 0x1.5558b4p-5f;
  p = p * r + 0x1.555492p-3f;
  p = p * r + 0x1.fffffcp-2f;
  p = p * (r * r) + r;
  const float power = ck_float((ck_bits(shifted) << 23) + ck_bits(1.0f));
  return x < -0x1.5d589ep6f ? 0.0f : power + power * p;  // ln of the least normal number
}

// 1 / (1 + e^-x) within 3 ulp; exactly 0 and 1 far out. Both sides from e^-|x|, which cannot
// overflow: 1 / (1 + e) and e / (1 + e).
CK_INLINE float ck_sigmoid(float x) {
  const float e = ck_exp_below_zero(-ck_magnitude(x));
  return (x < 0.0f ? e : 1.0f) / (1.0f + e);
}

// tanh x within 3 ulp, odd, exactly +-1 far out: a polynomial below 0.625, above it
// (1 - e) / (1 + e) with e = e^-2|x|.
CK_INLINE float ck_hyperbolic_tangent(float x) {
  const float magnitude = ck_magnitude(x);
  const float square = x * x;
  float p = -0x1.750ce2p-8f;
  p = p * square + 0x1.51f8cep-6f;
  p = p * square - 0x1.b835a4p-5f;
  p = p * square + 0x1.1106f6p-3f;
  p = p * square - 0x1.555532p-2f;
  const float inner = magnitude + magnitude * (square * p);
  const float e = ck_exp_below_zero(-2.0f * magnitude);
  const float outer = (1.0f - e) / (1.0f + e);
  const float result = magnitude < 0.625f ? inner : outer;
  return ck_float(ck_bits(result) | (ck_bits(x) & 0x80000000));
}

// Integers in the order of the floats: -0 sorts below +0, NaNs at the two ends by their sign.
CK_INLINE int32_t ck_order(float x) {
  const int32_t bits = (int32_t)ck_bits(x);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

CK_INLINE float ck_from_order(int32_t order) {
  return ck_float((uint32_t)(order ^ ((order >> 31) & 0x7fffffff)));
}
