/// What a recurrent layer carries from step to step, or the gradient of it: a row a sentence.
package struct RecurrentState {
  /// h, which is also what the layer puts out, `[B, H]`.
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

/// A sequence of states in memory: `[steps + 2, B, H]`, with a slab before the first step and one after
/// the last, so that "the state before" exists in either direction.
package struct StateSequence {
  private let all: RecurrentState
  package let steps: Int
  package let batch: Int
  /// Recurrent dropout: one mask for all steps (Gal & Ghahramani 2016).
  package let dropout: Dropout
  /// With dropout what U multiplies at each step, `[steps · B, H]`.
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

  /// Slab 0 is before the first step, slab t + 1 after step t, slab `steps` + 1 past the end.
  package func slab(_ index: Int) -> RecurrentState {
    all.rows(index * batch..<(index + 1) * batch)
  }

  /// The outputs of all steps, `[steps · B, H]`.
  package var outputs: Matrix { all.output.rows(batch..<(steps + 1) * batch) }

  /// The outputs before each of the steps, `[steps · B, H]`.
  func previousOutputs(isReversed: Bool) -> Matrix {
    let first = isReversed ? 2 * batch : 0
    return all.output.rows(first..<first + steps * batch)
  }

  /// What U multiplies at each step, `[steps · B, H]`: the output before it, or what dropout leaves.
  func stateInputs(isReversed: Bool) -> Matrix {
    dropped ?? previousOutputs(isReversed: isReversed)
  }
}
