extension ScalarKernels {
  /// What a step of a GRU computes from the sums that enter its gates, each of them [3H].
  package struct GRUStep {
    package var r: [Double] = []
    package var z: [Double] = []
    package var n: [Double] = []
    package var q: [Double] = []
    package var next: [Double] = []
  }

  /// `x`: W x + b + constant part; `h`: U h + c; both in gate order r, z, n.
  package static func gruForward(x: [Double], h: [Double], previous: [Double]) -> GRUStep {
    let hidden = previous.count
    var step = GRUStep()
    for i in 0..<hidden {
      let r = sigmoid(x[i] + h[i])
      let z = sigmoid(x[hidden + i] + h[hidden + i])
      let q = h[2 * hidden + i]
      let n = tanh(x[2 * hidden + i] + r * q)
      step.r.append(r)
      step.z.append(z)
      step.n.append(n)
      step.q.append(q)
      step.next.append((1 - z) * n + z * previous[i])
    }
    return step
  }

  package struct GRUGradient {
    package var x: [Double]
    package var h: [Double]
    /// The part of the previous state's gradient that does not pass through U.
    package var previous: [Double]
  }

  package static func gruBackward(
    _ step: GRUStep, previous: [Double], nextGradient: [Double]
  ) -> GRUGradient {
    let hidden = previous.count
    let zeros = [Double](repeating: 0, count: 3 * hidden)
    var result = GRUGradient(x: zeros, h: zeros, previous: [])
    for i in 0..<hidden {
      let (r, z, n, d) = (step.r[i], step.z[i], step.n[i], nextGradient[i])
      let dn = d * (1 - z) * (1 - n * n)
      let dz = d * (previous[i] - n) * z * (1 - z)
      let dr = dn * step.q[i] * r * (1 - r)
      result.x[i] = dr
      result.x[hidden + i] = dz
      result.x[2 * hidden + i] = dn
      result.h[i] = dr
      result.h[hidden + i] = dz
      result.h[2 * hidden + i] = dn * r
      result.previous.append(d * z)
    }
    return result
  }
}
