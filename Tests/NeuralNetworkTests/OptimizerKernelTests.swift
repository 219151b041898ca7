import CKernels
import TestSupport
import Testing

/// The optimizers, clipping and the norm of the gradient against their scalar twins.
@Suite struct OptimizerKernelTests {
  func kernelOptions(_ options: ScalarKernels.AdamOptions) -> ck_adam_options {
    ck_adam_options(
      rate: Float(options.rate), beta1: Float(options.beta1), beta2: Float(options.beta2),
      epsilon: Float(options.epsilon), decay: Float(options.decay), l2: Float(options.l2),
      scale: Float(options.scale),
      correction1: Float(options.correction1), correction2: Float(options.correction2))
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func tenStepsOfAdamAreTheTwins(_ set: InstructionSet, count: Int) {
    for (decay, l2) in [(0, 0), (0.01, 0), (0, 0.02)] {
      withTestMemory(seed: 9) { memory in
        let parameters = memory.rows(1, count)
        let m = memory.vector(.init(repeating: 0, count: count))
        let v = memory.vector(.init(repeating: 0, count: count))
        var state = ScalarKernels.AdamState(
          parameters: parameters[0].map(Double.init), m: m[0].map(Double.init),
          v: v[0].map(Double.init))
        var options = ScalarKernels.AdamOptions()
        (options.decay, options.l2, options.scale) = (decay, l2, 0.5)
        for step in 1...10 {
          let gradient = memory.rows(1, count)
          options.step = step
          var kernel = kernelOptions(options)
          set.use {
            ck_adam(count, parameters.pointer, gradient.pointer, m.pointer, v.pointer, &kernel)
          }
          ScalarKernels.adam(&state, gradient: gradient[0].map(Double.init), options: options)
        }
        // The parameters are rounded to float at each of the ten updates.
        #expect(errorInBounds(parameters[0], state.parameters, absolute: 1e-6) <= 1)
        #expect(errorInBounds(m[0], state.m, absolute: 2e-7) <= 1)
        #expect(errorInBounds(v[0], state.v, absolute: 1e-9, relative: 1e-4) <= 1)
      }
    }
  }

  /// Makes ten updates with an optimizer that keeps one number per parameter, and with its twin.
  ///
  /// The kernel gets the gradient, the parameters and the optimizer's numbers; the twin gets them in double precision.
  private func takeTenSteps(
    _ set: InstructionSet, count: Int, seed: UInt64,
    kernel: (FloatRows, FloatRows, FloatRows) -> Void,
    twin: ([Double], inout [Double], inout [Double]) -> Void
  ) {
    withTestMemory(seed: seed) { memory in
      let parameters = memory.rows(1, count)
      let kept = memory.vector(.init(repeating: 0, count: count))
      var (p, k) = (parameters[0].map(Double.init), kept[0].map(Double.init))
      for _ in 1...10 {
        let gradient = memory.rows(1, count)
        set.use { kernel(gradient, parameters, kept) }
        twin(gradient[0].map(Double.init), &p, &k)
      }
      #expect(errorInBounds(parameters[0], p, absolute: 1e-6) <= 1)
      #expect(errorInBounds(kept[0], k, absolute: 1e-6) <= 1)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func tenStepsOfGradientDescentAreTheTwins(_ set: InstructionSet, count: Int) {
    for (momentum, l2) in [(0, 0), (0.9, 0), (0.5, 0.02)] {
      var options = ck_sgd_options(
        rate: 0.05, momentum: Float(momentum), l2: Float(l2), scale: 0.5)
      takeTenSteps(set, count: count, seed: 4) { gradient, parameters, kept in
        ck_sgd(count, parameters.pointer, gradient.pointer, kept.pointer, &options)
      } twin: { gradient, parameters, kept in
        ScalarKernels.gradientDescent(
          &parameters, memory: &kept, gradient: gradient, rate: 0.05, momentum: momentum, l2: l2,
          scale: 0.5)
      }
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func tenStepsOfAdagradAreTheTwins(_ set: InstructionSet, count: Int) {
    for l2 in [0, 0.02] {
      var options = ck_adagrad_options(rate: 0.05, epsilon: 1e-10, l2: Float(l2), scale: 0.5)
      takeTenSteps(set, count: count, seed: 5) { gradient, parameters, kept in
        ck_adagrad(count, parameters.pointer, gradient.pointer, kept.pointer, &options)
      } twin: { gradient, parameters, kept in
        ScalarKernels.adagrad(
          &parameters, memory: &kept, gradient: gradient, rate: 0.05, epsilon: 1e-10, l2: l2,
          scale: 0.5)
      }
    }
  }

  /// A parameter whose gradient is always zero does not become 0 / 0.
  @Test(arguments: InstructionSet.available)
  func adagradLeavesWhatHasNoGradient(_ set: InstructionSet) {
    withTestMemory { memory in
      let parameters = memory.rows(1, 40)
      let before = parameters[0]
      let zeros = [Float](repeating: 0, count: 40)
      let sum = memory.vector(zeros)
      var options = ck_adagrad_options(rate: 0.05, epsilon: 1e-10, l2: 0, scale: 1)
      set.use { ck_adagrad(40, parameters.pointer, zeros, sum.pointer, &options) }
      #expect(parameters[0] == before)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func clampingCutsAndCounts(_ set: InstructionSet, count: Int) {
    withTestMemory { memory in
      let x = memory.rows(1, count)
      let before = x[0]
      let outside = set.use { ck_clamp(count, x.pointer, 0.5) }
      #expect(outside == before.count { abs($0) > 0.5 })
      #expect(x[0] == before.map { min(max($0, -0.5), 0.5) })
      #expect(set.use { ck_clamp(count, x.pointer, 0.5) } == 0)
    }
  }

  @Test(arguments: InstructionSet.available)
  func clampingKeepsNotANumber(_ set: InstructionSet) {
    withTestMemory { memory in
      let x = memory.vector([.nan, .infinity, -.infinity, 1, -0.0])
      #expect(set.use { ck_clamp(5, x.pointer, 1) } == 2)
      #expect(x[0][0].isNaN)
      #expect(Array(x[0].dropFirst()) == [1, -1, 1, 0])
    }
  }

  @Test(arguments: InstructionSet.available)
  func adamKeepsNotANumber(_ set: InstructionSet) {
    withTestMemory { memory in
      let (parameters, gradient) = (memory.rows(1, 40), memory.rows(1, 40))
      let m = memory.vector(.init(repeating: 0, count: 40))
      let v = memory.vector(.init(repeating: 0, count: 40))
      gradient.pointer[35] = .nan
      var options = kernelOptions(.init())
      set.use { ck_adam(40, parameters.pointer, gradient.pointer, m.pointer, v.pointer, &options) }
      #expect((0..<40).filter { parameters[0][$0].isNaN } == [35])
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func theAverageMovesByItsWeight(_ set: InstructionSet, count: Int) {
    withTestMemory { memory in
      let (average, parameters) = (memory.rows(1, count), memory.rows(1, count))
      let expected = zip(average[0], parameters[0]).map {
        Double($0) + 0.125 * (Double($1) - Double($0))
      }
      set.use { ck_average(count, average.pointer, parameters.pointer, 0.125) }
      #expect(errorInBounds(average[0], expected, absolute: 2e-7) <= 1)
      set.use { ck_average(count, average.pointer, parameters.pointer, 0) }
      #expect(errorInBounds(average[0], expected, absolute: 2e-7) <= 1)
      set.use { ck_average(count, average.pointer, parameters.pointer, 1) }
      #expect(errorInBounds(average[0], parameters[0].map(Double.init), absolute: 2e-7) <= 1)
    }
  }

  @Test(arguments: oddSizes + [100_000])
  func theSumOfSquaresIsTheSameOnEverySet(count: Int) {
    withTestMemory { memory in
      let x = memory.rows(1, count, scale: 100)
      let expected = x[0].reduce(0) { $0 + Double($1) * Double($1) }
      let sums = InstructionSet.available.map { $0.use { ck_sum_of_squares(count, x.pointer) } }
      #expect(Set(sums).count == 1)
      #expect(abs(sums[0] - expected) <= 1e-12 * expected)
    }
  }

  @Test(arguments: InstructionSet.available, [Float.nan, .infinity, -.infinity, 3e38])
  func theSumOfSquaresHidesNothing(_ set: InstructionSet, value: Float) {
    for place in [0, 63, 99] {
      withTestMemory { memory in
        let x = memory.rows(1, 100)
        x.pointer[place] = value
        let sum = set.use { ck_sum_of_squares(100, x.pointer) }
        #expect(value.isFinite ? sum > 8e76 && sum.isFinite : !sum.isFinite)
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func theSumOfNothingIsZero(_ set: InstructionSet) {
    #expect(set.use { ck_sum_of_squares(0, nil) } == 0)
  }
}
