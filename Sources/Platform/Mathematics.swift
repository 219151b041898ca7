#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// Mathematical functions of the C library.

package func exponential(_ x: Double) -> Double { exp(x) }

package func exponential(_ x: Float) -> Float { expf(x) }

/// The natural logarithm.
package func logarithm(_ x: Double) -> Double { log(x) }

/// The natural logarithm.
package func logarithm(_ x: Float) -> Float { logf(x) }

package func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }

package func cosine(_ x: Double) -> Double { cos(x) }
