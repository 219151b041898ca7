internal import Markup

/// The text of a block of Markdown, with its lines joined by LF, and where each of its bytes is in the document.
struct MarkdownBlock {
  /// What ends a line within a block for good, with two spaces or a backslash.
  static let lineFeed = UInt8(ascii: "\n")

  let text: [UInt8]
  private let source: [UInt8]
  private let places: [Int]
  private let isCell: Bool
  private let labels: Set<String>

  init(_ source: [UInt8], _ block: MarkdownText, labels: Set<String>) {
    var (text, places) = ([UInt8](), [Int]())
    for (number, line) in block.lines.enumerated() {
      if number > 0 {
        text.append(Self.lineFeed)
        places.append(block.lines[number - 1].upperBound)
      }
      text += source[line]
      places += line
    }
    places.append(block.lines.last?.upperBound ?? 0)
    (self.text, self.source, self.places, self.labels) = (text, source, places, labels)
    isCell = block.isCell
  }

  /// The bytes of the document that a range of the text stands for.
  private func range(_ range: Range<Int>) -> Range<Int> {
    guard let last = range.last else { return places[range.lowerBound]..<places[range.lowerBound] }
    // A line's end stands for the beginning of the next line, too, with the marks of quotations.
    let end = text[last] == Self.lineFeed ? places[last + 1] : places[last] + 1
    return places[range.lowerBound]..<end
  }

  /// The places of the block: lines that end for good are places of their own.
  func slots() -> [Slot] {
    var inline = MarkdownInline(text, labels: labels)
    return inline.read().compactMap { parts in
      let parts = parts.map { part in
        var part = part
        part.range = range(part.range)
        return part
      }
      return parts.markedText().map(slot)
    }
  }

  private func slot(_ marked: MarkedText) -> Slot {
    let separator = MarkdownBlock.separator(in: source, marked.range, places)
    let layout = LineLayout(of: marked.range, in: source, separator: separator)
    let escapes = MarkdownEscapes(isCell: isCell)
    return Slot(marked) { pieces in
      layout.bytes(of: pieces, escape: escapes.escaped, atLineStart: MarkdownEscapes.lineStart)
    }
  }

  /// What comes between the first two lines of a range; nil if it is one line.
  private static func separator(
    in source: [UInt8], _ range: Range<Int>, _ places: [Int]
  ) -> [UInt8]? {
    guard let start = range.first(where: { SourceLine.breakLength(in: source, at: $0) > 0 }) else {
      return nil
    }
    // The first place after the line's end is where the text of the next line begins.
    var (low, high) = (0, places.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] > start { high = middle } else { low = middle + 1 }
    }
    return Array(source[start..<places[low]])
  }
}

/// Escapes text so that Markdown takes none of it for markup.
struct MarkdownEscapes: Sendable {
  /// Whether the text stands in a table.
  let isCell: Bool

  func escaped(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for place in bytes.indices {
      if isMarkup(bytes, place) { result.append(UInt8(ascii: "\\")) }
      result.append(bytes[place] < 0x20 ? 0x20 : bytes[place])
    }
    return result
  }

  private func isMarkup(_ bytes: [UInt8], _ place: Int) -> Bool {
    func at(_ other: Int) -> UInt8 { bytes.indices.contains(other) ? bytes[other] : 0x20 }
    let (before, after) = (at(place - 1), at(place + 1))
    switch bytes[place] {
    case UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "]"): return true
    case UInt8(ascii: "\\"): return after.isASCIIPunctuation || place + 1 == bytes.count
    case UInt8(ascii: "*"): return !(before.isSpace && after.isSpace)
    case UInt8(ascii: "_"):
      return !(before.isSpace && after.isSpace) && !(isWord(before) && isWord(after))
    case UInt8(ascii: "~"): return before == UInt8(ascii: "~") || after == UInt8(ascii: "~")
    case UInt8(ascii: "<"):
      return after.isASCIILetter || "/!?".utf8.contains(after) || place + 1 == bytes.count
    case UInt8(ascii: "&"): return CharacterReferences.reference(in: bytes, at: place) != nil
    case UInt8(ascii: "|"): return isCell
    default: return false
    }
  }

  private func isWord(_ byte: UInt8) -> Bool { byte.isAlphanumeric || byte >= 0x80 }

  /// A word that begins a line, escaped if it would begin a block there.
  static func lineStart(_ word: [UInt8]) -> [UInt8] {
    let escape = [UInt8(ascii: "\\")]
    guard let first = word.first else { return word }
    if word.allSatisfy({ $0 == first }), "#-+*=_:".utf8.contains(first) { return escape + word }
    let marks = [">", "|", "~~~", ":::", "$$", "{:", "!!!"]
    if marks.contains(where: { word.starts(with: $0.utf8) }) { return escape + word }
    let digits = word.prefix(10).prefix(while: \.isDigit).count
    if digits > 0, word.count == digits + 1, ".)".utf8.contains(word[digits]) {
      return Array(word[..<digits]) + escape + [word[digits]]
    }
    return word
  }
}
