extension ScalarKernels {
  /// The results of a GRU's time step.
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

extension ScalarKernels {
  /// The results of an LSTM's time step.
  package struct LSTMStep {
    /// i, f, g, o.
    package var gates: [Double] = []
    /// tanh of the next memory cell.
    package var shown: [Double] = []
    package var memory: [Double] = []
    package var next: [Double] = []
  }

  /// `sums`: W x + b + U h + c, in gate order i, f, g, o.
  package static func lstmForward(_ sums: [Double], memory: [Double]) -> LSTMStep {
    let hidden = memory.count
    var step = LSTMStep()
    step.gates = sums.enumerated().map { index, sum in
      index / hidden == 2 ? tanh(sum) : sigmoid(sum)
    }
    for k in 0..<hidden {
      let (i, f) = (step.gates[k], step.gates[hidden + k])
      let (g, o) = (step.gates[2 * hidden + k], step.gates[3 * hidden + k])
      step.memory.append(f * memory[k] + i * g)
      step.shown.append(tanh(step.memory[k]))
      step.next.append(o * step.shown[k])
    }
    return step
  }

  /// The gradients of the sums and of the previous memory cell.
  package static func lstmBackward(
    _ step: LSTMStep, memory: [Double], nextGradient: [Double], memoryCellGradient: [Double]
  ) -> (sums: [Double], memory: [Double]) {
    let hidden = memory.count
    var sums = [Double](repeating: 0, count: 4 * hidden)
    var before: [Double] = []
    for k in 0..<hidden {
      let (i, f) = (step.gates[k], step.gates[hidden + k])
      let (g, o) = (step.gates[2 * hidden + k], step.gates[3 * hidden + k])
      let (shown, d) = (step.shown[k], nextGradient[k])
      let dm = memoryCellGradient[k] + d * o * (1 - shown * shown)
      sums[k] = dm * g * i * (1 - i)
      sums[hidden + k] = dm * memory[k] * f * (1 - f)
      sums[2 * hidden + k] = dm * i * (1 - g * g)
      sums[3 * hidden + k] = d * shown * o * (1 - o)
      before.append(dm * f)
    }
    return (sums, before)
  }

  package static func relu(_ x: Double) -> Double { max(0, x) }

  /// y = gain ⊙ (x − mean) / √(variance + 10⁻⁵).
  package static func layerNorm(_ x: [Double], gain: [Double]) -> [Double] {
    let count = Double(x.count)
    let mean = x.reduce(0, +) / count
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return zip(x, gain).map { ($0 - mean) / (variance + 1e-5).squareRoot() * $1 }
  }
}
