internal import NeuralNetwork

/// How a batch is divided among threads.
extension ParallelUpdater {
  /// Divides a batch into parts, which are computed one after the other and whose gradients are added up.
  ///
  /// One part is enough unless a worker would have to keep more than ``mostOutputs`` outputs in memory.
  package func parts(
    of examples: [Model.Example], _ options: Model.LossOptions
  ) -> [ArraySlice<Model.Example>] {
    let tokens = examples.reduce(1) { max($0, model.tokenCount(of: $1)) }
    let count = partCount(examples: examples.count, tokens: tokens, options)
    return (0..<count).map { examples[examples.indices.part($0, of: count)] }
  }

  /// The number of parts; `tokens` is the length of the longest example.
  private func partCount(examples: Int, tokens: Int, _ options: Model.LossOptions) -> Int {
    let rows = (examples + workers.count - 1) / workers.count
    let outputs = model.passes(options) * rows * tokens * model.outputsPerToken(options)
    return max(1, min(rows, (outputs + mostOutputs - 1) / mostOutputs))
  }

  /// The most examples that a worker computes at once, in a batch whose longest has `tokens` tokens.
  func shardCount(examples: Int, tokens: Int, _ options: Model.LossOptions) -> Int {
    let count = partCount(examples: examples, tokens: tokens, options)
    let part = (examples + count - 1) / count
    return (part + workers.count - 1) / workers.count
  }

  /// Deals out examples in turn, one shard per worker, so that shards have similar lengths.
  package func shards(of examples: ArraySlice<Model.Example>) -> [[Model.Example]] {
    (0..<workers.count).map { worker in
      stride(from: examples.startIndex + worker, to: examples.endIndex, by: workers.count).map {
        examples[$0]
      }
    }
  }
}
