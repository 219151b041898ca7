public import ArgumentParser
public import Seq2Seq

extension ModelOptions.Cell: ExpressibleByArgument {}
extension ModelOptions.Pooling: ExpressibleByArgument {}
extension ModelOptions.Readout: ExpressibleByArgument {}

/// Attention, or that it depends on the corpus.
enum AttentionArgument: String, CaseIterable, ExpressibleByArgument {
  case auto, none, additive, dot, general

  func apply(to options: inout TrainingOptions) {
    options.addsAttentionByNeed = self == .auto
    options.model.attention = ModelOptions.Attention(rawValue: rawValue) ?? .none
  }
}

/// The shape and the sizes of the model.
struct NetworkArguments: ParsableArguments {
  private static let usual = ModelOptions()

  @Option(
    help: ArgumentHelp(
      "Size of a token's embedding. (default: depends on the corpus size)", valueName: "size"))
  var embedding: Int?

  @Option(
    name: .customLong("encoder"),
    help: ArgumentHelp(
      "Size of the encoder states, both directions together. (default: depends on the corpus size)",
      valueName: "size"))
  var encoderHidden: Int?

  @Option(
    name: .customLong("decoder"),
    help: ArgumentHelp(
      "Size of the decoder state. (default: depends on the corpus size)", valueName: "size"))
  var decoderHidden: Int?

  @Option(help: "Recurrent cell of encoder and decoder.")
  var cell = Self.usual.cell

  @Option(help: ArgumentHelp("Number of encoder layers.", valueName: "n"))
  var encoderLayers = Self.usual.encoderLayers

  @Option(help: ArgumentHelp("Number of decoder layers.", valueName: "n"))
  var decoderLayers = Self.usual.decoderLayers

  @Flag(help: "Read source sentences from left to right only, not in both directions.")
  var unidirectional = false

  @Flag(help: "Add residual connections around all layers but the first.")
  var residual = false

  @Flag(help: "Use layer normalisation inside the cells (Ba et al. 2016).")
  var layerNorm = false

  @Option(help: "Pooling of encoder states into the context vector: the last ones, mean or max.")
  var context = Self.usual.pooling

  @Option(
    help: """
      Attention of the decoder to the encoder states: none, additive (Bahdanau et al. 2014), dot or \
      general (Luong et al. 2015), or additive if the source has \(Int(TrainingPlan.longSentence)) tokens \
      or more per sentence on average (auto).
      """)
  var attention = AttentionArgument.auto

  @Option(
    help: """
      Between decoder state and logits: a readout layer and the target embeddings (tied), a readout \
      layer and an output matrix (untied), or only an output matrix (none).
      """)
  var readout = Self.usual.readout

  @Flag(help: "Leave the context vector out of the readout's input.")
  var readoutWithoutContext = false

  @Flag(help: "Share one embedding table between source and target; needs --joint-vocabulary.")
  var tieEmbeddings = false

  func validate() throws {
    try check(embedding, "--embedding", in: 1...1 << 14)
    try check(encoderHidden, "--encoder", in: 1...1 << 14)
    try check(decoderHidden, "--decoder", in: 1...1 << 14)
    try check(encoderLayers, "--encoder-layers", in: 1...64)
    try check(decoderLayers, "--decoder-layers", in: 1...64)
  }

  func apply(to options: inout TrainingOptions) {
    options.embedding = embedding
    options.encoderHidden = encoderHidden
    options.decoderHidden = decoderHidden
    options.model.encoderLayers = encoderLayers
    options.model.decoderLayers = decoderLayers
    options.model.isBidirectional = !unidirectional
    options.model.cell = cell
    options.model.hasResidualConnections = residual
    options.model.hasLayerNormalization = layerNorm
    options.model.hasSharedEmbedding = tieEmbeddings
    options.model.pooling = context
    attention.apply(to: &options)
    options.model.readout = readout
    options.model.hasContextInReadout = !readoutWithoutContext
  }
}
