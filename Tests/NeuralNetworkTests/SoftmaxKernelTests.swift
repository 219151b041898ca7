import CKernels
import TestSupport
import Testing

/// Compares cross-entropy with its scalar twin and with central differences.
///
/// The bounds are those of a sum of 8000 floats one by one, as a debug build makes it; an optimised
/// one adds in lanes and is well below.
@Suite struct SoftmaxKernelTests {
  struct Losses {
    var loss: [Float]
    var nll: [Float]
  }

  struct Options {
    var smoothing: Float = 0
    var weight: Float = 1
    var gradient = true
    var twins: Int32 = 0
    var consistency: Float = 0
  }

  /// Runs the kernel on the logits in place.
  func crossEntropy(
    _ logits: FloatRows, bias: FloatRows?, shares: FloatRows? = nil, targets: [Int32],
    _ options: Options = Options()
  ) -> Losses {
    var losses = Losses(
      loss: [Float](repeating: -1, count: logits.rows),
      nll: [Float](repeating: -1, count: logits.rows))
    targets.withUnsafeBufferPointer { targets in
      losses.loss.withUnsafeMutableBufferPointer { loss in
        losses.nll.withUnsafeMutableBufferPointer { nll in
          var rows = ck_cross_entropy_rows(
            rows: Int32(logits.rows), vocabulary: Int32(logits.columns),
            logits: logits.pointer, stride: logits.stride,
            bias: bias.map { UnsafePointer($0.pointer) }, targets: targets.baseAddress,
            smoothing: options.smoothing, weight: options.weight,
            loss: loss.baseAddress, nll: nll.baseAddress, twins: options.twins,
            consistency: options.consistency, shares: shares.map { UnsafePointer($0.pointer) })
          options.gradient ? ck_cross_entropy(&rows) : ck_cross_entropy_loss(&rows)
        }
      }
    }
    return losses
  }

