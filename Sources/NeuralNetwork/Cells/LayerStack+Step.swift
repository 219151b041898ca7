// One time step through a stack of layers in the forward direction, for search and for sampling.
extension LayerStack {
  /// What the first layer sees beside its input at one time step of n rows.
  package enum StepContext {
    case none
    /// Its share of the first layer's gates, `[n, gates · H]`; see ``contextGates(_:_:)``.
    case gates(Matrix)
    /// The contexts of this time step, `[n, C]`.
    case vectors(Matrix)
  }

  /// States of n rows, one a layer, with undefined contents.
  package func makeStates(_ rows: Int, _ workspace: Workspace) -> [RecurrentState] {
    layers.map { $0[0].cell.makeState(rows, workspace) }
  }

  /// The share of a context that stays the same, `[n, C]`, in the first layer's gates, `[n, gates · H]`.
  package func contextGates(_ c: Matrix, _ compute: ComputeState) -> Matrix {
    let cell = layers[0][0].cell
    let gates = compute.workspace.matrix(c.rows, cell.gateColumns)
    if let weight = cell.contextWeight { compute.forward(c, weight, into: gates) }
    return gates
  }

  /// Room for ``contextGates(_:_:)`` of n rows, with undefined contents.
  package func makeContextGates(_ rows: Int, _ workspace: Workspace) -> Matrix {
    workspace.matrix(rows, layers[0][0].cell.gateColumns)
  }

  /// One time step of n rows; returns what the top layer puts out, `[n, width]`.
  ///
  /// - Parameters:
  ///   - input: x, `[n, in]`.
  ///   - previous: the states of each layer, of n rows.
  ///   - next: receives the new ones.
  package func step(
    _ input: Matrix, context: StepContext, previous: [RecurrentState], next: [RecurrentState],
    _ compute: ComputeState
  ) -> Matrix {
    let workspace = compute.workspace
    let residual = isResidual ? workspace.zeros(input.rows, width) : nil
    let mark = workspace.mark()
    var input = input
    for (index, directions) in layers.enumerated() {
      let cell = directions[0].cell
      let inputGates = workspace.matrix(input.rows, cell.gateColumns)
      let stateGates = workspace.matrix(input.rows, cell.gateColumns)
      compute.forward(input, cell.inputWeight, into: inputGates)
      var constant: Matrix?
      if index == 0 { constant = add(context, to: inputGates, compute) }
      cell.step(
        CellStep(
          inputGates: inputGates, stateGates: stateGates, constantGates: constant,
          previous: previous[index], next: next[index]),
        compute)
      // A layer's output is the sum of the states up to it.
      residual?.add(next[index].output)
      input = residual ?? next[index].output
    }
    workspace.release(to: mark)
    return input
  }

  /// Adds the product with a context of this time step alone; returns the gates that the cell is to add.
  private func add(
    _ context: StepContext, to inputGates: Matrix, _ compute: ComputeState
  ) -> Matrix? {
    switch context {
    case .none: return nil
    case .gates(let gates): return gates
    case .vectors(let contexts):
      if let weight = layers[0][0].cell.contextWeight {
        compute.forward(contexts, weight, into: inputGates, accumulate: true)
      }
      return nil
    }
  }
}
