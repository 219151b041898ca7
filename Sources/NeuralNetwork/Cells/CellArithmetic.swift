/// The elementwise part of a cell: from `W x` and `U h` to the next state.
///
/// Cells differ in this part only. To add a cell, write a file with a type like `GRU`.
package protocol CellArithmetic: Sendable {
  /// G: pre-activations per hidden unit.
  var gates: Int { get }
  /// Whether the state has a memory cell besides the output h.
  var hasMemoryCell: Bool { get }
  /// The initial values of the bias b.
  var inputBias: Initialization { get }

  /// Computes the next state h' from `W x` and `U h`.
  func forward(_ step: CellStep, _ biases: CellBiases)

  /// Computes the gradients of `W x` and `U h` from the gradient of the next state.
  ///
  /// `gradient` is dL/dh' before, and the part of dL/dh that does not pass through U after. The memory cell's gradient
  /// is complete after.
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
  /// `W x`, `[B, G · H]`; overwritten.
  ///
  /// The forward step leaves here what the backward step needs; the backward step leaves the gradient of `W x`.
  package var inputGates: Matrix
  /// `U h`, `[B, G · H]`; overwritten.
  ///
  /// The forward step leaves here what the backward step needs; the backward step leaves the gradient of `U h`.
  package var stateGates: Matrix
  /// The part of `W x` that is the same at every time step, `[B, G · H]`; added to `inputGates`.
  package var constantGates: Matrix?
  /// What layer normalisation saves for its backward pass; nil: there is no normalisation, or no backward pass.
  var normalized: NormalizedGates?
  package var previous: RecurrentState
  package var next: RecurrentState
  /// What U multiplies, `[B, H]`: h itself, or memory for its copy after recurrent dropout.
  package var stateInput: Matrix
  /// Recurrent dropout: drops the same elements of h at every time step, in the product with U only.
  package var dropout = Dropout.none
  /// `[B]`: rows with 0 keep their state and get no gradient; nil: all rows are active.
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
