// One time step of a stack of layers in the forward direction, for search and sampling.
extension LayerStack {
  /// The second part of the first layer's input, at one time step of n rows.
  package enum StepContext {
    case none
    /// The product of a constant context vector with its weights, `[n, G · H]`; see ``contextGates(_:_:)``.
    case gates(Matrix)
    /// The attention contexts of this time step, `[n, C]`.
    case vectors(Matrix)
  }

  /// Makes a state of n rows for each layer, with undefined contents.
  package func makeStates(_ rows: Int, _ workspace: Workspace) -> [RecurrentState] {
    layers.map { $0[0].cell.makeState(rows, workspace) }
  }

  /// Multiplies context vectors `[n, C]` with the first layer's context weights: `[n, G · H]`.
  ///
  /// A context vector that is the same at every time step needs this product only once.
  package func contextGates(_ c: Matrix, _ compute: ComputeState) -> Matrix {
    let cell = layers[0][0].cell
    let gates = compute.workspace.matrix(c.rows, cell.gateColumns)
    if let weight = cell.contextWeight { compute.forward(c, weight, into: gates) }
    return gates
  }

  /// Makes a matrix for the result of ``contextGates(_:_:)`` of n rows, with undefined contents.
  package func makeContextGates(_ rows: Int, _ workspace: Workspace) -> Matrix {
    workspace.matrix(rows, layers[0][0].cell.gateColumns)
  }

  /// Runs one time step of n rows.
  ///
  /// - Parameters:
  ///   - input: x, `[n, in]`.
  ///   - context: the second part of the first layer's input.
  ///   - previous: the previous state of each layer.
  ///   - next: receives the next state of each layer.
  ///   - compute: the thread's compute state.
  /// - Returns: the output of the top layer, `[n, width]`.
  package func step(
    _ input: Matrix, context: StepContext, previous: [RecurrentState], next: [RecurrentState],
    _ compute: ComputeState
  ) -> Matrix {
    let workspace = compute.workspace
    let residual = isResidual ? workspace.zeros(input.rows, width) : nil
    let mark = workspace.mark()
    var input = input
    for (index, directions) in layers.enumerated() {
      precondition(directions.count == 1, "a time step in both directions")
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
      // With residual connections, a layer's output is the sum of the states of this layer and those below.
      residual?.add(next[index].output)
      input = residual ?? next[index].output
    }
    workspace.release(to: mark)
    return input
  }

  /// Adds the product with this time step's attention contexts to the gates, or returns a constant one for the cell.
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
