package import Tokenization

/// The lines of a text, without blank ones.
package struct LanguageText: Sendable {
  package let path: String
  package var lines: [String]

  /// Reads a text, whose encoding is found out; it may be compressed.
  ///
  /// - Throws: ``FileError``, or ``LanguageModelError`` if a line is too long to be one.
  package init(path: String, _ reader: LineReader) throws {
    self.path = path
    lines = []
    while let line = try reader.next() {
      if line.isOverlong { throw LanguageModelError.overlongLine(path: path, line: line.number) }
      let text = UTF8Text.repaired(line.bytes).text
      if !UTF8Text.isBlank(text) { lines.append(text) }
    }
  }

  /// Takes the last lines away, a share of all, and returns them.
  package mutating func takeLast(share: Double) -> LanguageText {
    var rest = self
    let count = min(lines.count, max(1, Int(Double(lines.count) * share)))
    rest.lines = Array(lines.suffix(count))
    lines.removeLast(count)
    return rest
  }

  /// All tokens in a row: `</s>` first, and after each line.
  ///
  /// - Throws: ``LanguageModelError`` if there are fewer than `needed`.
  package func tokens(_ tokenizer: Tokenizer, needed: Int) throws(LanguageModelError) -> [Int32] {
    var tokens = [SpecialToken.end.id]
    for line in lines { tokens += tokenizer.encode(line) + [SpecialToken.end.id] }
    guard tokens.count > needed else {
      throw .tooShort(path: path, tokens: tokens.count - 1, needed: needed)
    }
    return tokens
  }
}
