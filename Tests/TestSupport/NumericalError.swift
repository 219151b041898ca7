/// The greatest error of `actual`, relative to the allowed error: up to 1 is within the bound.
///
/// An element may differ by `absolute + relative * |expected|`. Equal infinities, and NaN where NaN
/// is expected, are no error; any other NaN or infinity is an infinite error.
package func errorInBounds(
  _ actual: [Float], _ expected: [Double], absolute: Double, relative: Double = 0
) -> Double {
  precondition(actual.count == expected.count)
  var worst = 0.0
  for (a, e) in zip(actual, expected) {
    if a.isNaN && e.isNaN || Double(a) == e { continue }
    let error = abs(Double(a) - e) / (absolute + relative * abs(e))
    worst = max(worst, error.isFinite ? error : .infinity)
  }
  return worst
}

/// The derivative of a function of several numbers by central differences.
package func numericalGradient(
  at point: [Double], step: Double = 1e-5, of function: ([Double]) -> Double
) -> [Double] {
  point.indices.map { i in
    var above = point
    var below = point
    above[i] += step
    below[i] -= step
    return (function(above) - function(below)) / (2 * step)
  }
}

/// The greatest error of an element of `actual`, relative to the greatest element of `expected`.
package func gradientError(_ actual: [Double], _ expected: [Double]) -> Double {
  precondition(actual.count == expected.count)
  let scale = max(expected.map(abs).max() ?? 0, 1e-8)
  return zip(actual, expected).map { abs($0 - $1) / scale }.max() ?? 0
}
