package import NeuralNetwork
package import Tokenization

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A language model: its sizes, its tokenizer and the weights, as they are in one file.
///
/// The file is a safetensors file; its metadata has `format`, `format_version`, `configuration` (``LanguageShape`` as
/// JSON), `tokenizer` and `notes`.
package struct TrainedLanguageModel: Sendable {
  static let formatName = TranslationModel.languageFormatName
  static let formatVersion = "1"

  package let network: LanguageNetwork
  package let values: AlignedBuffer
  package let tokenizer: Tokenizer
  /// What is known of the training, for people to read.
  package let notes: [String: String]

  package init(
    network: LanguageNetwork, values: AlignedBuffer, tokenizer: Tokenizer, notes: [String: String]
  ) {
    self.network = network
    self.values = values
    self.tokenizer = tokenizer
    self.notes = notes
  }

  /// Reads a model; the file is not trusted.
  ///
  /// - Throws: ``ModelError`` if anything is missing, of the wrong shape or inconsistent.
  package init(path: String) throws(ModelError) {
    let file: SafeTensorsFile
    do { file = try SafeTensorsFile(path: path) } catch { throw .file(error) }
    guard file.metadata["format"] == Self.formatName else {
      throw .notALanguageModel(
        path: path, isTranslationModel: file.metadata["format"] == TranslationModel.formatName)
    }
    let version = file.metadata["format_version"] ?? "none"
    guard version == Self.formatVersion else {
      throw .otherFormat(path: path, version: version, known: Self.formatVersion)
    }
    try ModelFileLimits.check(file)
    network = LanguageNetwork(try Self.shape(file))
    try TranslationModel.check(file, network.layout)
    tokenizer = try TranslationModel.tokenizer(
      file, "tokenizer", vocabularySize: network.shape.vocabulary)
    values = try file.weights(network.layout).floats
    do { try file.checkUnchanged() } catch { throw .file(.file(error)) }
    notes = file.metadata["notes"].flatMap { decodeJSON([String: String].self, $0) } ?? [:]
  }

  private static func shape(_ file: SafeTensorsFile) throws(ModelError) -> LanguageShape {
    let text = file.metadata["configuration"] ?? ""
    guard let shape = decodeJSON(LanguageShape.self, text) else {
      throw .damaged(path: file.path, problem: "its configuration is missing or unreadable")
    }
    // What only a later version knows would be left out, and make another model.
    guard stableJSON(shape) == text else {
      throw .unknownConfiguration(
        path: file.path, problem: "it has what this version of the program does not know")
    }
    if let problem = shape.problem { throw .damaged(path: file.path, problem: problem) }
    return shape
  }

  /// Writes the model as one file, replacing an earlier one whole or not at all.
  package func write(to path: String) throws(ModelError) {
    var writer = SafeTensorsWriter()
    writer.metadata = [
      "format": Self.formatName, "format_version": Self.formatVersion,
      "configuration": stableJSON(network.shape), "tokenizer": tokenizer.serialized(),
      "notes": stableJSON(notes),
    ]
    writer.tensors = network.layout.tensors(of: values)
    do { try writer.write(to: path) } catch { throw .file(error) }
  }

  /// The tokens of a line, with `</s>` before it, which ends the line before, and after it.
  package func tokens(of line: String) -> [Int32] {
    [SpecialToken.end.id] + tokenizer.encode(line) + [SpecialToken.end.id]
  }
}
