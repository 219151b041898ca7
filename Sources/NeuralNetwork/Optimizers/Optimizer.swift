/// Updates parameters from their gradients, and keeps the state that this needs, such as moments.
///
/// To add an optimizer, write a file here and add a case to `TrainingOptions.Optimizer`.
package protocol Optimizer: AnyObject, Sendable {
  /// The buffers of the optimizer's state in the layout of the parameters, with their names in a checkpoint.
  var state: [(name: String, values: AlignedBuffer)] { get }

  /// Updates the parameters in `range`; other threads may update other ranges at the same time.
  func update(
    _ values: AlignedBuffer, gradient: AlignedBuffer, range: Range<Int>, _ update: OptimizerUpdate)
}

/// The values of one update.
package struct OptimizerUpdate: Sendable {
  /// The number of the update, counted from 1.
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
