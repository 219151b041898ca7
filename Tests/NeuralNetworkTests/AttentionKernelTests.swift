import CKernels
import TestSupport
import Testing

/// Attention over sentences of different lengths, and its gradients.
@Suite struct AttentionKernelTests {
  private static let lengths: [Int32] = [4, 1, 6]
  private static let steps = 6

  /// The queries, keys, values and v of a few sentences.
  private struct Sample {
    let width: Int
    let columns = 5
    let queries: FloatRows
    let keys: FloatRows
    let values: FloatRows
    let scale: FloatRows?
    let weights: FloatRows
    let context: FloatRows

    /// Makes `rows` queries, and keys and values without gaps between rows, as attention requires.
    init(_ memory: TestMemory, rows: Int, width: Int, isAdditive: Bool) {
      self.width = width
      queries = memory.rows(rows, width, padding: 3)
      keys = memory.rows(steps * 3, width, padding: 0)
      values = memory.rows(steps * 3, columns, padding: 0)
      scale = isAdditive ? memory.rows(1, width, padding: 0) : nil
      weights = memory.rows(rows, steps, padding: 0)
      context = memory.rows(rows, columns, padding: 2)
    }

    func step(rows: Int) -> ck_attention_step {
      var step = ck_attention_step()
      (step.rows, step.steps, step.batch) = (Int32(rows), Int32(steps), 3)
      (step.width, step.columns) = (Int32(width), Int32(columns))
      (step.queries, step.query_stride) = (UnsafePointer(queries.pointer), queries.stride)
      step.keys = UnsafePointer(keys.pointer)
      step.values = UnsafePointer(values.pointer)
      step.scale = scale.map { UnsafePointer($0.pointer) }
      step.weights = weights.pointer
      (step.context, step.context_stride) = (context.pointer, context.stride)
      return step
    }

    /// The twin's result for a row that attends to `sentence`, at any point.
    func twin(
      _ sentence: Int, query: [Double], keys: [[Double]]? = nil, values: [[Double]]? = nil,
      scale: [Double]? = nil
    ) -> (weights: [Double], context: [Double]) {
      let states = (0..<Int(lengths[sentence])).map { $0 * 3 + sentence }
      return ScalarKernels.attention(
        query: query, keys: keys ?? states.map { self.keys[$0].map(Double.init) },
        values: values ?? states.map { self.values[$0].map(Double.init) },
        scale: scale ?? self.scale.map { $0[0].map(Double.init) })
    }
  }

  @Test(arguments: InstructionSet.available, [1, 7, 16, 33])
  func forwardIsTheTwin(_ set: InstructionSet, width: Int) {
    for isAdditive in [true, false] { expectForward(set, width, isAdditive) }
  }

  private func expectForward(_ set: InstructionSet, _ width: Int, _ isAdditive: Bool) {
    let owners: [Int32] = [2, 0, 2, 1]
    withTestMemory { memory in
      let sample = Sample(memory, rows: 4, width: width, isAdditive: isAdditive)
      Self.lengths.withUnsafeBufferPointer { lengths in
        owners.withUnsafeBufferPointer { owners in
          var step = sample.step(rows: 4)
          (step.lengths, step.owners) = (lengths.baseAddress, owners.baseAddress)
          set.use { ck_attention_forward(&step) }
        }
      }
      for (row, owner) in owners.enumerated() {
        let expected = sample.twin(Int(owner), query: sample.queries[row].map(Double.init))
        let length = expected.weights.count
        let weights = Array(sample.weights[row])
        #expect(errorInBounds(Array(weights[..<length]), expected.weights, absolute: 2e-6) <= 1)
        #expect(weights[length...].allSatisfy { $0 == 0 })
        #expect(errorInBounds(sample.context[row], expected.context, absolute: 3e-6) <= 1)
      }
      #expect(sample.context.isFillerIntact)
    }
  }

