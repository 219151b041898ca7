package import NeuralNetwork

/// What `ParallelUpdater` trains: a model that has a loss of examples, and its gradient.
///
/// Examples are what a batch consists of. The loss is a mean over their tokens, so each says how many it has:
/// the target's words for a translation, one for a number that is to be met.
package protocol Trainable: Sendable {
  associatedtype Example: Sendable
  /// How the loss is computed.
  associatedtype LossOptions: Sendable

  var layout: ParameterLayout { get }

  /// Numbers that the model computes for each token of a pass: what limits the examples taken at once.
  var outputsPerToken: Int { get }

  /// Tokens of an example that have a loss.
  func tokenCount(of example: Example) -> Int

  /// How often every example is taken.
  func passes(_ options: LossOptions) -> Int

  /// The loss of some examples, at least one, and its backward pass: what is left for `WeightGradients` is in
  /// `compute`.
  ///
  /// - Parameter scale: the gradient is that of `scale` · the sum of the tokens' losses.
  func lossAndGradient(
    of examples: [Example], scale: Float, _ options: LossOptions, _ compute: ComputeState
  ) -> LossSum

  /// The loss of some examples alone, as it is without regularisation.
  func loss(of examples: [Example], _ options: LossOptions, _ compute: ComputeState) -> LossSum
}

extension Trainable {
  package func passes(_ options: LossOptions) -> Int { 1 }
}
