import CKernels
import TestSupport
import Testing

/// Mean and maximum over a sentence's states, and their gradients.
@Suite struct OverTimeKernelTests {
  /// States of four sentences of different lengths, time-major.
  struct Sentences {
    let lengths: [Int32] = [1, 6, 3, 5]
    let states: FloatRows
    let columns: Int

    init(_ memory: TestMemory, columns: Int) {
      self.columns = columns
      states = memory.rows(6 * 4, columns, padding: 3)
    }

    func states(_ sentence: Int) -> [[Double]] {
      (0..<Int(lengths[sentence])).map { states[$0 * 4 + sentence].map(Double.init) }
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func meanIsTheTwin(_ set: InstructionSet, columns: Int) {
    withTestMemory { memory in
      let sentences = Sentences(memory, columns: columns)
      let mean = memory.rows(4, columns, padding: 2)
      set.use {
        ck_mean_over_time(
          4, Int32(columns), sentences.states.pointer, sentences.states.stride,
          sentences.lengths, mean.pointer, mean.stride)
      }
      for b in 0..<4 {
        let expected = ScalarKernels.meanOverTime(sentences.states(b))
        #expect(errorInBounds(mean[b], expected, absolute: 3e-7) <= 1)
      }
      #expect(mean.isFillerIntact)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func maximumIsTheTwin(_ set: InstructionSet, columns: Int) {
    withTestMemory { memory in
      let sentences = Sentences(memory, columns: columns)
      // Few values, so that there are ties.
      for row in 0..<24 { sentences.states[row] = sentences.states[row].map { $0.rounded() } }
      let maximum = memory.rows(4, columns, padding: 2)
      var which = [Int32](repeating: -1, count: 4 * columns)
      set.use {
        ck_max_over_time(
          4, Int32(columns), sentences.states.pointer, sentences.states.stride,
          sentences.lengths, maximum.pointer, maximum.stride, &which)
      }
      for b in 0..<4 {
        let expected = ScalarKernels.maxOverTime(sentences.states(b))
        #expect(maximum[b].map(Double.init) == expected.values)
        #expect(Array(which[b * columns..<(b + 1) * columns]) == expected.which)
      }
      #expect(maximum.isFillerIntact)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func gradientsAreAddedWhereTheyBelong(_ set: InstructionSet, columns: Int) {
    withTestMemory { memory in
      let sentences = Sentences(memory, columns: columns)
      let gradient = memory.rows(4, columns, padding: 1)
      let which = (0..<4 * columns).map { Int32($0 * 7) % sentences.lengths[$0 / columns] }
      let (byMean, byMax) = (memory.copy(sentences.states), memory.copy(sentences.states))
      set.use {
        ck_mean_over_time_backward(
          4, Int32(columns), byMean.pointer, byMean.stride, sentences.lengths, gradient.pointer,
          gradient.stride)
        ck_max_over_time_backward(
          4, Int32(columns), byMax.pointer, byMax.stride, which, gradient.pointer, gradient.stride)
      }
      for t in 0..<6 {
        for b in 0..<4 {
          let before = sentences.states[t * 4 + b].map(Double.init)
          let (length, d) = (Int(sentences.lengths[b]), gradient[b].map(Double.init))
          let mean = zip(before, d).map { t < length ? $0 + $1 / Double(length) : $0 }
          let max = before.indices.map {
            Int(which[b * columns + $0]) == t ? before[$0] + d[$0] : before[$0]
          }
          #expect(errorInBounds(byMean[t * 4 + b], mean, absolute: 2e-7) <= 1)
          #expect(errorInBounds(byMax[t * 4 + b], max, absolute: 2e-7) <= 1)
        }
      }
      #expect(byMean.isFillerIntact && byMax.isFillerIntact)
    }
  }

  @Test func theGradientsAreTheDerivatives() {
    var generator = SeededGenerator(seed: 8)
    let (states, weights) = (generator.doubles(3 * 4), generator.doubles(4))
    func rows(_ x: [Double]) -> [[Double]] { (0..<3).map { Array(x[$0 * 4..<$0 * 4 + 4]) } }
    func dot(_ x: [Double]) -> Double { zip(x, weights).reduce(0) { $0 + $1.0 * $1.1 } }

    let byMean = numericalGradient(at: states) { dot(ScalarKernels.meanOverTime(rows($0))) }
    #expect(gradientError((0..<12).map { weights[$0 % 4] / 3 }, byMean) < 1e-8)

    let which = ScalarKernels.maxOverTime(rows(states)).which
    let byMax = numericalGradient(at: states) { dot(ScalarKernels.maxOverTime(rows($0)).values) }
    let expected = (0..<12).map { Int(which[$0 % 4]) == $0 / 4 ? weights[$0 % 4] : 0 }
    #expect(gradientError(expected, byMax) < 1e-8)
  }

  @Test(arguments: InstructionSet.available, 0..<6)
  func theMaximumKeepsNotANumber(_ set: InstructionSet, step: Int) {
    withTestMemory { memory in
      let sentences = Sentences(memory, columns: 20)
      let maximum = memory.rows(4, 20)
      sentences.states.pointer[(step * 4 + 1) * sentences.states.stride + 11] = .nan
      var which = [Int32](repeating: -1, count: 80)
      set.use {
        ck_max_over_time(
          4, 20, sentences.states.pointer, sentences.states.stride, sentences.lengths,
          maximum.pointer, maximum.stride, &which)
      }
      #expect((0..<20).filter { maximum[1][$0].isNaN } == [11])
      #expect(which[20 + 11] == Int32(step))
    }
  }
}
