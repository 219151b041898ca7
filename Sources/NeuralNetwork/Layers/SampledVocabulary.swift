/// The tokens among which the loss of a shard is computed, instead of the whole vocabulary.
package struct SampledVocabulary: Sendable, Equatable {
  /// Ascending, each once; all targets of the shard are among them.
  package let tokens: [Int32]
  /// How many tokens of the vocabulary each stands for, in the order of `tokens`; nil: only for itself.
  ///
  /// Of `rest` tokens, `drawn` were drawn, each as likely as any other: one of these has the weight rest / drawn, and
  /// any other 1, so that the sum of all weights is the size of the vocabulary. Then the weighted sum of
  /// exponentials has the expectation of the sum over the whole vocabulary (Horvitz & Thompson 1952).
  package let weights: [Float]?

  package init(tokens: [Int32], weights: [Float]? = nil) {
    precondition(
      !tokens.isEmpty && zip(tokens, tokens.dropFirst()).allSatisfy { $0 < $1 },
      "sampled tokens in ascending order")
    precondition(weights.map { $0.count == tokens.count } ?? true, "one weight per sampled token")
    self.tokens = tokens
    self.weights = weights
  }
}
