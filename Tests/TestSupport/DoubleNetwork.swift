/// A whole translation model in double precision, forward only and for one sentence pair at a time.
package struct DoubleNetwork {
  package enum Readout: String { case tied, untied, none }

  /// A place with dropout; layers are counted from 0, and the first one has no dropout before it.
  package enum Place: Hashable {
    case source, target, readout
    case encoderLayer(Int)
    case decoderLayer(Int)
    /// The state in the recurrent product, `[B]` rows: the same at every time step.
    case encoderState(Int, isReversed: Bool)
    case decoderState(Int)
  }

  package var encoderLayers = 1
  package var decoderLayers = 1
  package var isBidirectional = true
  package var cell = DoubleLayers.CellKind.gru
  package var isResidual = false
  package var pooling = DoubleLayers.Pooling.last
  package var readout = Readout.tied
  package var hasContextInReadout = true
  package var smoothing = 0.0
  /// R-Drop's α: the second half of a batch repeats the first.
  package var consistency = 0.0
  /// Of each target token, how many it stands for in the loss, 0: it is left out; nil: each for itself.
  package var weights: [Double]?
  /// The factors of the rows of a whole batch, `[steps · B]`, by place; without factors nothing is dropped.
  package var masks: [Place: [[Double]]] = [:]
  /// B.
  package var batch = 1

  package init() {}

  /// A sentence pair with its `<s>` and `</s>` tokens.
  package struct Pair {
    package var source: [Int]
    package var shown: [Int]
    package var wanted: [Int]

    package init(source: [Int], shown: [Int], wanted: [Int]) {
      self.source = source
      self.shown = shown
      self.wanted = wanted
    }
  }

  /// The summed label-smoothed cross-entropy of a batch.
  package func loss(_ pairs: [Pair], _ parameters: DoubleParameters) -> Double {
    let logits = pairs.enumerated().map { row, pair in
      decode(pair.shown, encode(pair.source, row: row, parameters), row: row, parameters)
    }
    if let weights { return sampledLoss(logits, pairs, weights) }
    let half = pairs.count / 2
    if consistency > 0 {
      return (0..<half).reduce(0) { sum, row in
        pairs[row].wanted.indices.reduce(sum) { sum, t in
          let (p, q) = ScalarKernels.consistentCrossEntropy(
            logits[row][t], logits[half + row][t], target: pairs[row].wanted[t],
            smoothing: smoothing, consistency: consistency)
          return sum + p.loss + q.loss
        }
      }
    }
    return zip(logits, pairs).reduce(0) { sum, sentence in
      zip(sentence.0, sentence.1.wanted).reduce(sum) { sum, word in
        sum + ScalarKernels.crossEntropy(word.0, target: word.1, smoothing: smoothing).loss
      }
    }
  }

  private func sampledLoss(
    _ logits: [[[Double]]], _ pairs: [Pair], _ weights: [Double]
  ) -> Double {
    let half = pairs.count / 2
    var sum = 0.0
    for (row, pair) in pairs.enumerated() {
      for (t, target) in pair.wanted.enumerated() {
        sum += ScalarKernels.sampledLoss(
          logits[row][t], weights: weights, target: target, smoothing: smoothing)
        if consistency > 0 && row < half {
          sum +=
            consistency / 2
            * ScalarKernels.sampledDivergence(
              logits[row][t], logits[half + row][t], weights: weights)
        }
      }
    }
    return sum
  }

  private func masked(_ steps: [[Double]], _ place: Place, row: Int) -> [[Double]] {
    guard let mask = masks[place] else { return steps }
    return steps.enumerated().map { t, values in
      zip(values, mask[t * batch + row]).map { $0 * $1 }
    }
  }

  private func encode(_ ids: [Int], row: Int, _ parameters: DoubleParameters) -> [Double] {
    let table = parameters.matrix("encoder.embedding.weight")
    var steps = masked(ids.map { table[$0] }, .source, row: row)
    var c: [Double] = []
    for layer in 0..<encoderLayers {
      let shown = layer > 0 ? masked(steps, .encoderLayer(layer), row: row) : steps
      let directions = (isBidirectional ? [false, true] : [false]).map { isReversed in
        let cell = parameters.cell(
          "encoder.rnn", suffix: "l\(layer)" + (isReversed ? "_reverse" : ""), cell)
        return DoubleLayers.recurrence(
          shown, initial: cell.zeroState, cell, isReversed: isReversed,
          mask: masks[.encoderState(layer, isReversed: isReversed)]?[row]
        ).map(\.output)
      }
      let states = steps.indices.map { t in directions.flatMap { $0[t] } }
      steps = isResidual && layer > 0 ? sums(states, steps) : states
      let half = states[0].count / directions.count
      c = directions.enumerated().flatMap { direction, states in
        DoubleLayers.pool(
          pooling == .last
            ? states : steps.map { Array($0[direction * half..<(direction + 1) * half]) }, pooling,
          isReversed: direction == 1)
      }
    }
    return c
  }

  private func sums(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    zip(a, b).map { zip($0, $1).map(+) }
  }

  /// The logits of every time step.
  private func decode(
    _ ids: [Int], _ c: [Double], row: Int, _ parameters: DoubleParameters
  ) -> [[Double]] {
    let own = "decoder.embedding.weight"
    let table = parameters.matrix(parameters.has(own) ? own : "encoder.embedding.weight")
    let embedded = masked(ids.map { table[$0] }, .target, row: row)
    let initial = DoubleLayers.tanh(
      DoubleLayers.linear(c, parameters.matrix("bridge.weight"), parameters.vector("bridge.bias")))
    let hidden = initial.count / decoderLayers / (cell.hasMemoryCell ? 2 : 1)
    var steps = embedded.map { $0 + c }
    var first = initial[...]
    for layer in 0..<decoderLayers {
      let shown = layer > 0 ? masked(steps, .decoderLayer(layer), row: row) : steps
      let output = Array(first.prefix(hidden))
      first = first.dropFirst(hidden)
      let memory = Array(first.prefix(cell.hasMemoryCell ? hidden : 0))
      first = first.dropFirst(memory.count)
      let states = DoubleLayers.recurrence(
        shown, initial: .init(output: output, memory: memory),
        parameters.cell("decoder.rnn", suffix: "l\(layer)", cell),
        mask: masks[.decoderState(layer)]?[row]
      ).map(\.output)
      steps = isResidual && layer > 0 ? sums(states, steps) : states
    }
    if readout != .none {
      let (weight, bias) = (parameters.matrix("readout.weight"), parameters.vector("readout.bias"))
      steps = zip(steps, embedded).map { state, e in
        DoubleLayers.tanh(
          DoubleLayers.linear(
            state + e + (hasContextInReadout ? c : []), weight, bias))
      }
    }
    let weight = readout == .tied ? table : parameters.matrix("output.weight")
    let bias = parameters.vector("output.bias")
    return masked(steps, .readout, row: row).map { DoubleLayers.linear($0, weight, bias) }
  }
}
