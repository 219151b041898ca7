extension ScalarKernels {
  package struct AdamOptions {
    package var rate = 1e-3
    package var beta1 = 0.9
    package var beta2 = 0.999
    package var epsilon = 1e-8
    package var decay = 0.0
    package var l2 = 0.0
    package var scale = 1.0
    package var step = 1

    package init() {}

    package var correction1: Double { 1 - power(beta1, step) }
    package var correction2: Double { 1 - power(beta2, step) }

    private func power(_ base: Double, _ exponent: Int) -> Double {
      (0..<exponent).reduce(1) { product, _ in product * base }
    }
  }

  package struct AdamState {
    package var parameters: [Double]
    package var m: [Double]
    package var v: [Double]

    package init(parameters: [Double], m: [Double], v: [Double]) {
      self.parameters = parameters
      self.m = m
      self.v = v
    }
  }

  package static func adam(_ state: inout AdamState, gradient: [Double], options: AdamOptions) {
    for i in gradient.indices {
      let g = options.scale * gradient[i] + options.l2 * state.parameters[i]
      state.m[i] = options.beta1 * state.m[i] + (1 - options.beta1) * g
      state.v[i] = options.beta2 * state.v[i] + (1 - options.beta2) * g * g
      let m = state.m[i] / options.correction1
      let v = state.v[i] / options.correction2
      let update = m / (v.squareRoot() + options.epsilon) + options.decay * state.parameters[i]
      state.parameters[i] -= options.rate * update
    }
  }

  /// `memory` contains the velocities.
  package static func gradientDescent(
    _ parameters: inout [Double], memory: inout [Double], gradient: [Double], rate: Double,
    momentum: Double, l2: Double, scale: Double
  ) {
    for i in gradient.indices {
      memory[i] = momentum * memory[i] + scale * gradient[i] + l2 * parameters[i]
      parameters[i] -= rate * memory[i]
    }
  }

  /// `memory` contains the sums of squares.
  package static func adagrad(
    _ parameters: inout [Double], memory: inout [Double], gradient: [Double], rate: Double,
    epsilon: Double, l2: Double, scale: Double
  ) {
    for i in gradient.indices {
      let g = scale * gradient[i] + l2 * parameters[i]
      memory[i] += g * g
      parameters[i] -= rate * g / (memory[i].squareRoot() + epsilon)
    }
  }
}
