/// What a thread is doing, for a profile.
package enum Phase: Hashable, Sendable {
  /// Waiting for other threads.
  case waiting
  /// Work outside of the layers.
  case rest
  case embedding
  /// The product of a recurrent layer's input with its weights, for all time steps at once.
  case inputProjection
  /// The time steps of a recurrent layer: products with the state, and gates.
  case recurrence
  case attention
  case bridge
  case readout
  /// The product with the weight of the output layer.
  case logits
  case softmax
  case logitsBackward
  case readoutBackward
  case recurrenceBackward
  case attentionBackward
  case inputBackward
  /// The gradients of the parameters whose names have this prefix.
  case weightGradient(String)
  /// Zeroing the gradients of the weights, and computing their norm.
  case gradientNorm
  case optimizer
  case packing

  /// The phase of a parameter's gradient: one phase for all parameters of a layer.
  static func gradient(of parameter: Parameter) -> Phase {
    let end = parameter.name.lastIndex(of: ".") ?? parameter.name.endIndex
    return .weightGradient(String(parameter.name[..<end]))
  }

  /// The name in a printed profile.
  package var name: String {
    switch self {
    case .weightGradient(let layer): "gradient of \(layer)"
    default: "\(self)"
    }
  }
}

/// A profile of one thread: the seconds and the operations of matrix products of each phase.
///
/// A phase lasts until the next one begins, so the seconds of all phases add up to the total time. The clock is read
/// once per layer call or time step, and only while a profile is taken.
package final class PhaseClock {
  /// The time and operations of a phase.
  package struct Use: Sendable {
    package var seconds = 0.0
    /// Multiplications and additions of matrix products.
    package var operations = 0
  }

  private let clock = ContinuousClock()
  private var uses: [Phase: Use] = [:]
  private var phase = Phase.waiting
  private var began: ContinuousClock.Instant
  private var operationsBefore: Int

  /// Starts a clock in the phase `waiting`.
  ///
  /// - Parameter operations: the thread's operation count now.
  init(operations: Int) {
    began = clock.now
    operationsBefore = operations
  }

  /// Ends the current phase and begins the next; `operations` is the thread's operation count now.
  func begin(_ next: Phase, operations: Int) {
    let now = clock.now
    uses[phase, default: Use()].seconds += (now - began) / .seconds(1)
    uses[phase, default: Use()].operations += operations - operationsBefore
    (phase, began, operationsBefore) = (next, now, operations)
  }

  /// The use of each phase until now; `operations` is the thread's operation count now.
  func read(operations: Int) -> [Phase: Use] {
    begin(phase, operations: operations)
    return uses
  }
}
