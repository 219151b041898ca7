internal import NeuralNetwork

/// A network that workers search with, alone or as one of an ensemble.
package struct SearchMember: @unchecked Sendable {
  package let network: Network
  /// Likely translations of tokens, if they are known.
  private let shortlist: Shortlist?
  /// One per worker, used only on its thread; nil: the workers' own, whose store has this network's weights.
  private let computeStates: [ComputeState]?

  /// A network whose weights are those of the workers' store.
  package init(_ network: Network, shortlist: Shortlist? = nil) {
    self.network = network
    self.shortlist = shortlist
    computeStates = nil
  }

  /// A network with a store of its own, whose weights are packed on the workers' threads.
  init(_ model: TranslationModel, _ precision: Precision?, _ workers: Workers) {
    let store = model.makeStore(precision)
    network = model.network
    shortlist = model.shortlist
    computeStates = (0..<workers.count).map { _ in ComputeState(store: store) }
    workers.run { [count = workers.count] _, worker in store.repack(worker: worker, of: count) }
  }

  /// The compute state of a worker, whose own is `own`.
  func computeState(_ own: ComputeState, worker: Int) -> ComputeState {
    computeStates?[worker] ?? own
  }

  /// The network, with a worker's compute state.
  func model(
    barred: [Int32], bytes: ByteTokens?, spans: SpanConstraint?, _ own: ComputeState, worker: Int
  ) -> any SearchModel {
    NetworkModel(
      network, barred: barred, bytes: bytes, spans: spans, shortlist: shortlist,
      computeState(own, worker: worker))
  }
}
