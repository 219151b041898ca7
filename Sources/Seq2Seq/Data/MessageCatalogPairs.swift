/// The pairs of a catalogue of messages in gettext's PO format: each message and its translation.
///
/// Entries that are marked as fuzzy or are obsolete, and those without a translation, are left out. Of plural forms, the
/// first translates the singular message and the others the plural one; if the language has only one form, it translates
/// the plural. Line breaks in a message become spaces.
///
/// The reader is our own: libgettextpo reads only whole files, and would be another package to install.
public struct MessageCatalogPairs: PairsInFile, Hashable {
  /// The file, which may be compressed with gzip.
  public let path: String
  /// The languages of the corpus, if they are known: if the catalogue translates into the source language, source and
  /// target change places.
  public var chosenLanguages: LanguagePair?
  /// Whether source and target change places, if no languages decide that.
  public var isSwapped: Bool

  /// Creates a source from a PO file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - languages: the languages of the corpus, if they are known.
  ///   - isSwapped: whether translations are the source, if no languages decide that.
  public init(path: String, languages: LanguagePair? = nil, isSwapped: Bool = false) {
    self.path = path
    chosenLanguages = languages
    self.isSwapped = isSwapped
  }

  /// The languages chosen, or those that the file's header names: messages are in English unless it says otherwise.
  public var languages: LanguagePair? {
    if let chosenLanguages { return chosenLanguages }
    guard isRepeatable, let pass = try? MessageCatalogPass(self) else { return nil }
    _ = try? pass.next()
    return isSwapped ? pass.languages?.swapped : pass.languages
  }

  /// Starts a pass over the entries.
  ///
  /// - Returns: the pass, before its first entry.
  /// - Throws: ``CorpusError`` if the file cannot be opened.
  public func makePass() throws(CorpusError) -> any PairPass { try MessageCatalogPass(self) }
}

extension PairFault {
  /// A message whose translation is a guess.
  public static let fuzzy = PairFault(
    "marked as fuzzy", lack: "no finished translation", remedy: "have it translated first")
  /// A message that is not in use any more.
  public static let obsolete = PairFault("obsolete")
  /// Lines that are no entry.
  public static let noEntry = PairFault(
    "without a message", lack: "no msgid", remedy: "is it a PO file?")
}

private final class MessageCatalogPass: PairPass {
  private let lines: CorpusLines
  private let chosen: LanguagePair?
  private let isSwapped: Bool
  private(set) var languages: LanguagePair?
  private var entry = MessageEntry()
  private var ready: [PairFinding] = []
  private var count = 0
  private var isAtEnd = false

  init(_ source: MessageCatalogPairs) throws(CorpusError) {
    lines = try CorpusLines(path: source.path, limit: LineReader.defaultLimit)
    chosen = source.chosenLanguages
    isSwapped = source.isSwapped
  }

  var notes: [CorpusNote] { lines.notes }

  func next() throws(CorpusError) -> PairFinding? {
    while ready.isEmpty, !isAtEnd {
      guard let line = try lines.next() else {
        isAtEnd = true
        finish()
        break
      }
      if entry.isEnded(by: line.bytes) { finish() }
      entry.add(line)
    }
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  /// Turns the entry that was read into findings, and begins another.
  private func finish() {
    defer { entry = MessageEntry() }
    guard !entry.isEmpty else { return }
    if entry.isHeader {
      languages = entry.headerLanguages
      return
    }
    if let fault = entry.fault { return append { .fault(fault, $0) } }
    let isReversed = self.isReversed
    for (message, translation) in entry.pairs {
      append { origin in
        if translation.isEmpty { return .fault(.untranslated, origin) }
        let (source, target) = isReversed ? (translation, message) : (message, translation)
        return CellText.finding(source, target, origin)
      }
    }
  }

  private func append(_ finding: (PairOrigin) -> PairFinding) {
    count += 1
    ready.append(
      finding(PairOrigin(file: lines.path, unit: .entry, number: count, line: entry.line)))
  }

  private var isReversed: Bool {
    guard let chosen, let languages else { return isSwapped }
    let found = [languages.source, languages.target]
    return LanguageChoice.place(of: chosen.source, in: found) == 1
      && LanguageChoice.place(of: chosen.target, in: found) != 1
  }
}
