public import ArgumentParser
public import Seq2Seq

extension ModelOptions.Cell: ExpressibleByArgument {}
extension ModelOptions.Pooling: ExpressibleByArgument {}
extension ModelOptions.Attention: ExpressibleByArgument {}
extension ModelOptions.Readout: ExpressibleByArgument {}

/// The shape and the sizes of the model.
struct NetworkArguments: ParsableArguments {
  private static let usual = ModelOptions()

  @Option(
    help: ArgumentHelp("Size of a word's vector. (default: by the text's size)", valueName: "size"))
  var embedding: Int?

  @Option(
    name: .customLong("encoder"),
    help: ArgumentHelp(
      "Size of the encoder's output, both directions together. (default: by the text's size)",
      valueName: "size"))
  var encoderHidden: Int?

  @Option(
    name: .customLong("decoder"),
    help: ArgumentHelp(
      "Size of the decoder's state. (default: by the text's size)", valueName: "size"))
  var decoderHidden: Int?

  @Option(help: "The kind of recurrent cell, in encoder and decoder.")
  var cell = Self.usual.cell

  @Option(help: ArgumentHelp("Layers of the encoder.", valueName: "n"))
  var encoderLayers = Self.usual.encoderLayers

  @Option(help: ArgumentHelp("Layers of the decoder.", valueName: "n"))
  var decoderLayers = Self.usual.decoderLayers

  @Flag(help: "Read sentences forwards only, not in both directions.")
  var unidirectional = false

  @Flag(help: "Add the input of each layer from the second on to its output.")
  var residual = false

  @Flag(help: "Normalise what enters the gates of the cells (Ba and others 2016).")
  var layerNorm = false

  @Option(help: "What stands for a sentence: the last states, or mean or max over all.")
  var context = Self.usual.pooling

  @Option(
    help: """
      How the decoder looks back at the source before every word: not at all (none), by Bahdanau's \
      additive scores, or by Luong's dot or general ones.
      """)
  var attention = Self.usual.attention

  @Option(
    help: """
      From state to words: through the target embeddings (tied), through a matrix of its own \
      (untied), or directly (none).
      """)
  var readout = Self.usual.readout

  @Flag(help: "Keep the context from the readout, which the state has met already.")
  var readoutWithoutContext = false

  @Flag(
    help: "Give source and target words the same vectors; takes --joint-vocabulary.")
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
    options.model.attention = attention
    options.model.readout = readout
    options.model.hasContextInReadout = !readoutWithoutContext
  }
}
