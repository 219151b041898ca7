package import NeuralNetwork

/// A model of an ensemble beside the first, with what each worker thread needs to run it.
package struct EnsembleMember: @unchecked Sendable {
  package let network: Network
  /// One a worker, used on its thread alone.
  private let computeStates: [ComputeState]

  /// Packs the model's weights on the workers' threads.
  package init(_ model: TranslationModel, _ precision: Precision?, _ workers: Workers) {
    let store = model.makeStore(precision)
    network = model.network
    computeStates = (0..<workers.count).map { _ in ComputeState(store: store) }
    workers.run { [count = workers.count] _, worker in store.repack(worker: worker, of: count) }
  }

  func computeState(worker: Int) -> ComputeState { computeStates[worker] }
}
