internal import NeuralNetwork
internal import Tokenization

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Models as files: safetensors, with everything but the weights in the metadata.
///
/// | metadata | holds |
/// |---|---|
/// | `format` | `translate` |
/// | `format_version` | `1` |
/// | `configuration` | `ModelConfiguration`, as JSON |
/// | `source_tokenizer`, `target_tokenizer` | `Tokenizer.serialized()` |
/// | `source_forms` | `CharacterForms.serialized()`; absent in models of versions that did not learn them |
/// | `spans` | `SpanForms.serialized()`; absent if the vocabularies have no marks of spans |
/// | `precision` | `int8` if the matrices are quantized, else absent |
/// | `paragraph_share` | the share of training pairs whose source had several sentences, from 0 to 1, or absent |
/// | `marked_end_share` | the share of training pairs that end with a mark on both sides, from 0 to 1, or absent |
/// | `notes` | what is known of the training, a JSON object of strings |
extension TranslationModel {
  static let formatName = "translate"
  static let formatVersion = "1"
  /// What files of language models have in place of ``formatName``.
  static let languageFormatName = "translate-language-model"

  /// Reads a model.
  ///
  /// The file is not trusted: anything missing, of the wrong shape or inconsistent is an error. All
  /// weights must be finite.
  ///
  /// - Parameter path: the model file.
  /// - Throws: ``ModelError`` if the file cannot be read or is not a model.
  public init(path: String) throws(ModelError) {
    let file: SafeTensorsFile
    do { file = try SafeTensorsFile(path: path) } catch { throw .file(error) }
    try self.init(file)
  }

  package init(_ file: SafeTensorsFile) throws(ModelError) {
    guard file.metadata["format"] == Self.formatName else {
      if file.metadata["format"] == Self.languageFormatName {
        throw .languageModel(path: file.path)
      }
      throw .notAModel(path: file.path)
    }
    let version = file.metadata["format_version"] ?? "none"
    guard version == Self.formatVersion else {
      throw .otherFormat(path: file.path, version: version, known: Self.formatVersion)
    }
    try ModelFileLimits.check(file)
    let configuration = try Self.configuration(file)
    let network = Network(configuration)
    try Self.check(file, network.layout)
    let source = try Self.tokenizer(
      file, "source_tokenizer", vocabularySize: configuration.sourceVocabulary)
    let target = try Self.tokenizer(
      file, "target_tokenizer", vocabularySize: configuration.targetVocabulary)
    if let problem = configuration.problem(source: source, target: target) {
      throw .damaged(path: file.path, problem: problem)
    }
    let weights = try file.weights(network.layout)
    let shortlist = try Shortlist(file, configuration)
    do { try file.checkUnchanged() } catch { throw .file(.file(error)) }
    self.init(
      network: network, weights: weights, sourceTokenizer: source, targetTokenizer: target,
      learnedForms: try Self.sourceForms(file), spanForms: try Self.spanForms(file, source, target),
      shortlist: shortlist,
      paragraphShare: try Self.share(file, "paragraph_share"),
      markedEndShare: try Self.share(file, "marked_end_share"),
      notes: file.metadata["notes"].flatMap { decodeJSON([String: String].self, $0) } ?? [:])
  }

  private static func configuration(
    _ file: SafeTensorsFile
  ) throws(ModelError) -> ModelConfiguration {
    let result: ModelConfiguration
    do {
      let text = file.metadata["configuration"] ?? ""
      result = try JSONDecoder().decode(ModelConfiguration.self, from: Data(text.utf8))
    } catch DecodingError.dataCorrupted(let context) where context.underlyingError == nil {
      throw .unknownConfiguration(path: file.path, problem: context.debugDescription)
    } catch {
      throw .damaged(path: file.path, problem: "its configuration is missing or unreadable")
    }
    if let problem = result.problem { throw .damaged(path: file.path, problem: problem) }
    return result
  }

  private static func share(
    _ file: SafeTensorsFile, _ key: String
  ) throws(ModelError) -> Double? {
    guard let text = file.metadata[key] else { return nil }
    guard let share = Double(text), (0...1).contains(share) else {
      throw .damaged(path: file.path, problem: "its \(key) is not a number from 0 to 1")
    }
    return share
  }

  static func tokenizer(
    _ file: SafeTensorsFile, _ key: String, vocabularySize: Int
  ) throws(ModelError) -> Tokenizer {
    guard let text = file.metadata[key] else {
      throw .damaged(path: file.path, problem: "its \(key) is missing")
    }
    let result: Tokenizer
    do {
      result = try Tokenizer(serialized: text)
    } catch {
      throw .damaged(path: file.path, problem: "its \(key) is damaged: \(error)")
    }
    guard result.vocabularySize == vocabularySize else {
      throw .damaged(
        path: file.path,
        problem:
          "its \(key) has \(result.vocabularySize) tokens, but its weights are for \(vocabularySize)"
      )
    }
    return result
  }

  private static func sourceForms(_ file: SafeTensorsFile) throws(ModelError) -> CharacterForms? {
    guard let text = file.metadata["source_forms"] else { return nil }
    do {
      return try CharacterForms(serialized: text)
    } catch {
      throw .damaged(path: file.path, problem: "its source_forms are damaged: \(error)")
    }
  }

  private static func spanForms(
    _ file: SafeTensorsFile, _ source: Tokenizer, _ target: Tokenizer
  ) throws(ModelError) -> SpanForms? {
    guard let text = file.metadata["spans"] else { return nil }
    let forms: SpanForms
    do {
      forms = try SpanForms(serialized: text)
    } catch {
      throw .damaged(path: file.path, problem: "its spans are damaged: \(error)")
    }
    for vocabulary in [source.vocabulary, target.vocabulary]
    where forms.marks.contains(where: { vocabulary.id(of: $0) == nil }) {
      throw .damaged(path: file.path, problem: "its vocabularies do not have all marks of spans")
    }
    return forms
  }

  /// Checks that every parameter is there in its shape, before memory is allocated for it.
  static func check(_ file: SafeTensorsFile, _ layout: ParameterLayout) throws(ModelError) {
    for parameter in layout.parameters {
      guard let tensor = file[parameter.name] else {
        throw .damaged(path: file.path, problem: "the weights \(parameter.name) are missing")
      }
      let element: SafeTensorsElement =
        file.isQuantized && parameter.isMatrix ? .int8 : .float32
      try check(file, tensor, parameter.name, element, parameter.shape)
      if element == .int8 {
        guard let scales = file[parameter.scalesName] else {
          throw .damaged(path: file.path, problem: "the scales of \(parameter.name) are missing")
        }
        try check(file, scales, parameter.scalesName, .float32, [parameter.rows])
      }
    }
  }

  private static func check(
    _ file: SafeTensorsFile, _ tensor: SafeTensorsFile.Tensor, _ name: String,
    _ element: SafeTensorsElement, _ shape: [Int]
  ) throws(ModelError) {
    guard tensor.element == element, tensor.shape == shape else {
      throw .damaged(
        path: file.path,
        problem: """
          the weights \(name) are \(tensor.element.rawValue) \(tensor.shape), \
          but \(element.rawValue) \(shape) is needed
          """)
    }
  }
}
