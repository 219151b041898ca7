internal import NeuralNetwork

extension ParallelUpdater<Network> {
  /// Whether the model's numbers are finite and it computes a finite loss of some pairs.
  ///
  /// An update finds out what the one before has broken; this finds it out without another update.
  func isSound(on pairs: [EncodedPair]) -> Bool {
    func hasFiniteLoss() -> Bool { loss([pairs]).nll.isFinite }
    // Of averaged weights the loss may be finite while that of the weights themselves is not.
    return hasFiniteWeights && hasFiniteLoss() && withAverage(hasFiniteLoss)
  }

  /// An infinite weight need not show in the loss: gates saturate.
  private var hasFiniteWeights: Bool {
    [store.values, bestValues].allSatisfy { $0.floats.isFinite }
  }
}
