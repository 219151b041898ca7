/// The state of a recurrent layer at one time step, or its gradient; one row per sentence.
package struct RecurrentState {
  /// h, which is also the layer's output, `[B, H]`.
  package let output: Matrix
  /// The memory cell of an LSTM, `[B, H]`; other cells have none.
  package let memoryCell: Matrix?

  package init(output: Matrix, memoryCell: Matrix? = nil) {
    self.output = output
    self.memoryCell = memoryCell
  }

  package func rows(_ range: Range<Int>) -> RecurrentState {
    RecurrentState(output: output.rows(range), memoryCell: memoryCell?.rows(range))
  }

  package func copy(from other: RecurrentState) {
    output.copy(from: other.output)
    if let memoryCell, let source = other.memoryCell { memoryCell.copy(from: source) }
  }

  package func fill(_ value: Float) {
    output.fill(value)
    memoryCell?.fill(value)
  }
}

/// The states of all time steps, in slabs of `[B, H]`.
///
/// There is one more slab before the first time step and one after the last: the initial states of the two directions.
package struct StateSequence {
  private let all: RecurrentState
  package let steps: Int
  package let batch: Int
  /// Recurrent dropout: one mask for all time steps (Gal & Ghahramani 2016).
  package let dropout: Dropout
  /// What U multiplies at each time step, `[steps · B, H]`; nil without dropout.
  private let dropped: Matrix?

  package init(
    _ cell: RecurrentCell, steps: Int, batch: Int, dropout: Dropout = .none, _ workspace: Workspace
  ) {
    self.dropout = dropout
    dropped = dropout.rate > 0 ? workspace.matrix(steps * batch, cell.hidden) : nil
    all = cell.makeState((steps + 2) * batch, workspace)
    self.steps = steps
    self.batch = batch
    slab(0).fill(0)
    slab(steps + 1).fill(0)
  }

  /// The state in one slab: t + 1 is the state after time step t; 0 and `steps` + 1 are the initial states.
  package func slab(_ index: Int) -> RecurrentState {
    all.rows(index * batch..<(index + 1) * batch)
  }

  /// The outputs of all time steps, `[steps · B, H]`.
  package var outputs: Matrix { all.output.rows(batch..<(steps + 1) * batch) }

  /// The previous output of each time step, `[steps · B, H]`.
  func previousOutputs(isReversed: Bool) -> Matrix {
    let first = isReversed ? 2 * batch : 0
    return all.output.rows(first..<first + steps * batch)
  }

  /// What U multiplies at each time step, `[steps · B, H]`: the previous output, after dropout if there is any.
  func stateInputs(isReversed: Bool) -> Matrix {
    dropped ?? previousOutputs(isReversed: isReversed)
  }
}
