#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// The formulas of the C kernels in double precision, one element after the other.
///
/// The kernels are compared with these, and the gradients of these are compared with central
/// differences. Each function works on one row; the kernels' rows do not depend on each other.
package enum ScalarKernels {
  package static func exp(_ x: Double) -> Double {
    #if canImport(Glibc)
      Glibc.exp(x)
    #elseif canImport(Darwin)
      Darwin.exp(x)
    #else
      Musl.exp(x)
    #endif
  }

  package static func log(_ x: Double) -> Double {
    #if canImport(Glibc)
      Glibc.log(x)
    #elseif canImport(Darwin)
      Darwin.log(x)
    #else
      Musl.log(x)
    #endif
  }

  package static func tanh(_ x: Double) -> Double {
    #if canImport(Glibc)
      Glibc.tanh(x)
    #elseif canImport(Darwin)
      Darwin.tanh(x)
    #else
      Musl.tanh(x)
    #endif
  }

  package static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
