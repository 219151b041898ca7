internal import Tokenization

/// Terms, each with the translation that must stand for it.
///
/// A term is found in a text by whole words, longer terms first; in scripts without spaces wherever it stands. It is
/// matched as it is written, except that a small letter at its beginning may be a capital where a sentence begins, and
/// all of it is in capitals in a line in capitals. A term after `*` is found in any case and with any ending.
///
/// Set as ``SearchOptions/terms``, a glossary holds translations to its terms.
public struct Glossary: Sendable {
  /// A term and its translation.
  public struct Entry: Sendable, Hashable {
    /// The term, without `*`.
    public let source: String
    /// What must stand in the translation.
    public let target: String
    /// Whether the term is found in any case and with any ending.
    public let isFoundInflected: Bool
    /// Whether the translation may have another ending where the model says one; in a file, `*` before it.
    public let mayBeInflected: Bool
  }

  /// The terms, in the order given.
  public var entries: [Entry] { index.entries }

  /// The entries by how they begin; shared by copies.
  private let index: GlossaryIndex

  /// Creates a glossary of terms, each with its translation, written as in a file.
  ///
  /// - Parameter pairs: terms and translations. The same pair may be repeated.
  /// - Throws: ``GlossaryError`` if one side is empty, or a term has two translations.
  public init(_ pairs: [(source: String, target: String)]) throws(GlossaryError) {
    var builder = GlossaryBuilder(path: nil)
    for (number, pair) in pairs.enumerated() {
      try builder.add(pair.source, pair.target, line: number + 1)
    }
    self.init(builder.entries)
  }

  init(_ entries: [Entry]) { index = GlossaryIndex(entries) }

  /// The numbers of the entries that may begin at a place of a text, longest first.
  func candidates(at place: Int, of text: TermText) -> [Int] {
    index.candidates(at: place, of: text)
  }

  /// The characters of an entry's term.
  func text(of entry: Int) -> TermText { index.texts[entry] }
}

extension Glossary: Hashable {
  /// Whether both have the same terms in the same order.
  public static func == (left: Self, right: Self) -> Bool {
    left.index === right.index || left.entries == right.entries
  }

  /// Hashes the number of terms and the first one.
  ///
  /// - Parameter hasher: what is fed.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(entries.count)
    hasher.combine(entries.first)
  }
}

/// Entries of a glossary by the first two characters of their terms.
private final class GlossaryIndex: Sendable {
  let entries: [Glossary.Entry]
  let texts: [TermText]
  private let byStart: [[Character]: [Int]]

  init(_ entries: [Glossary.Entry]) {
    self.entries = entries
    let texts = entries.map { TermText($0.source) }
    self.texts = texts
    var byStart: [[Character]: [Int]] = [:]
    for (number, text) in texts.enumerated() {
      byStart[Array(text.small.prefix(2)), default: []].append(number)
    }
    self.byStart = byStart.mapValues { numbers in
      numbers.sorted { (texts[$1].count, $0) < (texts[$0].count, $1) }
    }
  }

  func candidates(at place: Int, of text: TermText) -> [Int] {
    let start = text.small[place...].prefix(2)
    let longer = byStart[Array(start)] ?? []
    return start.count < 2 ? longer : longer + (byStart[[start[place]]] ?? [])
  }
}

/// Makes the entries of a glossary from pairs.
struct GlossaryBuilder {
  private let path: String?
  private(set) var entries: [Glossary.Entry] = []
  /// For each term as it is written: its entry, and its line.
  private var known: [String: (entry: Glossary.Entry, line: Int)] = [:]

  init(path: String?) { self.path = path }

  /// Adds a term and its translation, which stand in a line of the file, or in that pair.
  mutating func add(_ source: String, _ target: String, line: Int) throws(GlossaryError) {
    let (term, isInflected) = Self.parsed(source)
    let (translation, mayBeInflected) = Self.parsed(target)
    if TermText(term).count == 0 { throw fault(.noSource, line) }
    if translation.isEmpty { throw fault(.noTarget, line) }
    let entry = Glossary.Entry(
      source: term, target: translation, isFoundInflected: isInflected,
      mayBeInflected: mayBeInflected)
    let key = isInflected ? "*" + term.lowercased() : term
    if let other = known[key] {
      if other.entry.target == translation { return }
      throw fault(.twoTargets(source: term, firstLine: other.line), line)
    }
    known[key] = (entry, line)
    entries.append(entry)
  }

  func fault(_ fault: GlossaryError.Fault, _ line: Int) -> GlossaryError {
    .malformed(path: path, line: line, fault)
  }

  /// A term without `*` and white space around it, and whether it had one.
  private static func parsed(_ text: String) -> (String, Bool) {
    var text = clean(text)
    let hasStar = text.hasPrefix("*") || text.hasSuffix("*")
    if hasStar {
      while text.hasPrefix("*") { text.removeFirst() }
      while text.hasSuffix("*") { text.removeLast() }
      text = clean(text)
    }
    return (text, hasStar)
  }

  private static func clean(_ text: String) -> String {
    let scalars = Mark.removed(from: text).unicodeScalars.map { scalar in
      scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value || scalar == "\u{2028}"
        || scalar == "\u{2029}" ? " " : scalar
    }
    let line = Normalizer.normalize(String(String.UnicodeScalarView(scalars)))
    return line.text(UTF8Text.trimmed(0..<line.utf8.count, of: line))
  }
}
