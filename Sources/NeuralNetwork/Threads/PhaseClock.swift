/// What a thread is busy with, for a profile.
package enum Phase: Hashable, Sendable {
  /// Nothing: another thread is not done yet.
  case waiting
  /// Whatever no layer has claimed.
  case rest
  case embedding
  /// Products of a recurrent layer's input, all steps at once.
  case inputProjection
  /// The steps of a recurrent layer: products with the state, and gates.
  case recurrence
  case attention
  case bridge
  case readout
  /// The product with the output matrix.
  case logits
  case softmax
  case logitsBackward
  case readoutBackward
  case recurrenceBackward
  case attentionBackward
  case inputBackward
  /// The gradients of the parameters whose names begin so.
  case weightGradient(String)
  /// Zeros before, and the norm after, the gradients of the weights.
  case gradientNorm
  case optimizer
  case packing

  /// The gradient of a parameter, with those of its layer.
  static func gradient(of parameter: Parameter) -> Phase {
    let end = parameter.name.lastIndex(of: ".") ?? parameter.name.endIndex
    return .weightGradient(String(parameter.name[..<end]))
  }

  /// As a profile prints it.
  package var name: String {
    switch self {
    case .weightGradient(let layer): "gradient of \(layer)"
    default: "\(self)"
    }
  }
}

/// Where a thread's time goes: seconds, and operations of matrix products, of each phase.
///
/// A phase lasts until the next one begins, so that their seconds add up to the whole. It is read
/// once a layer's call or time step, not once an element, and not at all where nobody measures.
package final class PhaseClock {
  /// What a phase has taken.
  package struct Use: Sendable {
    package var seconds = 0.0
    /// Multiplications and additions.
    package var operations = 0
  }

  private let clock = ContinuousClock()
  private var uses: [Phase: Use] = [:]
  private var phase = Phase.waiting
  private var began: ContinuousClock.Instant
  private var operationsBefore: Int

  /// - Parameter operations: those that were counted until now.
  init(operations: Int) {
    began = clock.now
    operationsBefore = operations
  }

  /// Ends the phase before, with the operations that were counted until now.
  func begin(_ next: Phase, operations: Int) {
    let now = clock.now
    uses[phase, default: Use()].seconds += (now - began) / .seconds(1)
    uses[phase, default: Use()].operations += operations - operationsBefore
    (phase, began, operationsBefore) = (next, now, operations)
  }

  /// What each phase has taken until now.
  func read(operations: Int) -> [Phase: Use] {
    begin(phase, operations: operations)
    return uses
  }
}
