internal import NeuralNetwork

/// The decoder's side of a search: states of all live hypotheses, a row each.
struct DecodingState {
  private let network: Network
  private let compute: ComputeState
  /// What attention looks back at; nil without attention.
  private let encoderStates: EncoderStates?
  /// Without attention: c's share of the first layer's gates and of the readout, a row per sentence.
  private let sentenceGates: Matrix?
  private let sentenceShare: Matrix?
  /// The same, a row per hypothesis.
  private let gates: Matrix?
  private let share: Matrix?
  /// The sentence of each row, and the same for attention to read.
  private var sentences: [Int] = []
  private let owners: Vector<Int32>
  /// Where the rows looked in the last step, `[rows, S]`; nil without attention.
  private(set) var attention: Matrix?
  /// The states of each layer: those that are read, and those that are written.
  private let previous: [RecurrentState]
  private let next: [RecurrentState]

  var rows: Int { sentences.count }

  /// - Parameters:
  ///   - c: the context vectors, `[B, C]`; row i starts as the hypothesis of sentence i.
  ///   - beam: the most hypotheses of a sentence.
  init(
    _ network: Network, c: Matrix, encoderStates: EncoderStates?, beam: Int, _ compute: ComputeState
  ) {
    let workspace = compute.workspace
    let rows = c.rows * beam
    let decoder = network.decoder
    self.network = network
    self.compute = compute
    self.encoderStates = encoderStates
    let cell = decoder.layers[0].cell
    if encoderStates == nil {
      let gates = workspace.matrix(c.rows, cell.gateColumns)
      compute.forward(c, cell.inputWeights[1], into: gates)
      sentenceGates = gates
      sentenceShare = network.readout.map { $0.contextShare(c, compute) }
      self.gates = workspace.matrix(rows, cell.gateColumns)
      share = network.readout.map { workspace.matrix(rows, $0.width) }
    } else {
      (sentenceGates, sentenceShare, gates, share) = (nil, nil, nil, nil)
    }
    owners = workspace.integers(rows)
    previous = decoder.layers.map { $0.cell.makeState(rows, workspace) }
    next = decoder.layers.map { $0.cell.makeState(rows, workspace) }
    let initial = decoder.initialStates(c, compute)
    for (layer, states) in previous.enumerated() {
      states.rows(0..<c.rows).copy(from: decoder.state(ofLayer: layer, in: initial))
    }
    spread(Array(0..<c.rows))
  }

  /// Puts each row's sentence's shares beside it, where the owners have changed.
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

  /// Feeds a token to each row; what the output layer multiplies comes back, `[rows, ·]`.
  mutating func step(_ tokens: Vector<Int32>) -> Matrix {
    let workspace = compute.workspace
    let decoder = network.decoder
    let embedded = workspace.matrix(rows, decoder.embedding.width)
    decoder.embedding.forward(tokens, into: embedded, compute)
    let contexts = attend()
    let states = decoder.step(
      embedded, constantGates: gates?.rows(0..<rows), contexts: contexts,
      previous: previous.map { $0.rows(0..<rows) }, next: next.map { $0.rows(0..<rows) }, compute)
    guard let readout = network.readout else { return states }
    guard let share = contexts.map({ readout.contextShare($0, compute) }) ?? share?.rows(0..<rows)
    else { return states }
    let o = workspace.matrix(rows, readout.width)
    readout.forward(states: states, embedded: embedded, share: share, into: o, compute)
    return o
  }

  /// The contexts of this step, `[rows, C]`; nil without attention.
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

  /// Gathers the states of the hypotheses that live on: new row i was `old[i]`, of sentence `sentences[i]`.
  mutating func select(_ old: [Int], sentences: [Int]) {
    for (new, old) in old.enumerated() {
      for (from, to) in zip(next, previous) {
        to.rows(new..<new + 1).copy(from: from.rows(old..<old + 1))
      }
    }
    spread(sentences)
  }
}
