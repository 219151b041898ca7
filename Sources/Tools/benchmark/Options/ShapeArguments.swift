public import ArgumentParser
public import Seq2Seq

extension ModelOptions.Readout: ExpressibleByArgument {}
extension ModelOptions.Attention: ExpressibleByArgument {}
extension ModelOptions.Cell: ExpressibleByArgument {}

/// The shape of the measured model: a named size, or single sizes.
struct ShapeArguments: ParsableArguments {
  /// The sizes that the PyTorch program has as well.
  ///
  /// Both have a joint vocabulary, and an output matrix right after the decoder states, without a readout.
  enum Size: String, CaseIterable, ExpressibleByArgument {
    case small
    case big
  }

  @Option(
    help: """
      small: embedding 256, encoder 256 per direction, decoder 512, vocabulary 8,000. big: embedding \
      512, 2 encoder layers of 512 per direction, 2 decoder layers of 1,024, vocabulary 16,000. Both: \
      joint vocabulary, no readout.
      """)
  var size: Size?
  @Option(help: "Tokens of a vocabulary. (default: 8,000, or as --size)") var vocabulary: Int?
  @Flag(help: "One vocabulary for both sides.") var joint = false
  @Option(help: "Size of a token's embedding. (default: 256, or as --size)") var embedding: Int?
  @Option(help: "Size of the encoder states, both directions. (default: 512, or as --size)")
  var encoder: Int?
  @Option(help: "Size of the decoder state. (default: 512, or as --size)") var decoder: Int?
  @Option(help: "Layers on either side. (default: 1, or as --size)") var layers: Int?
  @Option(help: "The kind of recurrent cell.") var cell = ModelOptions.Cell.gru
  @Option(help: "Attention of the decoder to the encoder states.")
  var attention = ModelOptions.Attention.none
  @Option(help: "Readout between decoder state and logits. (default: tied; none with --size)")
  var readout: ModelOptions.Readout?

  var isJoint: Bool { joint || size != nil }
  var vocabularySize: Int { vocabulary ?? (size == .big ? 16_000 : 8_000) }

  /// Whether the shape is exactly that of a named size, which the PyTorch program has as well.
  var isNamed: Bool {
    size != nil && vocabulary == nil && embedding == nil && encoder == nil && decoder == nil
      && layers == nil && readout == nil && cell == .gru
  }

  func configuration(
    sourceVocabulary: Int, targetVocabulary: Int
  ) throws -> ModelConfiguration {
    let isBig = size == .big
    let layers = layers ?? (isBig ? 2 : 1)
    var result = ModelConfiguration(
      sourceVocabulary: sourceVocabulary, targetVocabulary: targetVocabulary,
      embedding: embedding ?? (isBig ? 512 : 256), encoderHidden: encoder ?? (isBig ? 1_024 : 512),
      decoderHidden: decoder ?? (isBig ? 1_024 : 512))
    result.encoderLayers = layers
    result.decoderLayers = layers
    result.cell = cell
    result.attention = attention
    result.readout = readout ?? (size == nil ? .tied : .none)
    if let problem = result.problem { throw ValidationError(problem) }
    return result
  }
}
