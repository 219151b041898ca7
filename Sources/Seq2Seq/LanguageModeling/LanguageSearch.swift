internal import NeuralNetwork
internal import Tokenization

/// A language model as a search sees it: it takes no notice of the sources but for their number.
struct LanguageSearch: SearchModel {
  let network: LanguageNetwork
  let compute: ComputeState
  var vocabulary: Int { network.shape.vocabulary }

  func start(_ batch: SourceBatch, beam: Int, shortlist: Int) -> any SearchDecoder {
    compute.reset()
    return LanguageDecoder(network, rows: batch.count, most: batch.count * beam, compute)
  }
}

/// A language model during decoding: the states of all hypotheses, one row each.
private struct LanguageDecoder: SearchDecoder {
  private let network: LanguageNetwork
  private let compute: ComputeState
  /// The output layer's bias, `[V]`.
  private let bias: [Float]
  private var rows: Int
  /// The states of each layer before a time step, and after it.
  private let previous, next: [RecurrentState]
  /// What a time step takes of the workspace beyond this mark is released by the next one.
  private var mark: Workspace.Mark

  var workspace: Workspace { compute.workspace }

  init(_ network: LanguageNetwork, rows: Int, most: Int, _ compute: ComputeState) {
    self.network = network
    self.compute = compute
    self.rows = rows
    bias = network.bias(compute)
    previous = network.stack.makeStates(most, compute.workspace)
    next = network.stack.makeStates(most, compute.workspace)
    for state in previous { state.fill(0) }
    mark = compute.workspace.mark()
  }

  mutating func logProbabilities(
    after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
  ) -> Matrix {
    workspace.release(to: mark)
    mark = workspace.mark()
    let ids = workspace.copy(tokens)
    // A line of text follows the end of the one before.
    for row in 0..<ids.count where ids[row] == SpecialToken.start.id {
      ids[row] = SpecialToken.end.id
    }
    let all = network.logProbabilities(
      after: ids, previous: previous.map { $0.rows(0..<rows) },
      next: next.map { $0.rows(0..<rows) },
      bias: bias, compute)
    strike(all)
    return all
  }

  mutating func select(_ old: [Int], sentences: [Int]) {
    for (new, old) in old.enumerated() {
      for (from, to) in zip(next, previous) {
        to.rows(new..<new + 1).copy(from: from.rows(old..<old + 1))
      }
    }
    rows = old.count
  }
}
