#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// What the module asks of the C library besides `printf`; see Double+Unsafe.swift.

/// The exponential function.
func exponential(_ x: Double) -> Double {
  exp(x)
}

/// The natural logarithm.
func logarithm(_ x: Double) -> Double {
  log(x)
}
