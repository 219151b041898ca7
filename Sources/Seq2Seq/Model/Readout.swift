package import NeuralNetwork

/// From decoder states to the output-layer input: `o = tanh(W [s; e; c] + b)`, of size E.
package struct Readout: Sendable {
  /// The parts of W for the state, the embedding and, unless it is left out, the context.
  package let projection: Linear
  private var seesContext: Bool { projection.parts.count == 3 }

  package init(_ configuration: ModelConfiguration, layout: inout ParameterLayout) {
    projection = Linear(
      "readout",
      inputs: [configuration.decoderHidden, configuration.embedding]
        + (configuration.hasContextInReadout ? [configuration.encoderHidden] : []),
      output: configuration.embedding, layout: &layout)
  }

  package var width: Int { projection.bias.count }

  /// The context's share of the product plus b, `[rows, E]`: one row per sentence or, with attention, per step of each.
  package func contextShare(_ c: Matrix, _ compute: ComputeState) -> Matrix {
    let share = compute.workspace.zeros(c.rows, width)
    if seesContext { compute.forward(c, projection.parts[2], into: share) }
    projection.addBias(to: share, compute)
    return share
  }

  /// Computes `o`; `share` has as many rows as `o`, or B rows for an `o` of `T · B` rows.
  package func forward(
    states: Matrix, embedded: Matrix, share: Matrix, into o: Matrix, _ compute: ComputeState
  ) {
    compute.forward(states, projection.parts[0], into: o)
    compute.forward(embedded, projection.parts[1], into: o, accumulate: true)
    o.addToEachStep(share)
    o.tanh()
  }

  /// Backpropagates from dL/do, which is overwritten.
  ///
  /// Overwrites `stateGradient` `[T · B, H]` and `embeddedGradient` `[T · B, E]`, and adds to
  /// `contextGradient`, which has the shape of the tape's contexts.
  package func backward(
    _ gradient: Matrix, output o: Matrix, tape: RecurrentDecoder.Tape, stateGradient: Matrix,
    embeddedGradient: Matrix, contextGradient: Matrix, _ compute: ComputeState
  ) {
    compute.begin(.readoutBackward)
    gradient.tanhBackward(output: o)
    compute.backward(gradient, projection.parts[0], into: stateGradient)
    compute.backward(gradient, projection.parts[1], into: embeddedGradient)
    let sum = sumOverSteps(gradient, rows: tape.contexts.rows, compute)
    compute.tasks.append(.product(projection.parts[0], input: tape.outputs, delta: gradient))
    compute.tasks.append(.product(projection.parts[1], input: tape.embedded, delta: gradient))
    if seesContext {
      compute.backward(sum, projection.parts[2], into: contextGradient, accumulate: true)
      compute.tasks.append(.product(projection.parts[2], input: tape.contexts, delta: sum))
    }
    compute.tasks.append(.bias(projection.bias, delta: sum))
  }

  /// Sums the gradient over time steps, if all of them have the same context.
  private func sumOverSteps(_ gradient: Matrix, rows: Int, _ compute: ComputeState) -> Matrix {
    if rows == gradient.rows { return gradient }
    let sum = compute.workspace.zeros(rows, width)
    for t in 0..<gradient.rows / max(rows, 1) { sum.add(gradient.step(t, batch: rows)) }
    return sum
  }
}
