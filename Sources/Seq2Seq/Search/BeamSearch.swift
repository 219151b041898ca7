package import NeuralNetwork

/// Beam search over a batch of sentences at once; with a beam of 1, greedy search.
///
/// All hypotheses of all sentences are rows of one batch. Sentences that are done leave it. A row's
/// numbers do not depend on the other rows, so neither does a translation.
package struct BeamSearch {
  private let network: Network
  private let options: SearchOptions
  private let context: ComputeContext
  /// The output's bias, with the words that are never said at -∞, `[V]`.
  private let bias: [Float]
  private let start: Int32
  private let end: Int32

  /// - Parameter barred: ids that no translation may hold.
  package init(
    network: Network, options: SearchOptions, start: Int32, end: Int32, barred: [Int32],
    _ context: ComputeContext
  ) {
    self.network = network
    self.options = options
    self.context = context
    self.start = start
    self.end = end
    let values = context.store.vector(network.output.bias)
    var bias = Array(UnsafeBufferPointer(start: values, count: network.output.vocabulary))
    for id in barred { bias[Int(id)] = -.infinity }
    self.bias = bias
  }

  /// The best hypotheses of each sentence, at most `nBest` of each, best first.
  package func translate(_ batch: SourceBatch) -> [[Hypothesis]] {
    context.reset()
    var encoded = network.encoder.forward(batch, dropouts: .none, context)
    let c = network.encoder.contextVectors(&encoded, context)
    let memory = network.decoder.attention.map { network.encoder.memory(encoded, $0, context) }
    var state = DecodingState(network, c: c, memory: memory, beam: options.beam, context)
    var results = [[Hypothesis]](repeating: [], count: batch.count)
    var beams = (0..<batch.count).map { sentence in
      SentenceBeam(
        sentence: sentence, limit: options.limit(sourceTokens: Int(batch.lengths[sentence]) - 1),
        live: [.init(tokens: [], logProbability: 0, row: sentence)])
    }
    var length = 0
    while !beams.isEmpty {
      length += 1
      expand(&beams, &state)
      for index in beams.indices.reversed()
      where beams[index].isOver(length: length, options) {
        results[beams[index].sentence] = Array(beams[index].finished.prefix(max(1, options.nBest)))
        beams.remove(at: index)
      }
      state.select(&beams)
    }
    return results
  }

  /// One step of all live hypotheses.
  private func expand(_ beams: inout [SentenceBeam], _ state: inout DecodingState) {
    let mark = context.workspace.mark
    let rows = beams.reduce(0) { $0 + $1.live.count }
    let words = context.workspace.integers(rows)
    for beam in beams {
      for hypothesis in beam.live { words[hypothesis.row] = hypothesis.tokens.last ?? start }
    }
    let outputs = state.step(words)
    let logits = context.workspace.matrix(rows, network.output.vocabulary)
    network.output.logits(outputs, into: logits, context)
    // Enough that, all ends and loops put aside, a full beam remains, unless it is a very wide one.
    let k = min(2 * options.beam, network.output.vocabulary, TopWords.most)
    let top = TopWords(logits, bias: bias, k: k, context)
    for index in beams.indices {
      let candidates = candidates(of: beams[index], top)
      beams[index].advance(candidates, end: end, options)
    }
    context.workspace.release(to: mark)
  }

  /// The continuations of a sentence's hypotheses, best first; of equals, the first hypothesis' first.
  private func candidates(of beam: SentenceBeam, _ top: TopWords) -> [SentenceBeam.Candidate] {
    var result: [SentenceBeam.Candidate] = []
    result.reserveCapacity(beam.live.count * top.k)
    for (parent, hypothesis) in beam.live.enumerated() {
      for rank in 0..<top.k {
        let score = top.score(row: hypothesis.row, rank)
        if score == -.infinity { break }
        result.append(
          .init(
            parent: parent, word: top.word(row: hypothesis.row, rank),
            logProbability: hypothesis.logProbability + score))
      }
    }
    if beam.live.count == 1 { return result }
    let order = result.indices.sorted {
      (result[$1].logProbability, $0) < (result[$0].logProbability, $1)
    }
    return order.map { result[$0] }
  }
}