  /// The gradients of a weighted sum of the contexts, against central differences of the twin.
  @Test(arguments: InstructionSet.available, [3, 17])
  func backwardIsTheTwinsGradient(_ set: InstructionSet, width: Int) {
    for isAdditive in [true, false] { expectBackward(set, width, isAdditive) }
  }

  private func expectBackward(_ set: InstructionSet, _ width: Int, _ isAdditive: Bool) {
    withTestMemory { memory in
      let sample = Sample(memory, rows: 3, width: width, isAdditive: isAdditive)
      let contextGradient = memory.rows(3, sample.columns, padding: 1)
      let queryGradient = memory.rows(3, width, padding: 2)
      let zeros = [Float](repeating: 0, count: Self.steps * 3 * max(width, sample.columns))
      let (keysGradient, valuesGradient) = (memory.vector(zeros), memory.vector(zeros))
      let scaleGradient = memory.vector([Float](repeating: 0, count: width))
      let scratch = memory.vector([Float](repeating: 0, count: Self.steps))
      Self.lengths.withUnsafeBufferPointer { lengths in
        var step = sample.step(rows: 3)
        step.lengths = lengths.baseAddress
        var gradient = ck_attention_step_gradient()
        set.use {
          ck_attention_forward(&step)
          gradient.step = step
          gradient.context_gradient = UnsafePointer(contextGradient.pointer)
          gradient.context_gradient_stride = contextGradient.stride
          gradient.query_gradient = queryGradient.pointer
          gradient.query_gradient_stride = queryGradient.stride
          gradient.keys_gradient = keysGradient.pointer
          gradient.values_gradient = valuesGradient.pointer
          gradient.scale_gradient = scaleGradient.pointer
          gradient.scratch = scratch.pointer
          ck_attention_backward(&gradient)
        }
      }
      func loss(_ row: Int, _ context: [Double]) -> Double {
        zip(contextGradient[row], context).reduce(0) { $0 + Double($1.0) * $1.1 }
      }
      var scaleExpected = [Double](repeating: 0, count: width)
      for row in 0..<3 {
        let query = sample.queries[row].map(Double.init)
        let expected = numericalGradient(at: query) {
          loss(row, sample.twin(row, query: $0).context)
        }
        #expect(gradientError(queryGradient[row].map(Double.init), expected) < 1e-4)
        expectGradients(
          sample, row, query, loss, keys: keysGradient, values: valuesGradient)
        if let scale = sample.scale {
          let part = numericalGradient(at: scale[0].map(Double.init)) {
            loss(row, sample.twin(row, query: query, scale: $0).context)
          }
          for i in 0..<width { scaleExpected[i] += part[i] }
        }
      }
      if isAdditive {
        #expect(gradientError(scaleGradient[0].map(Double.init), scaleExpected) < 1e-4)
      }
      #expect(queryGradient.isFillerIntact)
    }
  }

  private func expectGradients(
    _ sample: Sample, _ row: Int, _ query: [Double], _ loss: (Int, [Double]) -> Double,
    keys: FloatRows, values: FloatRows
  ) {
    for s in 0..<Int(Self.lengths[row]) {
      let states = (0..<Int(Self.lengths[row])).map { $0 * 3 + row }
      func replaced(_ rows: FloatRows, by vector: [Double]) -> [[Double]] {
        states.map { $0 == s * 3 + row ? vector : rows[$0].map(Double.init) }
      }
      let place = s * 3 + row
      let keyExpected = numericalGradient(at: sample.keys[place].map(Double.init)) {
        loss(row, sample.twin(row, query: query, keys: replaced(sample.keys, by: $0)).context)
      }
      let key = (0..<sample.width).map { Double(keys.pointer[place * sample.width + $0]) }
      #expect(gradientError(key, keyExpected) < 1e-4)
      let valueExpected = numericalGradient(at: sample.values[place].map(Double.init)) {
        loss(row, sample.twin(row, query: query, values: replaced(sample.values, by: $0)).context)
      }
      let value = (0..<sample.columns).map { Double(values.pointer[place * sample.columns + $0]) }
      #expect(gradientError(value, valueExpected) < 1e-4)
    }
  }
}
