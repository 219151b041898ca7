internal import NeuralNetwork

/// A model as one thread searches with it: alone, or as one of an ensemble.
struct SearchModel {
  let network: Network
  let context: ComputeContext
  /// The output's bias, with the words that are never said at -∞, `[V]`.
  let bias: [Float]

  init(_ network: Network, barred: [Int32], _ context: ComputeContext) {
    self.network = network
    self.context = context
    let values = context.store.vector(network.output.bias)
    var bias = Array(UnsafeBufferPointer(start: values, count: network.output.vocabulary))
    for id in barred { bias[Int(id)] = -.infinity }
    self.bias = bias
  }

  /// Encodes sentences, and starts a hypothesis of each.
  func start(_ batch: SourceBatch, beam: Int) -> DecodingState {
    context.reset()
    var encoded = network.encoder.forward(batch, dropouts: .none, context)
    let c = network.encoder.contextVectors(&encoded, context)
    let memory = network.decoder.attention.map { network.encoder.memory(encoded, $0, context) }
    return DecodingState(network, c: c, memory: memory, beam: beam, context)
  }

  /// The logits of the next word, without the bias, `[rows, V]`.
  func logits(_ state: inout DecodingState, _ words: UnsafePointer<Int32>) -> Matrix {
    let outputs = state.step(words)
    let logits = context.workspace.matrix(outputs.rows, network.output.vocabulary)
    network.output.logits(outputs, into: logits, context)
    return logits
  }

  /// Turns logits into log p of every word, in place; -∞ for what is never said.
  func normalize(_ logits: Matrix) {
    let best = TopWords(logits, bias: bias, k: 1, context)
    for row in 0..<logits.rows {
      let values = logits.row(row)
      let word = Int(best.word(row: row, 0))
      let logSum = values[word] + bias[word] - best.score(row: row, 0)
      for id in values.indices { values[id] += bias[id] - logSum }
    }
  }
}

/// Turns log p of every word by several models into the logarithm of their mean p, in the first matrix.
func averageProbabilities(_ models: [Matrix]) {
  guard let mean = models.first, models.count > 1 else { return }
  var values = [Float](repeating: 0, count: models.count)
  for row in 0..<mean.rows {
    for word in 0..<mean.columns {
      for (index, model) in models.enumerated() {
        values[index] = model.base[row * model.stride + word]
      }
      mean.base[row * mean.stride + word] = logMean(values)
    }
  }
}

/// The logarithm of the mean of numbers whose logarithms are given.
func logMean(_ logarithms: [Float]) -> Float {
  var greatest = -Float.infinity
  for value in logarithms { greatest = max(greatest, value) }
  guard logarithms.count > 1, greatest > -.infinity else { return greatest }
  // Of the greatest of them, so that what one model thinks possible does not become impossible.
  var sum: Float = 0
  for value in logarithms { sum += exponential(value - greatest) }
  return greatest + logarithm(sum / Float(logarithms.count))
}
