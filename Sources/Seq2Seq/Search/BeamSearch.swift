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
    var state = DecodingState(network, c: c, beam: options.beam, context)
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
    let outputs = state.step(words, rows: rows)
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

/// The decoder's side of a search: states of all live hypotheses, a row each.
private struct DecodingState {
  private let network: Network
  private let context: ComputeContext
  /// c's share of the first layer's gates and of the readout, a row per sentence.
  private let sentenceGates: Matrix
  private let sentenceShare: Matrix?
  /// The same, a row per hypothesis.
  private let gates: Matrix
  private let share: Matrix?
  /// The sentence of each row of `gates`.
  private var owners: [Int] = []
  /// The states of each layer: those that are read, and those that are written.
  private var previous: [Matrix]
  private var next: [Matrix]

  init(_ network: Network, c: Matrix, beam: Int, _ context: ComputeContext) {
    let workspace = context.workspace
    let rows = c.rows * beam
    let decoder = network.decoder
    let cell = decoder.layers[0].cell
    self.network = network
    self.context = context
    sentenceGates = workspace.matrix(c.rows, cell.gateColumns)
    context.forward(c, cell.inputWeights[1], into: sentenceGates)
    sentenceShare = network.readout.map { $0.contextShare(c, context) }
    gates = workspace.matrix(rows, cell.gateColumns)
    share = network.readout.map { workspace.matrix(rows, $0.width) }
    previous = decoder.layers.map { _ in workspace.matrix(rows, decoder.hidden) }
    next = decoder.layers.map { _ in workspace.matrix(rows, decoder.hidden) }
    let initial = decoder.initialStates(c, context)
    for (layer, states) in previous.enumerated() {
      states.rows(0..<c.rows).copy(from: initial.columns(decoder.columns(ofLayer: layer)))
    }
    spread(Array(0..<c.rows))
  }

  /// Puts each row's sentence's shares beside it, where the owners have changed.
  private mutating func spread(_ owners: [Int]) {
    if owners == self.owners { return }
    for (row, sentence) in owners.enumerated() {
      gates.rows(row..<row + 1).copy(from: sentenceGates.rows(sentence..<sentence + 1))
      if let share, let sentenceShare {
        share.rows(row..<row + 1).copy(from: sentenceShare.rows(sentence..<sentence + 1))
      }
    }
    self.owners = owners
  }

  /// Feeds a word to each row; what the output layer multiplies comes back, `[rows, ·]`.
  func step(_ words: UnsafePointer<Int32>, rows: Int) -> Matrix {
    let workspace = context.workspace
    let decoder = network.decoder
    let embedded = workspace.matrix(rows, decoder.embedding.width)
    decoder.embedding.forward(words, into: embedded, context)
    decoder.step(
      embedded, constantGates: gates.rows(0..<rows), previous: previous.map { $0.rows(0..<rows) },
      next: next.map { $0.rows(0..<rows) }, context)
    let states = next[next.count - 1].rows(0..<rows)
    guard let readout = network.readout, let share else { return states }
    let o = workspace.matrix(rows, readout.width)
    readout.forward(
      states: states, embedded: embedded, share: share.rows(0..<rows), into: o, context)
    return o
  }

  /// Gathers the states of the hypotheses that live on, and numbers their rows anew.
  mutating func select(_ beams: inout [SentenceBeam]) {
    var owners: [Int] = []
    for index in beams.indices {
      for position in beams[index].live.indices {
        let old = beams[index].live[position].row
        let new = owners.count
        for (from, to) in zip(next, previous) {
          to.rows(new..<new + 1).copy(from: from.rows(old..<old + 1))
        }
        beams[index].live[position].row = new
        owners.append(beams[index].sentence)
      }
    }
    spread(owners)
  }
}
