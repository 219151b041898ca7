package import NeuralNetwork

/// The whole network: the layout of its parameters, and its forward and backward passes.
///
/// It does not hold the parameters' values.
package struct Network: Sendable {
  package let configuration: ModelConfiguration
  package let layout: ParameterLayout
  package let encoder: BidirectionalEncoder
  package let decoder: RecurrentDecoder
  package let readout: Readout?
  package let output: SoftmaxOutput

  package init(_ configuration: ModelConfiguration) {
    var layout = ParameterLayout()
    self.configuration = configuration
    encoder = BidirectionalEncoder(configuration, layout: &layout)
    decoder = RecurrentDecoder(
      configuration, shared: configuration.hasSharedEmbedding ? encoder.embedding : nil,
      layout: &layout)
    readout = configuration.readout == .none ? nil : Readout(configuration, layout: &layout)
    output = SoftmaxOutput(
      "output", width: readout?.width ?? configuration.decoderHidden,
      vocabulary: configuration.targetVocabulary,
      tied: configuration.readout == .tied ? decoder.embedding : nil, layout: &layout)
    self.layout = layout
  }

  /// How the loss is computed.
  package struct LossOptions: Sendable {
    package var smoothing: Float = 0
    /// R-Drop's α (Liang and others 2021): every pair is computed twice, with different dropout, and α times the
    /// divergence between the two outputs is added to the loss; 0: every pair is computed once.
    package var consistency: Float = 0
    package var dropouts = ModelDropouts.none
    /// Time steps after which backpropagation through the decoder's states is cut off; nil: never.
    package var truncation: Int?
    /// The tokens that loss and gradient are computed among; nil: all.
    package var outputSample: OutputSample?

    package init() {}

    /// How often every pair is computed.
    package var passes: Int { consistency > 0 ? 2 : 1 }
  }

  /// Computes the loss of a shard and its backward pass; leaves the tasks for `WeightGradients` in `compute`.
  ///
  /// - Parameters:
  ///   - shard: with every pair as often as `options.passes` says.
  ///   - scale: the gradient is that of `scale` times the sum of the tokens' losses.
  ///   - options: how the loss is computed.
  ///   - compute: the thread's compute state.
  /// - Returns: the sum of the tokens' losses, and the number of tokens.
  package func lossAndGradient(
    _ shard: Shard, scale: Float = 1, _ options: LossOptions, _ compute: ComputeState
  ) -> LossSum {
    let passed = backpropagateToEncoder(shard, scale: scale, options, compute)
    encoder.backward(
      passed.encoded, contextGradient: passed.c, statesGradient: passed.encoderStates,
      dropouts: options.dropouts, compute)
    return passed.loss
  }

  /// What the backward pass through output layer, readout and decoder leaves for the encoder.
  private struct PassedToEncoder {
    let loss: LossSum
    let encoded: BidirectionalEncoder.Tape
    /// The gradient of c, `[B, C]`.
    let c: Matrix
    /// With attention: the gradient of the encoder states, `[S · B, C]`.
    let encoderStates: Matrix?
  }

  private func backpropagateToEncoder(
    _ shard: Shard, scale: Float, _ options: LossOptions, _ compute: ComputeState
  ) -> PassedToEncoder {
    let workspace = compute.workspace
    var encoded = encoder.forward(shard.source, dropouts: options.dropouts, compute)
    let c = encoder.contextVectors(&encoded, compute)
    let encoderStates = decoder.attention.map { encoder.encoderStates(encoded, $0, compute) }
    let decoded = decoder.forward(
      shard, c: c, encoderStates: encoderStates, dropouts: options.dropouts, compute)
    let o = readoutForward(decoded, options.dropouts, compute)
    let outputGradient = workspace.matrix(o.final.rows, o.final.columns)
    let loss = outputLoss(shard, o.final, scale: scale, options, into: outputGradient, compute)
    options.dropouts.readout.apply(to: outputGradient, compute)
    let contextGradient = workspace.zeros(decoded.contexts.rows, encoder.width)
    let rows = decoded.embedded.rows
    let embeddedGradient: Matrix
    var stateGradient = outputGradient
    if let readout, let beforeDropout = o.beforeDropout {
      embeddedGradient = workspace.matrix(rows, decoder.embedding.width)
      stateGradient = workspace.matrix(rows, decoder.hidden)
      readout.backward(
        outputGradient, output: beforeDropout, tape: decoded, stateGradient: stateGradient,
        embeddedGradient: embeddedGradient, contextGradient: contextGradient, compute)
    } else {
      embeddedGradient = workspace.zeros(rows, decoder.embedding.width)
    }
    let below = decoder.backward(
      decoded, outputGradient: stateGradient, embeddedGradient: embeddedGradient,
      contextGradient: contextGradient, options, compute)
    return PassedToEncoder(
      loss: loss, encoded: encoded, c: below.c, encoderStates: below.encoderStates)
  }

  /// The loss, and the gradient of the output-layer input, `[T · B, ·]`.
  private func outputLoss(
    _ shard: Shard, _ x: Matrix, scale: Float, _ options: LossOptions, into gradient: Matrix,
    _ compute: ComputeState
  ) -> LossSum {
    let terms = LossTerms(
      smoothing: options.smoothing, consistency: options.consistency,
      twins: shard.isTwice ? shard.count / 2 : 0)
    let targets = compute.workspace.copy(shard.targetOutput)
    compute.begin(.logits)
    let sampled = options.outputSample?.tokens(
      for: shard, vocabulary: output.vocabulary, seed: compute.dropoutSeed)
    if let sampled {
      return output.lossAndGradient(
        x, targets: targets, among: sampled, terms, scale: scale, into: gradient, compute)
    }
    // With a sample the packed copies are not kept up to date.
    return output.lossAndGradient(
      x, targets: targets, terms, scale: scale, into: gradient,
      usingPacked: options.outputSample == nil, compute)
  }

  /// Computes the gradients of the encoder's top states: of the sum of the tokens' losses by h of every time step.
  ///
  /// - Returns: by direction, `[S · B, H]`; of a memory cell without the part through the same time step's output.
  package func encoderStateGradients(
    _ shard: Shard, _ options: LossOptions, _ compute: ComputeState
  ) -> [RecurrentState] {
    let passed = backpropagateToEncoder(shard, scale: 1, options, compute)
    let states = encoder.stack.layers[encoder.stack.layers.count - 1].map {
      $0.cell.makeState(shard.source.ids.count, compute.workspace)
    }
    encoder.backward(
      passed.encoded, contextGradient: passed.c, statesGradient: passed.encoderStates,
      dropouts: options.dropouts, topStates: states, compute)
    return states
  }

  /// Computes the loss of a shard without a backward pass.
  ///
  /// `perToken(row of [T, B], -log p)` is called for every token that is not padding.
  package func loss(
    _ shard: Shard, smoothing: Float = 0, _ compute: ComputeState,
    perToken: ((Int, Float) -> Void)? = nil
  ) -> LossSum {
    var encoded = encoder.forward(shard.source, dropouts: .none, compute)
    let c = encoder.contextVectors(&encoded, compute)
    let encoderStates = decoder.attention.map { encoder.encoderStates(encoded, $0, compute) }
    let decoded = decoder.forward(
      shard, c: c, encoderStates: encoderStates, dropouts: .none, compute)
    let o = readoutForward(decoded, .none, compute)
    return output.loss(
      o.final, targets: compute.workspace.copy(shard.targetOutput), smoothing: smoothing, compute,
      perToken: perToken)
  }

  /// The output-layer input, and the readout before dropout.
  package func readoutForward(
    _ decoded: RecurrentDecoder.Tape, _ dropouts: ModelDropouts, _ compute: ComputeState
  ) -> (final: Matrix, beforeDropout: Matrix?) {
    compute.begin(.readout)
    guard let readout else {
      return (dropouts.readout.appliedToCopy(of: decoded.outputs, compute), nil)
    }
    let o = compute.workspace.matrix(decoded.outputs.rows, readout.width)
    readout.forward(
      states: decoded.outputs, embedded: decoded.embedded,
      share: readout.contextShare(decoded.contexts, compute), into: o, compute)
    return (dropouts.readout.appliedToCopy(of: o, compute), o)
  }
}
