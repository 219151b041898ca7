/// The pairs of an XLIFF file, of version 1.2 or 2: one per segment that has a translation.
///
/// Units that are marked as not translated yet, or as not to be translated, are left out; so are proposals from a memory
/// (`<alt-trans>`). The codes of formatting inside segments are left out as in TMX.
public struct LocalizationPairs: PairsInFile, Hashable {
  /// The file, which may be compressed with gzip.
  public let path: String
  /// The languages to take; nil: those that the file names first.
  public var chosenLanguages: LanguagePair?
  /// Whether source and target change places, if no languages decide that.
  public var isSwapped: Bool

  /// Creates a source from an XLIFF file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - languages: the languages to take, in the direction of the file or the other. Nil: those of the file.
  ///   - isSwapped: whether to translate into the file's source language, if no languages decide that.
  public init(path: String, languages: LanguagePair? = nil, isSwapped: Bool = false) {
    self.path = path
    chosenLanguages = languages
    self.isSwapped = isSwapped
  }

  /// The languages chosen, or those that the file names first.
  public var languages: LanguagePair? {
    if let chosenLanguages { return chosenLanguages }
    guard isRepeatable, let pass = try? LocalizationPass(self) else { return nil }
    while pass.fileLanguages == nil, (try? pass.next()) != nil {}
    guard let (source, target) = pass.fileLanguages, let target else { return nil }
    let pair = LanguagePair(source: source, target: target).withoutRegions
    return isSwapped ? pair.swapped : pair
  }

  /// Starts a pass over the segments.
  ///
  /// - Returns: the pass, before its first segment. It throws ``CorpusError`` where the file is damaged.
  /// - Throws: ``CorpusError`` if the file cannot be opened.
  public func makePass() throws(CorpusError) -> any PairPass { try LocalizationPass(self) }
}

private final class LocalizationPass: PairPass {
  /// Elements that hold a source and a target of their own.
  private static let holders: Set<String> = ["trans-unit", "segment"]
  private static let unfinished: Set<String> = ["new", "needs-translation", "initial"]

  private let lines: MarkupLines
  private let chosen: LanguagePair?
  private let isSwapped: Bool
  /// The languages that the file names, of its current part.
  private(set) var fileLanguages: (source: String, target: String?)?
  private var count = 0
  private var ready: [PairFinding] = []
  private var unit = LocalizationUnit()
  private var isUntranslatable = false

  init(_ source: LocalizationPairs) throws(CorpusError) {
    lines = try MarkupLines(path: source.path)
    chosen = source.chosenLanguages
    isSwapped = source.isSwapped
  }

  var notes: [CorpusNote] { lines.notes }

  func next() throws(CorpusError) -> PairFinding? {
    while ready.isEmpty, let event = try lines.next() {
      switch event {
      case .start(let tag): try start(tag)
      case .text(let text): unit.add(text)
      case .end(let name):
        unit.end(name, depth: lines.open.count)
        if Self.holders.contains(name) { finish() }
        if name == "unit" { isUntranslatable = false }
      }
    }
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  private func start(_ tag: XMLTag) throws(CorpusError) {
    if unit.isOpen { return unit.start(tag) }
    try lines.check(tag, isOutermost: "xliff")
    let parent = lines.open.dropLast().last ?? ""
    switch tag.name {
    case "xliff": setLanguages(tag["srcLang"], tag["trgLang"])
    case "file": setLanguages(tag["source-language"], tag["target-language"])
    case "unit": isUntranslatable = tag["translate"] == "no"
    case "trans-unit", "segment":
      unit = LocalizationUnit()
      unit.line = lines.line
      unit.isUnfinished = tag["state"].map(Self.unfinished.contains) ?? false
      if tag.name == "trans-unit" { isUntranslatable = tag["translate"] == "no" }
    case "source", "seg-source", "target":
      guard Self.holders.contains(parent) else { return }
      unit.open(tag.name, depth: lines.open.count)
      if tag["state"].map(Self.unfinished.contains) == true { unit.isUnfinished = true }
    default: break
    }
  }

  private func setLanguages(_ source: String?, _ target: String?) {
    if let source { fileLanguages = (source, target) }
  }

  private func finish() {
    let isReversed = self.isReversed
    for (source, target) in unit.pairs {
      count += 1
      let origin = PairOrigin(file: lines.path, unit: .segment, number: count, line: unit.line)
      if isUntranslatable {
        ready.append(.fault(.notToTranslate, origin))
      } else if unit.isUnfinished || target == nil {
        ready.append(.fault(.untranslated, origin))
      } else if let isReversed, let target {
        let (first, second) = isReversed ? (target, source) : (source, target)
        ready.append(CellText.finding(first.bytes, second.bytes, origin))
      } else if let chosen {
        let found = [fileLanguages?.source, fileLanguages?.target].compactMap(\.self)
        ready.append(.fault(.withoutLanguages(chosen, found: found), origin))
      }
    }
    unit = LocalizationUnit()
  }

  /// Whether the file's target is the source of the pairs; nil if its languages are not those chosen.
  private var isReversed: Bool? {
    guard let chosen else { return isSwapped }
    guard let (source, target) = fileLanguages, let target else { return isSwapped }
    return LanguageChoice.places(of: chosen, in: [source, target]).map { $0.source == 1 }
  }
}

extension PairFault {
  /// The file says that it is not to be translated.
  static let notToTranslate = PairFault("not to be translated")
}
