internal import NeuralNetwork

/// A network during decoding: the states of all hypotheses, one row each.
struct DecodingState {
  private let network: Network
  private let compute: ComputeState
  /// The keys and values of attention; nil without attention.
  private let encoderStates: EncoderStates?
  /// Without attention: c's share of the first layer's gates and of the readout, one row per sentence.
  private let sentenceGates: Matrix?
  private let sentenceShare: Matrix?
  /// The same, one row per hypothesis.
  private let gates: Matrix?
  private let share: Matrix?
  /// The sentence of each row; `owners` is the same for attention.
  private(set) var sentences: [Int] = []
  private let owners: Vector<Int32>
  /// The attention weights of the last time step, `[rows, S]`; nil without attention.
  private(set) var attention: Matrix?
  /// The states of each layer before a time step, and after it.
  private let previous: [RecurrentState]
  private let next: [RecurrentState]
  /// What a time step takes of the workspace beyond this mark is released by the next one.
  private var mark: Workspace.Mark

  var rows: Int { sentences.count }

  /// Encodes sentences, and starts one hypothesis for each: row i belongs to sentence i.
  ///
  /// There is room for `beam` hypotheses per sentence.
  init(_ network: Network, _ batch: SourceBatch, beam: Int, _ compute: ComputeState) {
    let workspace = compute.workspace
    var encoded = network.encoder.forward(batch, dropouts: .none, compute)
    let c = network.encoder.contextVectors(&encoded, compute)
    let decoder = network.decoder
    encoderStates = decoder.attention.map { network.encoder.encoderStates(encoded, $0, compute) }
    self.network = network
    self.compute = compute
    let rows = c.rows * beam
    if encoderStates == nil {
      sentenceGates = decoder.stack.contextGates(c, compute)
      sentenceShare = network.readout.map { $0.contextShare(c, compute) }
      gates = decoder.stack.makeContextGates(rows, workspace)
      share = network.readout.map { workspace.matrix(rows, $0.width) }
    } else {
      (sentenceGates, sentenceShare, gates, share) = (nil, nil, nil, nil)
    }
    owners = workspace.integers(rows)
    previous = decoder.stack.makeStates(rows, workspace)
    next = decoder.stack.makeStates(rows, workspace)
    for (states, initial) in zip(previous, decoder.initialStates(c, compute)) {
      states.rows(0..<c.rows).copy(from: initial)
    }
    mark = workspace.mark()
    spread(Array(0..<c.rows))
  }

  /// Copies the shares of each row's sentence to the row, if the sentences of the rows have changed.
  private mutating func spread(_ sentences: [Int]) {
    if sentences == self.sentences { return }
    self.sentences = sentences
    for (row, sentence) in sentences.enumerated() {
      owners[row] = Int32(sentence)
      copy(sentence, of: sentenceGates, to: row, of: gates)
      copy(sentence, of: sentenceShare, to: row, of: share)
    }
  }

  private func copy(_ from: Int, of source: Matrix?, to: Int, of destination: Matrix?) {
    guard let source, let destination else { return }
    destination.rows(to..<to + 1).copy(from: source.rows(from..<from + 1))
  }

  /// Feeds one token to each row; returns the output-layer input, `[rows, ·]`.
  mutating func step(_ tokens: [Int32]) -> Matrix {
    let workspace = compute.workspace
    workspace.release(to: mark)
    mark = workspace.mark()
    let decoder = network.decoder
    let embedded = workspace.matrix(rows, decoder.embedding.width)
    decoder.embedding.forward(workspace.copy(tokens), into: embedded, compute)
    let contexts = attend()
    let context =
      contexts.map { LayerStack.StepContext.vectors($0) }
      ?? gates.map { .gates($0.rows(0..<rows)) } ?? .none
    let states = decoder.stack.step(
      embedded, context: context, previous: previous.map { $0.rows(0..<rows) },
      next: next.map { $0.rows(0..<rows) }, compute)
    guard let readout = network.readout else { return states }
    guard let share = contexts.map({ readout.contextShare($0, compute) }) ?? share?.rows(0..<rows)
    else { return states }
    let o = workspace.matrix(rows, readout.width)
    readout.forward(states: states, embedded: embedded, share: share, into: o, compute)
    return o
  }

  /// The attention contexts of this time step, `[rows, C]`; nil without attention.
  private mutating func attend() -> Matrix? {
    guard let encoderStates, let attention = network.decoder.attention else { return nil }
    let workspace = compute.workspace
    let contexts = workspace.matrix(rows, encoderStates.values.columns)
    let weights = workspace.matrix(rows, encoderStates.steps)
    attention.step(
      previous[0].output.rows(0..<rows), encoderStates,
      queries: workspace.matrix(rows, attention.width),
      owners: owners, weights: weights, contexts: contexts, compute)
    self.attention = weights
    return contexts
  }

  /// Keeps the states of the live hypotheses: new row i is row `old[i]`, of sentence `sentences[i]`.
  mutating func select(_ old: [Int], sentences: [Int]) {
    for (new, old) in old.enumerated() {
      for (from, to) in zip(next, previous) {
        to.rows(new..<new + 1).copy(from: from.rows(old..<old + 1))
      }
    }
    spread(sentences)
  }
}
