package import NeuralNetwork

/// A whole translation model in double precision, forward only and one sentence pair at a time.
package struct DoubleNetwork {
  package enum Readout: String { case tied, untied, none }

  /// Where elements may be dropped; layers are counted from 0, before which nothing is.
  package enum Place: Hashable {
    case source, target, readout
    case encoderLayer(Int)
    case decoderLayer(Int)
    /// A state as its own product sees it, `[B]` rows: the same at every step.
    case encoderState(Int, isReversed: Bool)
    case decoderState(Int)
  }

  package var encoderLayers = 1
  package var decoderLayers = 1
  package var isBidirectional = true
  package var context = ContextPooling.last
  package var readout = Readout.tied
  package var smoothing = 0.0
  /// Factors of the rows of a whole batch, `[steps · B]`; a place without any drops nothing.
  package var masks: [Place: [[Double]]] = [:]
  /// B.
  package var batch = 1

  package init() {}

  /// A sentence pair, with the words that begin and end sentences where they belong.
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
    pairs.enumerated().reduce(0) { sum, pair in
      let c = encode(pair.element.source, row: pair.offset, parameters)
      let logits = decode(pair.element.shown, c, row: pair.offset, parameters)
      return zip(logits, pair.element.wanted).reduce(sum) { sum, word in
        sum + ScalarKernels.crossEntropy(word.0, target: word.1, smoothing: smoothing).loss
      }
    }
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
      if layer > 0 { steps = masked(steps, .encoderLayer(layer), row: row) }
      let directions = (isBidirectional ? [false, true] : [false]).map { isReversed in
        let cell = parameters.cell(
          "encoder.rnn", suffix: "l\(layer)" + (isReversed ? "_reverse" : ""))
        let initial = [Double](repeating: 0, count: cell.stateWeight[0].count)
        return DoubleLayers.gru(
          steps, initial: initial, cell, isReversed: isReversed,
          mask: masks[.encoderState(layer, isReversed: isReversed)]?[row])
      }
      c = directions.enumerated().flatMap { direction, states in
        DoubleLayers.pool(states, context, isReversed: direction == 1)
      }
      steps = steps.indices.map { t in directions.flatMap { $0[t] } }
    }
    return c
  }

  /// Logits of every step.
  private func decode(
    _ ids: [Int], _ c: [Double], row: Int, _ parameters: DoubleParameters
  ) -> [[Double]] {
    let table = parameters.matrix("decoder.embedding.weight")
    let embedded = masked(ids.map { table[$0] }, .target, row: row)
    let initial = DoubleLayers.tanh(
      DoubleLayers.linear(c, parameters.matrix("bridge.weight"), parameters.vector("bridge.bias")))
    let hidden = initial.count / decoderLayers
    var steps = embedded.map { $0 + c }
    for layer in 0..<decoderLayers {
      if layer > 0 { steps = masked(steps, .decoderLayer(layer), row: row) }
      steps = DoubleLayers.gru(
        steps, initial: Array(initial[layer * hidden..<(layer + 1) * hidden]),
        parameters.cell("decoder.rnn", suffix: "l\(layer)"), mask: masks[.decoderState(layer)]?[row]
      )
    }
    if readout != .none {
      let (weight, bias) = (parameters.matrix("readout.weight"), parameters.vector("readout.bias"))
      steps = zip(steps, embedded).map { state, e in
        DoubleLayers.tanh(DoubleLayers.linear(state + e + c, weight, bias))
      }
    }
    let weight = readout == .tied ? table : parameters.matrix("output.weight")
    let bias = parameters.vector("output.bias")
    return masked(steps, .readout, row: row).map { DoubleLayers.linear($0, weight, bias) }
  }
}
