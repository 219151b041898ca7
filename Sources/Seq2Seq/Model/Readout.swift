package import NeuralNetwork

/// From decoder states to what the output layer multiplies: `o = tanh(W [s; e; c] + b)`, of size E.
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

  /// The contexts' share of the product, and b, as many rows of E: one a sentence, or one a step of each.
  package func contextShare(_ c: Matrix, _ context: ComputeContext) -> Matrix {
    let share = context.workspace.zeros(c.rows, width)
    if seesContext { context.forward(c, projection.parts[2], into: share) }
    projection.addBias(to: share, context)
    return share
  }

  /// o of n rows; `share` is of n rows too, or of B for the `[T · B]` rows of a whole batch.
  package func forward(
    states: Matrix, embedded: Matrix, share: Matrix, into o: Matrix, _ context: ComputeContext
  ) {
    context.forward(states, projection.parts[0], into: o)
    context.forward(embedded, projection.parts[1], into: o, accumulate: true)
    o.addToEachStep(share)
    o.tanh()
  }

  /// Backpropagates dL/do, which is used up.
  ///
  /// Overwrites `stateGradient` `[T · B, H]` and `embeddedGradient` `[T · B, E]`, adds to
  /// `contextGradient`, of the shape of the tape's contexts.
  package func backward(
    _ gradient: Matrix, output o: Matrix, tape: RecurrentDecoder.Tape, stateGradient: Matrix,
    embeddedGradient: Matrix, contextGradient: Matrix, _ context: ComputeContext
  ) {
    context.begin(.readoutBackward)
    gradient.tanhBackward(output: o)
    context.backward(gradient, projection.parts[0], into: stateGradient)
    context.backward(gradient, projection.parts[1], into: embeddedGradient)
    let sum = sumOverSteps(gradient, rows: tape.contexts.rows, context)
    context.tasks.append(.product(projection.parts[0], input: tape.outputs, delta: gradient))
    context.tasks.append(.product(projection.parts[1], input: tape.embedded, delta: gradient))
    if seesContext {
      context.backward(sum, projection.parts[2], into: contextGradient, accumulate: true)
      context.tasks.append(.product(projection.parts[2], input: tape.contexts, delta: sum))
    }
    context.tasks.append(.bias(projection.bias, delta: sum))
  }

  /// A context that met every step has the sum over steps as its gradient.
  private func sumOverSteps(_ gradient: Matrix, rows: Int, _ context: ComputeContext) -> Matrix {
    if rows == gradient.rows { return gradient }
    let sum = context.workspace.zeros(rows, width)
    for t in 0..<gradient.rows / max(rows, 1) { sum.add(gradient.step(t, batch: rows)) }
    return sum
  }
}
