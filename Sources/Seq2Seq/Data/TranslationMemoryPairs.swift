/// The pairs of a translation memory in TMX: one per translation unit.
///
/// The codes of formatting inside segments are left out; see the page on files. Nothing outside the file is read, and a
/// file that declares entities of its own is refused.
public struct TranslationMemoryPairs: PairsInFile, Hashable {
  /// The file, which may be compressed with gzip.
  public let path: String
  /// The languages to take of each unit; nil: those of the first unit, from the memory's source language.
  public var chosenLanguages: LanguagePair?
  /// Whether source and target change places, if no languages are chosen.
  public var isSwapped: Bool

  /// Creates a source from a TMX file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - languages: the languages to take; a region may differ. Nil: those of the first unit.
  ///   - isSwapped: whether to translate into the memory's source language, if no languages are chosen.
  public init(path: String, languages: LanguagePair? = nil, isSwapped: Bool = false) {
    self.path = path
    chosenLanguages = languages
    self.isSwapped = isSwapped
  }

  /// The languages chosen, or those of the first unit.
  public var languages: LanguagePair? {
    if let chosenLanguages { return chosenLanguages }
    guard isRepeatable, let pass = try? TranslationMemoryPass(self) else { return nil }
    while pass.languages == nil, let finding = try? pass.next() { _ = finding }
    return pass.languages?.withoutRegions
  }

  /// Starts a pass over the units.
  ///
  /// - Returns: the pass, before its first unit. It throws ``CorpusError`` where the file is damaged, or if it has more
  ///   than two languages and none are chosen.
  /// - Throws: ``CorpusError`` if the file cannot be opened.
  public func makePass() throws(CorpusError) -> any PairPass { try TranslationMemoryPass(self) }
}

private final class TranslationMemoryPass: PairPass {
  /// The text of a unit in one language.
  private struct Variant {
    let language: String
    var text = SegmentText()
  }

  private let lines: MarkupLines
  private let isSwapped: Bool
  private(set) var languages: LanguagePair?
  /// The languages of the first unit, for messages.
  private var firstFound: [String] = []
  private var headerLanguage: String?
  private var count = 0
  private var variants: [Variant] = []
  private var sourceLanguage: String?
  private var unitLine = 0
  private var isInSegment = false

  init(_ source: TranslationMemoryPairs) throws(CorpusError) {
    lines = try MarkupLines(path: source.path)
    languages = source.chosenLanguages
    isSwapped = source.isSwapped
  }

  var notes: [CorpusNote] { lines.notes }

  func next() throws(CorpusError) -> PairFinding? {
    while let event = try lines.next() {
      switch event {
      case .start(let tag): try start(tag)
      case .text(let text): if isInSegment { edit { $0.add(text) } }
      case .end("tu"): return try finding()
      case .end("seg"): isInSegment = false
      case .end: if isInSegment { edit { $0.end() } }
      }
    }
    return nil
  }

  private func edit(_ change: (inout SegmentText) -> Void) {
    if !variants.isEmpty { change(&variants[variants.count - 1].text) }
  }

  private func start(_ tag: XMLTag) throws(CorpusError) {
    if isInSegment { return edit { $0.start(tag) } }
    try lines.check(tag, isOutermost: "tmx")
    switch tag.name {
    case "header": headerLanguage = tag["srclang"]
    case "tu":
      count += 1
      variants = []
      sourceLanguage = tag["srclang"] ?? headerLanguage
      unitLine = lines.line
    case "tuv": variants.append(Variant(language: tag["lang"] ?? ""))
    case "seg": isInSegment = true
    default: break
    }
  }

  private func finding() throws(CorpusError) -> PairFinding {
    let origin = PairOrigin(file: lines.path, unit: .segment, number: count, line: unitLine)
    let found = variants.map(\.language)
    if firstFound.isEmpty { firstFound = Set(found).sorted() }
    if languages == nil { languages = try choice(among: found) }
    guard let languages else { return .fault(.untranslated, origin) }
    guard let places = LanguageChoice.places(of: languages, in: found) else {
      return .fault(.withoutLanguages(languages, found: firstFound), origin)
    }
    return CellText.finding(
      variants[places.source].text.bytes, variants[places.target].text.bytes, origin)
  }

  /// The languages of a unit that has two, the memory's source language first; nil if there is only one.
  private func choice(among found: [String]) throws(CorpusError) -> LanguagePair? {
    let distinct = found.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if distinct.count > 2 {
      throw .languagesUnclear(name: lines.path, languages: distinct.sorted())
    }
    guard distinct.count == 2 else { return nil }
    let source = sourceLanguage.flatMap { LanguageChoice.place(of: $0, in: distinct) } ?? 0
    let pair = LanguagePair(source: distinct[source], target: distinct[1 - source])
    return isSwapped ? pair.swapped : pair
  }
}
