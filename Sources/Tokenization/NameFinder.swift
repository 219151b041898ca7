/// Finds names that training has not shown: words with a capital that it does not know.
///
/// Words that training has shown only once are not known either: from them it has learned what becomes of such words.
package struct NameFinder: Sendable, Equatable {
  /// Hashes of the words that training has shown more often, in small letters.
  let known: Set<UInt32>
  /// Whether the first word of a sentence, which has a capital anyway, may be a name.
  let findsFirstWords: Bool

  /// The places of names in the UTF-8 of a line, in order; those that overlap `others` are left out.
  ///
  /// Names that only a space or a hyphen divides are one. `findsKnown`: also words that training knows, except the
  /// first of a sentence.
  package func names(
    in line: String, beside others: [Range<Int>] = [], findsKnown: Bool = false
  ) -> [Range<Int>] {
    let capitalised = CapitalisedWords(of: line)
    var names: [Range<Int>] = []
    for word in capitalised.words where !others.contains(where: { $0.overlaps(word.range) }) {
      let isKnown = known.contains(capitalised.key(of: word))
      let isName =
        word.beginsSentence ? findsFirstWords && !isKnown : findsKnown || !isKnown
      guard isName else { continue }
      if let last = names.last, capitalised.areTogether(last, word.range) {
        names[names.count - 1] = last.lowerBound..<word.range.upperBound
      } else {
        names.append(word.range)
      }
    }
    return names
  }
}

/// Counts the words of sources, and which of those with capitals their translations have, to learn a ``NameFinder``.
package struct NameCounts: Sendable {
  private struct Entry {
    var count: UInt32
    /// What is known of the word where it was seen first.
    var isCapitalised = false
    var beginsSentence = false
    var isKept = false
  }

  private var entries: [UInt32: Entry] = [:]
  /// The fewest words seen once that tell whether capitals tell names.
  private static let leastWords = 10
  /// The share of them that must be kept.
  ///
  /// In German, where nouns have capitals, 8 % are; in English and French 26 % or more.
  private static let leastShare = 0.2
  /// The same for words that begin sentences: they have a capital whatever they are, and a model may know their stems.
  private static let leastShareOfFirstWords = 0.4

  package init() {}

  package mutating func add(_ source: String, _ target: String) {
    let words = CapitalisedWords(of: source)
    var capitalised = words.words[...]
    for word in words.all {
      let isCapitalised = capitalised.first?.range == word.range
      if isCapitalised { capitalised.removeFirst() }
      let key = words.key(of: word)
      if let count = entries[key]?.count {
        entries[key]?.count = min(count + 1, 2)
        continue
      }
      entries[key] = Entry(
        count: 1, isCapitalised: isCapitalised, beginsSentence: word.beginsSentence,
        isKept: isCapitalised && isKept(word, source, target))
    }
  }

  private func isKept(_ word: CasedWords.Word, _ source: String, _ target: String) -> Bool {
    let text = String(decoding: Array(source.utf8)[word.range], as: UTF8.self)
    return target.place(ofWords: text) { _ in true } != nil
  }

  /// What finds names; nil if words with capitals that are seen once mostly have other translations.
  package var finder: NameFinder? {
    guard tellNames(beginningSentences: false) else { return nil }
    return NameFinder(
      known: Set(entries.filter { $0.value.count > 1 }.keys),
      findsFirstWords: tellNames(beginningSentences: true))
  }

  private func tellNames(beginningSentences: Bool) -> Bool {
    let once = entries.values.filter {
      $0.count == 1 && $0.isCapitalised && $0.beginsSentence == beginningSentences
    }
    let kept = once.count(where: \.isKept)
    let share = beginningSentences ? Self.leastShareOfFirstWords : Self.leastShare
    return once.count >= Self.leastWords && Double(kept) >= share * Double(once.count)
  }
}
