internal import Platform

/// What a model file says of itself, read without its weights.
package struct ModelSummary: Sendable {
  /// The model file.
  package let path: String
  /// The size of the file in bytes.
  package let bytes: Int
  /// The languages that it translates between, if its training knew them.
  package let languages: LanguagePair?
  /// The BLEU of its validation pairs.
  package let bleu: Double?
  /// Whether its weights are in int8.
  package let isQuantized: Bool
  /// When the file last changed, in seconds since 1970.
  package let changed: Int

  /// Reads the beginning of a model file.
  ///
  /// - Throws: ``ModelError`` if it cannot be read or is not a model.
  package init(path: String) throws(ModelError) {
    let file: SafeTensorsFile
    do { file = try SafeTensorsFile(path: path) } catch { throw .file(error) }
    guard file.metadata["format"] == TranslationModel.formatName,
      let status = FileStatus(path: path)
    else { throw .notAModel(path: path) }
    self.path = path
    (bytes, changed) = (status.size, status.changed.seconds)
    languages = Self.languages(file)
    isQuantized = file.isQuantized
    let notes = file.metadata["notes"].flatMap { decodeJSON([String: String].self, $0) }
    bleu = notes?["validation_bleu"].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }

  private struct Locale: Decodable {
    let locale: String
  }

  private static func languages(_ file: SafeTensorsFile) -> LanguagePair? {
    let codes = ["source_tokenizer", "target_tokenizer"].compactMap { key in
      file.metadata[key].flatMap { decodeJSON(Locale.self, $0) }?.locale
    }
    guard codes.count == 2, !codes.contains("") else { return nil }
    return LanguagePair(source: codes[0], target: codes[1])
  }
}
