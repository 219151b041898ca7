/// The encoder's states as attention sees them: S states of each of B sentences.
package struct EncoderStates {
  /// `[S · B, C]`: what the contexts are sums of.
  package let values: Matrix
  /// `[S · B, A]`: what queries are compared with.
  package let keys: Matrix
  /// `[B]`.
  package let lengths: Vector<Int32>
  package let steps: Int
  package let batch: Int
}

/// A look back at the source: a weighted mean of the encoder's states, with weights from how well each
/// state's key matches the decoder's state.
package struct Attention: Sendable {
  /// How a query is compared with a key.
  package enum Score: Sendable {
    /// v · tanh(W_q s + b + W_k h): Bahdanau, Cho & Bengio 2014.
    case additive
    /// s · h: Luong, Pham & Manning 2015. States of encoder and decoder must be of one size.
    case dot
    /// s · W_k h: the same paper.
    case general
  }

  package let score: Score
  /// A: the size of queries and keys.
  package let width: Int
  /// `[A, H]` with bias, for additive scores; else the state itself is the query.
  private let query: Linear?
  /// `[A, C]`; for dot scores the encoder's states are the keys.
  private let key: Weight?
  /// v.
  private let scale: Parameter?

  /// - Parameters:
  ///   - name: what the names of its parameters begin with.
  ///   - score: how a query and a key are compared.
  ///   - values: C, the size of the encoder's states.
  ///   - state: H, the size of the decoder's.
  ///   - layout: gets its parameters.
  package init(
    _ name: String, score: Score, values: Int, state: Int, layout: inout ParameterLayout
  ) {
    self.score = score
    width = state
    query =
      score == .additive
      ? Linear("\(name).query", inputs: [state], output: state, layout: &layout) : nil
    key =
      score == .dot
      ? nil
      : layout.weight(layout.add("\(name).key.weight", [state, values], .glorot(blocks: 1)))
    scale = score == .additive ? layout.add("\(name).scale", [state], .normal(deviation: 0.1)) : nil
  }

  /// Prepares the encoder's states, `[S · B, C]`, to be attended to.
  package func encoderStates(
    _ values: Matrix, lengths: Vector<Int32>, batch: Int, _ compute: ComputeState
  ) -> EncoderStates {
    compute.begin(.attention)
    var keys = values
    if let key {
      keys = compute.workspace.matrix(values.rows, width)
      compute.forward(values, key, into: keys)
    }
    return EncoderStates(
      values: values, keys: keys, lengths: lengths, steps: values.rows / max(batch, 1), batch: batch
    )
  }

  /// One step of n rows.
  ///
  /// - Parameters:
  ///   - states: `[n, H]`.
  ///   - encoderStates: what is looked back at.
  ///   - queries: receives the queries, `[n, A]`.
  ///   - owners: the sentence of each row; nil: row i is sentence i.
  ///   - weights: receives the weights, `[n, S]`.
  ///   - contexts: receives the weighted means, `[n, C]`.
  ///   - compute: the thread's compute state.
  package func step(
    _ states: Matrix, _ encoderStates: EncoderStates, queries: Matrix,
    owners: Vector<Int32>? = nil, weights: Matrix, contexts: Matrix,
    _ compute: ComputeState
  ) {
    compute.begin(.attention)
    if let query {
      query.forward(states, into: queries, compute)
    } else {
      queries.copy(from: states)
    }
    step(encoderStates, queries: queries, weights: weights, compute)
      .forward(owners: owners, into: contexts)
  }

  private func step(
    _ encoderStates: EncoderStates, queries: Matrix, weights: Matrix, _ compute: ComputeState
  ) -> AttentionStep {
    AttentionStep(
      encoderStates: encoderStates, queries: queries, scale: scale.map(compute.store.vector),
      weights: weights)
  }

  // MARK: - Training

  /// What the backward passes of all steps add up.
  package struct Gradients {
    package let values: Matrix
    let keys: Matrix
    let scale: Matrix
    let scratch: Vector<Float>
  }

  package func makeGradients(_ encoderStates: EncoderStates, _ compute: ComputeState) -> Gradients {
    let workspace = compute.workspace
    return Gradients(
      values: workspace.zeros(encoderStates.values.rows, encoderStates.values.columns),
      keys: workspace.zeros(encoderStates.keys.rows, width), scale: workspace.zeros(1, width),
      scratch: workspace.floats(encoderStates.steps))
  }

  /// The backward pass of a step whose rows are the sentences.
  ///
  /// - Parameters:
  ///   - encoderStates: what was looked back at.
  ///   - queries: those of the step, `[B, A]`.
  ///   - weights: those of the step, `[B, S]`.
  ///   - contextGradient: `[B, C]`.
  ///   - queryGradient: receives the queries' gradient, `[B, A]`.
  ///   - stateGradient: the states' gradient is added to it, `[B, H]`.
  ///   - gradients: those of keys and values are added to.
  ///   - compute: the thread's compute state.
  func stepBackward(
    _ encoderStates: EncoderStates, queries: Matrix, weights: Matrix, contextGradient: Matrix,
    queryGradient: Matrix, stateGradient: Matrix, _ gradients: Gradients,
    _ compute: ComputeState
  ) {
    step(encoderStates, queries: queries, weights: weights, compute)
      .backward(
        contextGradient: contextGradient, queryGradient: queryGradient, gradients)
    if let query {
      compute.backward(queryGradient, query.parts[0], into: stateGradient, accumulate: true)
    } else {
      stateGradient.add(queryGradient)
    }
  }

  /// Ends the backward pass: from the keys' gradient to the values', and the tasks for the weights.
  ///
  /// - Parameters:
  ///   - encoderStates: what was looked back at.
  ///   - states: the states that the queries were made of, `[T · B, H]`.
  ///   - queryGradients: of all steps, `[T · B, A]`.
  ///   - gradients: of keys and values, from all steps.
  ///   - compute: the thread's compute state.
  func finishBackward(
    _ encoderStates: EncoderStates, states: Matrix, queryGradients: Matrix, _ gradients: Gradients,
    _ compute: ComputeState
  ) {
    if let key {
      compute.backward(gradients.keys, key, into: gradients.values, accumulate: true)
      compute.tasks.append(.product(key, input: encoderStates.values, delta: gradients.keys))
    } else {
      gradients.values.add(gradients.keys)
    }
    if let query {
      compute.tasks.append(.product(query.parts[0], input: states, delta: queryGradients))
      compute.tasks.append(.bias(query.bias, delta: queryGradients))
    }
    if let scale { compute.tasks.append(.bias(scale, delta: gradients.scale)) }
  }
}
