/// Puts the marks of a text between the words of a translation that has lost some of them.
///
/// A mark after a third of the text's words comes after a third of the translation's. Marks keep their order, so they nest
/// as before.
struct MarkPlacement {
  /// A place among the words of a translation.
  private struct Gap {
    /// How many words come before.
    var word: Int
    /// Whether it is at the beginning of the next word, rather than at the end of the last one.
    var isBeforeWord: Bool

    static func later(_ one: Gap, _ other: Gap) -> Gap {
      if one.word != other.word { return one.word > other.word ? one : other }
      return one.isBeforeWord ? one : other
    }
  }

  /// A mark among the words of the text.
  private struct Position {
    let mark: Int
    /// How many words begin before it.
    let word: Int
    /// Whether it touches the word before it, and the word after it.
    let isAfterWord: Bool
    var isBeforeSpace: Bool
  }

  private let text: MarkedText
  private let words: [Substring]
  private var positions: [Position] = []
  private var wordCount = 0

  init(_ text: MarkedText, translation: [MarkedText.Token]) {
    self.text = text
    words = translation.flatMap { token -> [Substring] in
      guard case .text(let text) = token else { return [] }
      return text.split(separator: " ")
    }
    findPositions()
  }

  private mutating func findPositions() {
    var isInWord = false
    for token in text.tokens(of: text.text) {
      switch token {
      case .mark(let mark):
        positions.append(
          Position(mark: mark, word: wordCount, isAfterWord: isInWord, isBeforeSpace: false))
        if self.text.marks[mark].kind == .single { isInWord = true }
      case .text(let text):
        if text.hasPrefix(" "), !positions.isEmpty {
          positions[positions.count - 1].isBeforeSpace = true
        }
        for byte in text.utf8 {
          if byte != 0x20, !isInWord { wordCount += 1 }
          isInWord = byte != 0x20
        }
      }
    }
  }

  /// The translation with all marks.
  func tokens() -> [MarkedText.Token] {
    var tokens: [MarkedText.Token] = []
    var written = 0
    /// Whether the next word needs no space before it.
    var isSpaced = true
    func write(wordsUpTo end: Int) {
      guard written < end else { return }
      tokens.append(.text((isSpaced ? "" : " ") + words[written..<end].joined(separator: " ")))
      (written, isSpaced) = (end, false)
    }
    for (position, gap) in zip(positions, gaps()) {
      write(wordsUpTo: gap.word)
      if gap.isBeforeWord, !isSpaced {
        tokens.append(.text(" "))
        isSpaced = true
      }
      tokens.append(.mark(position.mark))
      if text.marks[position.mark].kind == .single {
        isSpaced = position.isBeforeSpace && gap.isBeforeWord && written < words.count
        if isSpaced { tokens.append(.text(" ")) }
        if !gap.isBeforeWord || !position.isBeforeSpace {
          isSpaced = !position.isBeforeSpace && gap.isBeforeWord
        }
      }
    }
    write(wordsUpTo: words.count)
    return tokens
  }

  /// Where each mark comes.
  private func gaps() -> [Gap] {
    let total = max(1, wordCount)
    var last = Gap(word: 0, isBeforeWord: false)
    var openings: [Int: Int] = [:]
    return positions.map { position in
      let mark = text.marks[position.mark]
      var word = (position.word * words.count + total / 2) / total
      if mark.kind == .close, let opening = openings[mark.number] { word = max(word, opening + 1) }
      word = min(max(word, last.word), words.count)
      if mark.kind == .open { openings[mark.number] = word }
      let isBeforeWord =
        switch mark.kind {
        case .open: word < words.count
        case .close: false
        case .single: !position.isAfterWord
        }
      last = .later(last, Gap(word: word, isBeforeWord: isBeforeWord))
      return last
    }
  }
}
