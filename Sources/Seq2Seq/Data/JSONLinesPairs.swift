internal import Formatting

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The pairs of a file of JSON lines: one object, or one array of two texts, on each line.
///
/// In an object, the texts have names: those of the languages (`{"en": "…", "fr": "…"}`), `source` and `target` or their
/// abbreviations, or `source` and `translation`. They may be inside of another object, as in
/// `{"translation": {"en": "…", "fr": "…"}}`. Other fields are ignored.
public struct JSONLinesPairs: PairsInFile, Hashable {
  /// The file, which may be compressed with gzip.
  public let path: String
  /// The languages by which the texts may be named; nil: those of the first line that names two.
  public var chosenLanguages: LanguagePair?
  /// Whether source and target change places, if their names are not languages that are chosen.
  public var isSwapped: Bool

  /// Creates a source from a file of JSON lines.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - languages: the languages by which the texts may be named.
  ///   - isSwapped: whether source and target change places, if their names are not languages that are chosen.
  public init(path: String, languages: LanguagePair? = nil, isSwapped: Bool = false) {
    self.path = path
    chosenLanguages = languages
    self.isSwapped = isSwapped
  }

  /// The languages chosen, or those that name the texts of the first line, or as far as the file's name tells.
  public var languages: LanguagePair? {
    if let chosenLanguages { return chosenLanguages }
    if isRepeatable, var pass = try? JSONLinesPass(self), (try? pass.next()) != nil,
      let found = pass.languages
    {
      return found.withoutRegions
    }
    let pair = LanguagePair(fileName: path)
    return isSwapped ? pair?.swapped : pair
  }

  /// Starts a pass over the lines.
  ///
  /// - Returns: the pass, before its first line.
  /// - Throws: ``CorpusError`` if the file cannot be opened.
  public func makePass() throws(CorpusError) -> any PairPass { try JSONLinesPass(self) }
}

extension PairFault {
  /// A line is not JSON.
  public static let notJSON = PairFault(
    "not JSON", lack: "no JSON object", remedy: "each line must be an object of its own")
  /// An object has no two texts whose names tell what they are.
  public static let withoutTexts = PairFault(
    "without a source and a target", lack: "no \"source\" and \"target\"",
    remedy: "name the texts so, or by their languages")
}

private struct JSONLinesPass: PairPass {
  /// Names of a source and of a target.
  private static let names = (
    source: ["source", "src", "source_text", "sourcetext", "original", "input"],
    target: [
      "target", "tgt", "trg", "target_text", "targettext", "translation", "reference", "output",
    ]
  )

  private let lines: CorpusLines
  private let isSwapped: Bool
  /// The languages that name the texts, once they are known.
  private(set) var languages: LanguagePair?

  init(_ source: JSONLinesPairs) throws(CorpusError) {
    lines = try CorpusLines(path: source.path, limit: LineReader.defaultLimit)
    languages = source.chosenLanguages
    isSwapped = source.isSwapped
  }

  var notes: [CorpusNote] { lines.notes }

  mutating func next() throws(CorpusError) -> PairFinding? {
    guard let line = try lines.next() else { return nil }
    let origin = PairOrigin(file: lines.path, unit: .line, number: line.number)
    if line.isOverlong { return .fault(.tooLong, origin) }
    guard let text = String(validating: line.bytes, as: UTF8.self) else {
      return .fault(.invalidUTF8, origin)
    }
    if UTF8Text.isBlank(text) { return .fault(.blank, origin) }
    // Foundation refuses what is nested deeper than 512 levels.
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(line.bytes)) else {
      return .fault(.notJSON, origin)
    }
    guard let (source, target) = texts(of: value, text) else {
      return .fault(.withoutTexts, origin)
    }
    return .pair(
      SentencePair(
        source: CellText.line(source), target: CellText.line(target), origin: origin))
  }

  private mutating func texts(
    of value: JSONValue, _ line: String
  ) -> (source: String, target: String)? {
    switch value {
    case .array(let values):
      guard values.count == 2, case .string(let first) = values[0],
        case .string(let second) = values[1]
      else { return nil }
      return isSwapped ? (second, first) : (first, second)
    case .object(let fields):
      var texts: [String: String] = [:]
      for case (let name, .string(let text)) in fields { texts[name] = text }
      if let pair = named(texts) ?? inLanguages(texts, line) { return pair }
      for case (_, .object(let inner)) in fields {
        if let pair = self.texts(of: .object(inner), line) { return pair }
      }
      return nil
    default: return nil
    }
  }

  private func named(_ texts: [String: String]) -> (source: String, target: String)? {
    var plain: [String: String] = [:]
    for (name, text) in texts { plain[name.lowercased()] = text }
    guard let source = Self.names.source.lazy.compactMap({ plain[$0] }).first,
      let target = Self.names.target.lazy.compactMap({ plain[$0] }).first
    else { return nil }
    return isSwapped ? (target, source) : (source, target)
  }

  private mutating func inLanguages(
    _ texts: [String: String], _ line: String
  ) -> (source: String, target: String)? {
    let names = texts.keys.filter {
      LanguageCode.named($0.prefix { $0 != "-" && $0 != "_" }) != nil
    }
    .sorted()
    if languages == nil, names.count == 2 { languages = pair(of: names, in: line) }
    guard let languages, let places = LanguageChoice.places(of: languages, in: names),
      let first = texts[names[places.source]], let second = texts[names[places.target]]
    else { return nil }
    return (first, second)
  }

  /// Two languages in the order in which they stand in the line: an object that is read has none.
  private func pair(of names: [String], in line: String) -> LanguagePair {
    let places = names.map { line.firstRange(of: "\"\($0)\"")?.lowerBound ?? line.endIndex }
    let pair =
      places[0] <= places[1]
      ? LanguagePair(source: names[0], target: names[1])
      : LanguagePair(source: names[1], target: names[0])
    return isSwapped ? pair.swapped : pair
  }
}
