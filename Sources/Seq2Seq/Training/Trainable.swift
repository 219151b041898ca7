package import NeuralNetwork

/// What `ParallelUpdater` trains: a model with a loss of examples, and its gradient.
///
/// A batch consists of examples. The loss is a mean over their tokens, so the model says how many tokens an
/// example has: the target tokens for a translation, one for a single number to be predicted.
package protocol Trainable: Sendable {
  associatedtype Example: Sendable
  /// How the loss is computed.
  associatedtype LossOptions: Sendable

  var layout: ParameterLayout { get }

  /// Outputs, such as logits, for each token of a pass; they limit how many examples are computed at once.
  func outputsPerToken(_ options: LossOptions) -> Int

  /// Tokens of an example that have a loss.
  func tokenCount(of example: Example) -> Int

  /// How often every example is computed.
  func passes(_ options: LossOptions) -> Int

  /// The indices of the weights whose packed copies in the `ParameterStore` an update does not use.
  func unpackedWeights(_ options: LossOptions) -> Set<Int>

  /// Computes the loss of examples and its backward pass; leaves the tasks for `WeightGradients` in `compute`.
  ///
  /// - Parameters:
  ///   - examples: at least one.
  ///   - scale: the gradient is that of `scale` times the sum of the tokens' losses.
  ///   - options: how the loss is computed.
  ///   - compute: the thread's compute state.
  /// - Returns: the sum of the tokens' losses, and the number of tokens.
  func lossAndGradient(
    of examples: [Example], scale: Float, _ options: LossOptions, _ compute: ComputeState
  ) -> LossSum

  /// The loss of examples without a backward pass and without dropout.
  func loss(of examples: [Example], _ options: LossOptions, _ compute: ComputeState) -> LossSum
}

extension Trainable {
  package func passes(_ options: LossOptions) -> Int { 1 }

  package func unpackedWeights(_ options: LossOptions) -> Set<Int> { [] }
}
