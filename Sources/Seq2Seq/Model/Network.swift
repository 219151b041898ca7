package import NeuralNetwork

/// The whole network: where its parameters lie and how they work together.
///
/// It holds no numbers.
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

  /// What is minimised.
  package struct LossOptions: Sendable {
    package var smoothing: Float = 0
    /// R-Drop's α (Liang and others 2021): every pair is taken twice, under two dropouts, and what they
    /// disagree by is a loss as well; 0: every pair is taken once.
    package var consistency: Float = 0
    package var dropouts = ModelDropouts.none
    /// Steps of the decoder after which backpropagation through its states ends; nil: never.
    package var truncation: Int?

    package init() {}

    /// How often every pair is taken.
    package var passes: Int { consistency > 0 ? 2 : 1 }
  }

  /// The loss of a shard, and its backward pass: what is left for `WeightGradients` is in the context.
  ///
  /// - Parameters:
  ///   - shard: with every pair as often as `options.passes` says.
  ///   - scale: the gradient is that of `scale` · the sum of the tokens' losses.
  ///   - options: what the loss is made of.
  ///   - compute: the thread's compute state.
  /// - Returns: the sum of the tokens' losses, and what it is of.
  package func lossAndGradient(
    _ shard: Shard, scale: Float = 1, _ options: LossOptions, _ compute: ComputeState
  ) -> LossSum {
    let workspace = compute.workspace
    var encoded = encoder.forward(shard.source, dropouts: options.dropouts, compute)
    let c = encoder.contextVectors(&encoded, compute)
    let encoderStates = decoder.attention.map { encoder.encoderStates(encoded, $0, compute) }
    let decoded = decoder.forward(
      shard, c: c, encoderStates: encoderStates, dropouts: options.dropouts, compute)
    let o = readoutForward(decoded, options.dropouts, compute)
    let outputGradient = workspace.matrix(o.final.rows, o.final.columns)
    let loss = output.lossAndGradient(
      o.final, targets: workspace.copy(shard.targetOutput),
      LossTerms(
        smoothing: options.smoothing, consistency: options.consistency,
        twins: shard.isTwice ? shard.count / 2 : 0),
      scale: scale, into: outputGradient, compute)
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
    encoder.backward(
      encoded, contextGradient: below.c, statesGradient: below.encoderStates,
      dropouts: options.dropouts, compute)
    return loss
  }

  /// The loss of a shard alone.
  ///
  /// `perToken(row of [T, B], -log p)` sees every token that counts.
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

  /// What the output layer multiplies, and the readout before its dropout.
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
