#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Tokenizer {
  /// A tokenizer as JSON: its alphabet and merges as pairs of ids, or its words.
  private struct Record: Codable {
    static let usualVersion = 1
    /// With marks of case: a program that does not know them would read other words.
    static let markedVersion = 2

    var version = usualVersion
    var locale: String
    var alphabet: String?
    var merges: [Int32]?
    var words: [String]?
    var knownForms: [String]?
  }

  /// The tokenizer as compact JSON; equal tokenizers give equal bytes.
  ///
  /// The fields of the object are:
  /// - `version`: 1, or 2 with known forms.
  /// - `locale`: the locale, such as "fr".
  /// - With byte-pair encoding: `alphabet`, a string that begins with the space, and `merges`, a flat list with the
  ///   ids of two pieces per merge. Ids are in this order: `<unk>`, `<s>`, `</s>`, the 256 bytes, the characters of the
  ///   alphabet, the pieces of the merges.
  /// - If case is marked: `knownForms`, a list of the words that are usually not in small letters, by their bytes.
  /// - With whole words: `words`, a list of the words from id 3 on; a word after whitespace begins with a space.
  ///
  /// - Returns: The JSON text, which ``init(serialized:)`` reads.
  public func serialized() -> String {
    var record = Record(locale: locale)
    switch model {
    case .bytePairs(let encoding):
      record.alphabet = String(String.UnicodeScalarView(encoding.alphabet))
      record.merges = encoding.merges.flatMap { [$0.left, $0.right] }
    case .words(let words):
      let texts = words.vocabulary.texts
      record.words = (0..<texts.count).map { String(decoding: texts[$0], as: UTF8.self) }
    }
    if let knownForms {
      record.version = Record.markedVersion
      record.knownForms = knownForms.texts
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding cannot fail: the record contains strings and integers only.
    guard let json = try? encoder.encode(record) else { return "" }
    return String(decoding: json, as: UTF8.self)
  }

  /// Makes a tokenizer from the JSON that ``serialized()`` returned.
  ///
  /// - Throws: ``TokenizerError/corrupted(_:)`` if the JSON is anything else, which is checked down to each merge;
  ///   ``TokenizerError/unusableLocale(_:reason:)`` if ICU cannot use the locale.
  public init(serialized json: String) throws(TokenizerError) {
    let record: Record
    do {
      record = try JSONDecoder().decode(Record.self, from: Data(json.utf8))
    } catch {
      throw .corrupted("it is not a JSON object with the fields of a tokenizer")
    }
    let version = record.knownForms == nil ? Record.usualVersion : Record.markedVersion
    guard record.version == version else {
      throw .corrupted("its version is \(record.version), not \(version)")
    }
    var knownForms: KnownForms?
    if let texts = record.knownForms {
      guard record.words == nil else { throw .corrupted("it has both words and known forms") }
      knownForms = try KnownForms(texts, locale: record.locale)
    }
    try self.init(
      model: Self.model(of: record), knownForms: knownForms, locale: record.locale)
  }

  private static func model(of record: Record) throws(TokenizerError) -> SubwordModel {
    switch (record.alphabet, record.merges, record.words) {
    case (let alphabet?, let merges?, nil):
      guard merges.count.isMultiple(of: 2) else { throw .corrupted("its last merge has one id") }
      let pairs = stride(from: 0, to: merges.count, by: 2).map {
        BytePairEncoding.Merge(left: merges[$0], right: merges[$0 + 1])
      }
      return .bytePairs(
        try BytePairEncoding(alphabet: Array(alphabet.unicodeScalars), merges: pairs))
    case (nil, nil, let words?):
      return .words(try WordVocabulary(words: words.map { Array($0.utf8) }))
    default:
      throw .corrupted("it has neither an alphabet with merges nor words")
    }
  }
}
