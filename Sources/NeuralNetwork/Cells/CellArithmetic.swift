/// What tells one kind of cell from another: from the sums that enter its gates to the next state.
///
/// A new kind is a new file with a type like `GRU`.
package protocol CellArithmetic: Sendable {
  /// G: pre-activations per hidden unit.
  var gates: Int { get }
  /// Whether there is a memory cell beside the state that is the output.
  var hasMemoryCell: Bool { get }
  /// How the biases b start.
  var inputBias: Initialization { get }

  /// h' from `W x` and `U h`.
  func forward(_ step: CellStep, _ biases: CellBiases)

  /// The gradients of `W x` and `U h` from that of the next state.
  ///
  /// `gradient`: in, dL/dh'; out, the part of dL/dh that does not pass through U. All of it for the memory cell.
  func backward(_ step: CellStep, gradient: RecurrentState)
}

extension CellArithmetic {
  package var hasMemoryCell: Bool { false }
  package var inputBias: Initialization { .zero }
}

/// The biases of a cell's gates, b and c, `[G · H]` each.
package struct CellBiases {
  let input: Vector<Float>
  let state: Vector<Float>
}

/// One time step of a recurrent layer over B rows: what a cell reads and writes.
package struct CellStep {
  /// Forward: in, `W x`, out, what the backward step needs; backward: out, the gradient of `W x`.
  ///
  /// `[B, G · H]`.
  package var inputGates: Matrix
  /// Forward: out, what the backward step needs; backward: out, the gradient of `U h`.
  ///
  /// `[B, G · H]`.
  package var stateGates: Matrix
  /// Added to `inputGates`: the part of `W x` that is the same at every step, `[B, G · H]`.
  package var constantGates: Matrix?
  /// What layer normalisation leaves for its backward pass; nil where there is none.
  var normalized: NormalizedGates?
  /// The states before and after.
  package var previous: RecurrentState
  package var next: RecurrentState
  /// What U multiplies, `[B, H]`: h itself, or with recurrent dropout room for what is left of it.
  package var stateInput: Matrix
  /// Recurrent dropout: elements of h that U does not see, the same ones at every step.
  package var dropout = Dropout.none
  /// Rows with 0 keep their state and take no gradient, `[B]`; nil: all are active.
  package var active: Vector<UInt8>?

  package init(
    inputGates: Matrix, stateGates: Matrix, constantGates: Matrix?, previous: RecurrentState,
    next: RecurrentState
  ) {
    self.inputGates = inputGates
    self.stateGates = stateGates
    self.constantGates = constantGates
    self.previous = previous
    self.next = next
    stateInput = previous.output
  }
}
