/// How parameters follow from their gradients, and what it must remember to that end.
///
/// A new one is a new file here and a case in the list of `TrainingOptions.Optimizer`.
package protocol Optimizer: AnyObject, Sendable {
  /// What is remembered of every parameter, in their layout, by the name it has in a checkpoint.
  var state: [(name: String, values: AlignedBuffer)] { get }

  /// Updates the parameters in `range`; other threads may be updating others.
  func update(
    _ values: AlignedBuffer, gradient: AlignedBuffer, range: Range<Int>, _ step: OptimizerStep)
}

/// What is particular to one update.
package struct OptimizerStep: Sendable {
  /// Counted from 1.
  package var number: Int
  /// The learning rate.
  package var rate: Float
  /// A factor of the gradient.
  package var scale: Float

  package init(number: Int, rate: Float, scale: Float = 1) {
    self.number = number
    self.rate = rate
    self.scale = scale
  }
}
