internal import NeuralNetwork

extension ParallelUpdater<Network> {
  /// Whether the weights are finite, and the loss of some pairs, too.
  ///
  /// Only the next update would notice what an update has broken; this check needs no next update.
  func isSound(on pairs: [EncodedPair]) -> Bool {
    func hasFiniteLoss() -> Bool { loss([pairs]).nll.isFinite }
    shareAverage()
    // With averaged weights the loss may be finite while with the weights themselves it is not.
    return hasFiniteWeights && hasFiniteLoss() && withAverage(hasFiniteLoss)
  }

  /// Infinite weights may leave the loss finite, because gates saturate.
  private var hasFiniteWeights: Bool {
    [store.values, bestValues].allSatisfy { $0.floats.isFinite }
  }
}
