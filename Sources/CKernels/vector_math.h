// Elementary functions on one float, without branches or calls so that loops over them vectorise.
// Coefficients are minimax fits of the relative error on the named range. They were rounded to float
// one at a time, and the others were fitted again after each.
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

// Always inlined, so that a helper is compiled for the instruction set of the kernel that uses it.
#define CK_INLINE static inline __attribute__((always_inline))

// Declares that the iterations of the next loop are independent, so that the compiler adds no check at
// run time that its arrays are disjoint. Two arrays may still be identical.
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

// A sum whose order the compiler may choose, so that it can vectorise a reduction.
CK_INLINE float ck_relaxed_sum(float a, float b) {
#pragma clang fp reassociate(on)
  return a + b;
}

// The square root without errno: sqrtf sets it, so loops over sqrtf do not vectorise.
CK_INLINE float ck_sqrt(float x) {
#if __has_builtin(__builtin_elementwise_sqrt)
  return __builtin_elementwise_sqrt(x);
#else
  return sqrtf(x);
#endif
}

// e^x for x <= 0, within 2 ulp where the result is a normal number, 0 where it would be smaller; NaN
// stays NaN. No function here needs x > 0: a softmax subtracts the maximum, and sigma and tanh use
// their symmetry.
//
// e^x = 2^n e^r for x = n ln 2 + r with |r| <= ln 2 / 2. Adding 1.5 * 2^23, whose last bit has the
// value 1, rounds to the integer n and leaves it in the low bits of the sum, to be moved into the exponent.
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

// 1 / (1 + e^-x) within 3 ulp; exactly 0 and 1 for large |x|. Computed from e = e^-|x|, which cannot
// overflow, as 1 / (1 + e) for x >= 0 and e / (1 + e) for x < 0.
CK_INLINE float ck_sigmoid(float x) {
  const float e = ck_exp_below_zero(-ck_magnitude(x));
  return (x < 0.0f ? e : 1.0f) / (1.0f + e);
}

// tanh x within 3 ulp, odd, exactly +-1 for large |x|: a polynomial for |x| < 0.625, else
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

// An integer that orders as the float does; -0 is below +0, and NaNs are at both ends by their sign.
CK_INLINE int32_t ck_order(float x) {
  const int32_t bits = (int32_t)ck_bits(x);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

CK_INLINE float ck_from_order(int32_t order) {
  return ck_float((uint32_t)(order ^ ((order >> 31) & 0x7fffffff)));
}
