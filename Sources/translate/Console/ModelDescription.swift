import Formatting
import Seq2Seq
import Tokenization

/// A model for people and for programs to read.
struct ModelDescription {
  private let model: TranslationModel
  private let path: String

  init(_ model: TranslationModel, path: String) {
    self.model = model
    self.path = path
  }

  private var sizes: ModelConfiguration { model.configuration }

  /// Sizes, then notes, then parameters.
  var lines: [String] {
    let rows = [
      ("file", path),
      ("parameters", model.parameterCount.grouped + (model.isQuantized ? ", int8" : "")),
      ("languages", "\(name(model.sourceTokenizer)) to \(name(model.targetTokenizer))"),
      (
        "vocabulary",
        "\(sizes.sourceVocabulary.grouped) source and \(sizes.targetVocabulary.grouped) target tokens, "
          + (model.targetTokenizer.isLossless ? "byte pairs" : "whole words")
      ),
      (
        "embedding",
        "\(sizes.embedding)" + (sizes.hasSharedEmbedding ? ", the same for both sides" : "")
      ),
      (
        "encoder",
        "\(sizes.isBidirectional ? "bidirectional" : "forward") \(sizes.cell.rawValue) of "
          + "\(sizes.encoderHidden), layers: \(sizes.encoderLayers)\(extras)"
      ),
      ("context", sizes.pooling.rawValue),
      ("attention", sizes.attention.rawValue),
      (
        "decoder",
        "\(sizes.cell.rawValue) of \(sizes.decoderHidden), layers: \(sizes.decoderLayers)\(extras)"
      ),
      (
        "readout",
        sizes.readout.rawValue + (sizes.hasContextInReadout ? "" : ", without the context")
      ),
    ]
    let notes = model.notes.sorted { $0.key < $1.key }
    let width = 2 + (model.parameters.map(\.name.utf8.count).max() ?? 0)
    return rows.map { $0.0.padded(to: 12) + $0.1 }
      + (notes.isEmpty ? [] : ["", "notes"])
      + notes.map { "  " + $0.key.padded(to: 20) + $0.value }
      + ["", "parameters"]
      + model.parameters.map { "  " + $0.name.padded(to: width) + shape($0.shape) }
  }

  private var extras: String {
    (sizes.hasResidualConnections ? ", residual" : "")
      + (sizes.hasLayerNormalization ? ", layer normalisation" : "")
  }

  private func name(_ tokenizer: Tokenizer) -> String {
    tokenizer.locale.isEmpty ? "unknown" : tokenizer.locale
  }

  private func shape(_ sizes: [Int]) -> String {
    sizes.map(String.init).joined(separator: " x ")
  }

  var json: JSONValue {
    .object([
      ("file", .string(path)),
      ("parameter_count", .integer(model.parameterCount)),
      ("precision", .string(model.isQuantized ? "int8" : "float32")),
      ("source_language", .string(model.sourceTokenizer.locale)),
      ("target_language", .string(model.targetTokenizer.locale)),
      ("source_vocabulary", .integer(sizes.sourceVocabulary)),
      ("target_vocabulary", .integer(sizes.targetVocabulary)),
      ("embedding", .integer(sizes.embedding)),
      ("cell", .string(sizes.cell.rawValue)),
      ("bidirectional", .boolean(sizes.isBidirectional)),
      ("encoder_hidden", .integer(sizes.encoderHidden)),
      ("encoder_layers", .integer(sizes.encoderLayers)),
      ("context", .string(sizes.pooling.rawValue)),
      ("decoder_hidden", .integer(sizes.decoderHidden)),
      ("decoder_layers", .integer(sizes.decoderLayers)),
      ("attention", .string(sizes.attention.rawValue)),
      ("readout", .string(sizes.readout.rawValue)),
      ("context_in_readout", .boolean(sizes.hasContextInReadout)),
      ("residual", .boolean(sizes.hasResidualConnections)),
      ("layer_norm", .boolean(sizes.hasLayerNormalization)),
      ("tied_embeddings", .boolean(sizes.hasSharedEmbedding)),
      (
        "notes",
        .object(model.notes.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
      ),
      (
        "parameters",
        .array(
          model.parameters.map { parameter in
            .object([
              ("name", .string(parameter.name)),
              ("shape", .array(parameter.shape.map { .integer($0) })),
            ])
          })
      ),
    ])
  }
}
