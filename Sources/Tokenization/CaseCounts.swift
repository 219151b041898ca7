/// Counts how words are written inside sentences, to learn ``KnownForms``.
package struct CaseCounts: ~Copyable, Sendable {
  private let locale: String
  private let letters: LetterCase
  private var words = ByteStringTable()
  private var counts: [Int] = []
  /// Lines whose first letter has case, and those of them that begin with a capital.
  private var lines = 0
  private var capitalised = 0

  package init(locale: String) throws(TokenizerError) {
    self.locale = locale
    letters = try LetterCase(locale: locale)
  }

  /// Counts the words of a line that begin no sentence; a line in capitals throughout says nothing.
  package mutating func add(_ line: String) {
    let line = Normalizer.normalize(line)
    let found = CasedWords(of: line)
    guard let first = found.words.first else { return }
    let bytes = Array(line.utf8)
    let texts = found.words.map { Array(bytes[$0.range]) }
    if first.beginsSentence {
      lines += 1
      if letters.small(texts[0]) != texts[0] { capitalised += 1 }
    }
    if texts.count > 1, texts.allSatisfy({ letters.capitals($0) == $0 }) { return }
    for (word, text) in zip(found.words, texts) where !word.beginsSentence {
      let number = words.insert(text.span)
      if number == counts.count { counts.append(0) }
      counts[number] += 1
    }
  }

  /// The most frequent form of each word, if it is not in small letters.
  ///
  /// Nil if fewer than half of the lines begin with a capital, where they could: then case is not used as expected. Of
  /// equally frequent forms, the one in small letters comes first, then the one that is last by its bytes.
  package func knownForms() throws(TokenizerError) -> KnownForms? {
    guard capitalised > 0, 2 * capitalised >= lines else { return nil }
    var keys = ByteStringTable()
    var best: [Int] = []
    for number in counts.indices {
      let key = letters.capitals(Array(words[number]))
      let place = keys.insert(key.span)
      if place == best.count {
        best.append(number)
      } else if isBetter(number, than: best[place]) {
        best[place] = number
      }
    }
    let texts = best.enumerated().compactMap { place, number -> [UInt8]? in
      let text = Array(words[number])
      return text == letters.small(Array(keys[place])) ? nil : text
    }
    let sorted = texts.sorted { $0.lexicographicallyPrecedes($1) }
    return try KnownForms(sorted.map { String(decoding: $0, as: UTF8.self) }, locale: locale)
  }

  private func isBetter(_ number: Int, than other: Int) -> Bool {
    if counts[number] != counts[other] { return counts[number] > counts[other] }
    // Capitals are before small letters.
    return words[other].lexicographicallyPrecedes(words[number])
  }
}
