/// The encoder states of B sentences, S time steps each, as the keys and values of attention.
package struct EncoderStates {
  /// `[S · B, C]`: attention contexts are weighted means of these.
  package let values: Matrix
  /// `[S · B, A]`: queries are compared with these.
  package let keys: Matrix
  /// The lengths of the sentences, `[B]`.
  package let lengths: Vector<Int32>
  package let steps: Int
  package let batch: Int
}

/// Attention over the encoder states.
///
/// The attention context is a weighted mean of the encoder states. The weights are a softmax over scores, which say how
/// well each state's key matches the query, a function of the decoder state.
package struct Attention: Sendable {
  /// How a query is compared with a key.
  package enum Score: Sendable {
    /// v · tanh(W_q s + b + W_k h): Bahdanau, Cho & Bengio 2014.
    case additive
    /// s · h: Luong, Pham & Manning 2015; encoder and decoder states must have the same size.
    case dot
    /// s · W_k h: Luong, Pham & Manning 2015.
    case general
  }

  package let score: Score
  /// A: the size of queries and keys.
  package let width: Int
  /// `[A, H]` with bias, for additive scores; nil: the decoder state is the query.
  private let query: Linear?
  /// `[A, C]`; nil, for dot scores: the encoder states are the keys.
  private let key: Weight?
  /// v.
  private let scale: Parameter?

  /// Adds the parameters of attention to a layout.
  ///
  /// - Parameters:
  ///   - name: the prefix of the parameters' names.
  ///   - score: how a query is compared with a key.
  ///   - values: C, the size of an encoder state.
  ///   - state: H, the size of the decoder state.
  ///   - layout: receives the parameters.
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

  /// Computes the keys of encoder states `[S · B, C]`.
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

  /// Computes the attention contexts of one time step of n rows.
  ///
  /// - Parameters:
  ///   - states: the decoder states, `[n, H]`.
  ///   - encoderStates: the states to attend to.
  ///   - queries: receives the queries, `[n, A]`.
  ///   - owners: the sentence of each row; nil: row i belongs to sentence i.
  ///   - weights: receives the attention weights, `[n, S]`.
  ///   - contexts: receives the attention contexts, `[n, C]`.
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

  /// The gradients that the backward passes of all time steps add to.
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

  /// The backward pass of one time step without owners: row i belongs to sentence i.
  ///
  /// - Parameters:
  ///   - encoderStates: the states attended to.
  ///   - queries: the queries of this time step, `[B, A]`.
  ///   - weights: the attention weights of this time step, `[B, S]`.
  ///   - contextGradient: the gradient of the attention contexts, `[B, C]`.
  ///   - queryGradient: receives the gradient of the queries, `[B, A]`.
  ///   - stateGradient: the gradient of the decoder states is added to it, `[B, H]`.
  ///   - gradients: the gradients of keys, values and scale are added to these.
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

  /// Finishes the backward pass after the last time step.
  ///
  /// Adds the part of the values' gradient that comes from the keys, and leaves the tasks for the weights.
  ///
  /// - Parameters:
  ///   - encoderStates: the states attended to.
  ///   - states: the decoder states that the queries were computed from, `[T · B, H]`.
  ///   - queryGradients: the gradients of the queries of all time steps, `[T · B, A]`.
  ///   - gradients: the sums over all time steps.
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
