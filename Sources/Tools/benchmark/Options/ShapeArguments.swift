public import ArgumentParser
public import Seq2Seq

extension ModelOptions.Readout: ExpressibleByArgument {}
extension ModelOptions.Attention: ExpressibleByArgument {}
extension ModelOptions.Cell: ExpressibleByArgument {}

/// The model that is measured: a named size, or sizes one by one.
struct ShapeArguments: ParsableArguments {
  /// The sizes that the PyTorch program has too: one joint vocabulary, and the decoder's state
  /// straight to an output matrix of its own.
  enum Size: String, CaseIterable, ExpressibleByArgument {
    case small
    case big
  }

  @Option(
    help: """
      small: embedding 256, encoder 256 a direction, decoder 512, vocabulary 8,000. big: embedding \
      512, 2 layers of 512 a direction, 2 of 1,024, vocabulary 16,000. Both joint, no readout.
      """)
  var size: Size?
  @Option(help: "Tokens of a vocabulary. (default: 8000)") var vocabulary: Int?
  @Flag(help: "One vocabulary for both sides.") var joint = false
  @Option(help: "Size of a word's vector. (default: 256)") var embedding: Int?
  @Option(help: "Encoder states, both directions together. (default: 512)") var encoder: Int?
  @Option(help: "Decoder states. (default: 512)") var decoder: Int?
  @Option(help: "Layers of encoder and of decoder. (default: 1)") var layers: Int?
  @Option(help: "The kind of recurrent cell.") var cell = ModelOptions.Cell.gru
  @Option(help: "none, additive, dot or general.") var attention = ModelOptions.Attention.none
  @Option(help: "tied, untied or none. (default: tied)") var readout: ModelOptions.Readout?

  var isJoint: Bool { joint || size != nil }
  var vocabularySize: Int { vocabulary ?? (size == .big ? 16_000 : 8_000) }

  /// Whether the sizes are a named size's own, which another program can be asked for by its name.
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