  @Test(arguments: InstructionSet.available, oddSizes + [8000])
  func lossAndGradientAreTheTwins(_ set: InstructionSet, vocabulary: Int) {
    for (smoothing, biased) in [(0, false), (0.1, true)] as [(Float, Bool)] {
      withTestMemory(seed: UInt64(vocabulary)) { memory in
        let logits = memory.rows(3, vocabulary, padding: 6, scale: 8)
        let bias = biased ? memory.rows(1, vocabulary) : nil
        let targets = [0, Int32(vocabulary / 2), Int32(vocabulary - 1)]
        let expected = (0..<3).map { row in
          ScalarKernels.crossEntropy(
            zip(logits[row], bias?[0] ?? .init(repeating: 0, count: vocabulary)).map {
              Double($0) + Double($1)
            }, target: Int(targets[row]), smoothing: Double(smoothing))
        }
        let options = Options(smoothing: smoothing, weight: 0.25)
        let losses = set.use { crossEntropy(logits, bias: bias, targets: targets, options) }
        #expect(
          errorInBounds(losses.loss, expected.map(\.loss), absolute: 1e-5, relative: 2e-6) <= 1)
        #expect(errorInBounds(losses.nll, expected.map(\.nll), absolute: 1e-5) <= 1)
        for row in 0..<3 {
          let gradient = expected[row].gradient.map { 0.25 * $0 }
          #expect(errorInBounds(logits[row], gradient, absolute: 1e-7, relative: 1e-5) <= 1)
        }
        #expect(logits.isFillerIntact)
      }
    }
  }

  /// Shares of the smoothing with a sum of 1, unequal and some of them 0.
  private func shares(_ memory: TestMemory, _ vocabulary: Int) -> FloatRows {
    let shares = memory.rows(1, vocabulary)
    let weights = (0..<vocabulary).map { Float(($0 + 1) % 4) }
    let sum = max(1, weights.reduce(0, +))
    shares[0] = weights.map { $0 / sum }
    return shares
  }

  @Test(arguments: InstructionSet.available, oddSizes + [8000])
  func smoothingIsSpreadByShares(_ set: InstructionSet, vocabulary: Int) {
    withTestMemory(seed: UInt64(vocabulary)) { memory in
      let logits = memory.rows(4, vocabulary, padding: 6, scale: 3)
      let bias = memory.rows(1, vocabulary)
      let shares = shares(memory, vocabulary)
      let target = Int32(vocabulary / 2)
      let sums = (0..<4).map { row in
        zip(logits[row], bias[0]).map { Double($0) + Double($1) }
      }
      let exact = shares[0].map(Double.init)
      var options = Options(smoothing: 0.2, weight: 0.25)
      for twins in [0, 2] {
        let copy = memory.copy(logits)
        let expected: [ScalarKernels.CrossEntropy]
        if twins == 0 {
          expected = sums.map {
            ScalarKernels.crossEntropy($0, target: Int(target), smoothing: 0.2, shares: exact)
          }
        } else {
          (options.twins, options.consistency) = (2, 5)
          let (a, b) = (both(sums[0], sums[2]), both(sums[1], sums[3]))
          expected = [a.0, b.0, a.1, b.1]
        }
        func both(
          _ x: [Double], _ y: [Double]
        ) -> (ScalarKernels.CrossEntropy, ScalarKernels.CrossEntropy) {
          ScalarKernels.consistentCrossEntropy(
            x, y, target: Int(target), smoothing: 0.2, consistency: 5, shares: exact)
        }
        let targets = [Int32](repeating: target, count: 4)
        let losses = set.use {
          crossEntropy(copy, bias: bias, shares: shares, targets: targets, options)
        }
        #expect(
          errorInBounds(losses.loss, expected.map(\.loss), absolute: 1e-4, relative: 1e-5) <= 1)
        for row in 0..<4 {
          let gradient = expected[row].gradient.map { 0.25 * $0 }
          #expect(errorInBounds(copy[row], gradient, absolute: 1e-6, relative: 3e-5) <= 1)
        }
      }
    }
  }

  @Test func theTwinsGradientIsTheDerivative() {
    var generator = SeededGenerator(seed: 3)
    let logits = generator.doubles(11, scale: 2)
    for smoothing in [0, 0.1] {
      let gradient = ScalarKernels.crossEntropy(logits, target: 4, smoothing: smoothing).gradient
      let numerical = numericalGradient(at: logits) {
        ScalarKernels.crossEntropy($0, target: 4, smoothing: smoothing).loss
      }
      #expect(gradientError(gradient, numerical) < 1e-8)
    }
  }

  /// Two blocks of two sentences, each with two passes; the third token of the second sentence is padding.
  @Test(arguments: InstructionSet.available, oddSizes + [8000])
  func twinsAreTheTwins(_ set: InstructionSet, vocabulary: Int) {
    for (smoothing, biased) in [(0, false), (0.1, true)] as [(Float, Bool)] {
      withTestMemory(seed: UInt64(vocabulary)) { memory in
        let logits = memory.rows(8, vocabulary, padding: 3, scale: 3)
        let bias = biased ? memory.rows(1, vocabulary) : nil
        let last = Int32(vocabulary - 1)
        let targets = [0, last, 0, last, last / 2, -1, last / 2, -1]
        func biasedRow(_ row: Int) -> [Double] {
          zip(logits[row], bias?[0] ?? .init(repeating: 0, count: vocabulary)).map {
            Double($0) + Double($1)
          }
        }
        let expected = [(0, 2), (1, 3), (4, 6)].map { first, second in
          (
            first, second,
            ScalarKernels.consistentCrossEntropy(
              biasedRow(first), biasedRow(second), target: Int(targets[first]),
              smoothing: Double(smoothing), consistency: 5)
          )
        }
        var options = Options(smoothing: smoothing, weight: 0.25)
        options.twins = 2
        options.consistency = 5
        let losses = set.use { crossEntropy(logits, bias: bias, targets: targets, options) }
        for (first, second, (p, q)) in expected {
          for (row, twin) in [(first, p), (second, q)] {
            #expect(
              errorInBounds([losses.loss[row]], [twin.loss], absolute: 1e-4, relative: 1e-5) <= 1)
            #expect(errorInBounds([losses.nll[row]], [twin.nll], absolute: 1e-5) <= 1)
            let gradient = twin.gradient.map { 0.25 * $0 }
            #expect(errorInBounds(logits[row], gradient, absolute: 1e-6, relative: 3e-5) <= 1)
          }
        }
        #expect(losses.loss[5] == 0 && losses.nll[7] == 0)
        #expect((logits[5] + logits[7]).allSatisfy { $0 == 0 })
        #expect(logits.isFillerIntact)
      }
    }
  }

  @Test func theConsistentTwinsGradientIsTheDerivative() {
    var generator = SeededGenerator(seed: 5)
    let (x, y) = (generator.doubles(11, scale: 2), generator.doubles(11, scale: 2))
    func both(_ x: [Double], _ y: [Double]) -> (
      ScalarKernels.CrossEntropy, ScalarKernels.CrossEntropy
    ) {
      ScalarKernels.consistentCrossEntropy(x, y, target: 4, smoothing: 0.1, consistency: 3)
    }
    let numerical = numericalGradient(at: x + y) {
      let (p, q) = both(Array($0[..<11]), Array($0[11...]))
      return p.loss + q.loss
    }
    let (p, q) = both(x, y)
    #expect(gradientError(p.gradient + q.gradient, numerical) < 1e-8)
  }

  @Test(arguments: InstructionSet.available)
  func theLossAloneIsTheSameAndLeavesTheLogits(_ set: InstructionSet) {
    withTestMemory { memory in
      let logits = memory.rows(3, 777, scale: 5)
      let bias = memory.rows(1, 777)
      let before = logits.values
      var options = Options(smoothing: 0.1, gradient: false)
      let alone = set.use { crossEntropy(logits, bias: bias, targets: [5, -1, 776], options) }
      #expect(logits.values == before)
      options.gradient = true
      let both = set.use { crossEntropy(logits, bias: bias, targets: [5, -1, 776], options) }
      let (loss, nll) = (both.loss.map(Double.init), both.nll.map(Double.init))
      #expect(errorInBounds(alone.loss, loss, absolute: 1e-5) <= 1)
      #expect(errorInBounds(alone.nll, nll, absolute: 1e-5) <= 1)
    }
  }

  @Test(arguments: InstructionSet.available)
  func paddingHasNoLossAndNoGradient(_ set: InstructionSet) {
    withTestMemory { memory in
      let logits = memory.rows(2, 100)
      logits.pointer[100] = .nan
      let losses = set.use { crossEntropy(logits, bias: nil, targets: [3, -1]) }
      #expect(losses.loss[1] == 0 && losses.nll[1] == 0)
      #expect(logits[1].allSatisfy { $0 == 0 })
      #expect(losses.loss[0] > 0)
    }
  }

  @Test(arguments: InstructionSet.available, [Float.nan, -Float.nan, .infinity])
  func notANumberAnywhereShowsInTheLoss(_ set: InstructionSet, value: Float) {
    for place in [0, 31, 500, 512] {
      withTestMemory { memory in
        let logits = memory.rows(2, 513)
        logits.pointer[place] = value
        let losses = set.use { crossEntropy(logits, bias: nil, targets: [9, 9]) }
        #expect(losses.loss[0].isNaN && losses.nll[0].isNaN)
        #expect(logits[0].contains { $0.isNaN })
        #expect(losses.loss[1].isFinite && logits[1].allSatisfy { $0.isFinite })
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func logitsFarApartNeitherOverflowNorVanish(_ set: InstructionSet) {
    withTestMemory { memory in
      let logits = memory.rows(2, 40)
      logits[0] = (0..<40).map { $0 == 7 ? 3e38 : -3e38 / 40 }
      logits[1] = (0..<40).map { $0 == 7 ? 0 : -1000 }
      let losses = set.use { crossEntropy(logits, bias: nil, targets: [7, 8]) }
      #expect(losses.nll == [0, 1000])
      #expect(logits[1][7] == 1 && logits[1][8] == -1 && logits[1][9] == 0)
    }
  }

  @Test(arguments: InstructionSet.available)
  func aRowDoesNotDependOnTheOthers(_ set: InstructionSet) {
    withTestMemory { memory in
      let logits = memory.rows(7, 333, padding: 2, scale: 4)
      let before = memory.copy(logits)
      let options = Options(smoothing: 0.1)
      let targets: [Int32] = [1, 2, 3, 4, 5, 6, 7]
      let all = set.use { crossEntropy(logits, bias: nil, targets: targets, options) }
      for row in 0..<7 {
        let single = memory.vector(before[row])
        let one = set.use { crossEntropy(single, bias: nil, targets: [targets[row]], options) }
        #expect(one.loss[0] == all.loss[row])
        #expect(single[0] == logits[row])
      }
    }
  }
}
