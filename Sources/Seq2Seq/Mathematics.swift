#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

// What the C library computes.

func exponential(_ x: Double) -> Double { exp(x) }

func logarithm(_ x: Float) -> Float { logf(x) }

func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }

func cosine(_ x: Double) -> Double { cos(x) }
