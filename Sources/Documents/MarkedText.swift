/// A text for translators, in which short tags stand for the markup of the document.
struct MarkedText: Sendable {
  /// Markup in a text.
  struct Mark: Sendable, Equatable {
    enum Kind: Sendable { case open, close, single }

    var kind: Kind
    /// Counted from 1 in the text; a pair shares its number.
    var number: Int
    var range: Range<Int>
    var replacement: [UInt8]?
    /// Of an opening mark: whether the pair is left out if a translation has nothing in it.
    var isDroppable: Bool
  }

  /// What a text consists of.
  enum Token: Sendable, Equatable {
    case text(String)
    /// One of `marks`, by its place there.
    case mark(Int)
  }

  /// The bytes that it was made of.
  let range: Range<Int>
  let text: String
  /// In the order of the text.
  let marks: [Mark]
  /// What the text's own words have no tag like.
  let tagName: String

  /// The names of marks; one of them that the text does not use itself is taken.
  private static let tagNames = ["g", "m", "x", "q", "z", "w"]

  /// A text without markup.
  init(_ text: String, range: Range<Int>) {
    (self.range, self.text, marks, tagName) = (range, text, [], Self.tagNames[0])
  }

  /// A text of parts that are trimmed and properly nested.
  init(_ parts: [Part]) {
    let tagName = Self.tagName(for: parts)
    var (text, marks) = ("", [Mark]())
    var numbers: [Int: Int] = [:]
    for part in parts {
      let number: Int
      switch part.content {
      case .text(let own):
        text += OneLine.text(own)
        continue
      case .space:
        if text.utf8.last != 0x20 { text += " " }
        continue
      case .open(let pair):
        number = numbers.count + 1
        numbers[pair] = number
      case .close(let pair): number = numbers[pair] ?? 0
      case .single:
        number = numbers.count + 1
        // No pair has such a number.
        numbers[-number] = number
      }
      let mark = Mark(part, number: number)
      marks.append(mark)
      text += mark.tag(tagName)
    }
    (self.text, self.marks, self.tagName) = (text, marks, tagName)
    range = (parts.first?.range.lowerBound ?? 0)..<(parts.last?.range.upperBound ?? 0)
  }

  private static func tagName(for parts: [Part]) -> String {
    let text = parts.map { if case .text(let text) = $0.content { text } else { " " } }.joined()
    guard text.utf8.contains(UInt8(ascii: "<")) else { return tagNames[0] }
    return tagNames.first { !text.contains("<\($0)") && !text.contains("</\($0)") } ?? tagNames[0]
  }
}

// MARK: - Tags

extension MarkedText.Mark {
  fileprivate init(_ part: Part, number: Int) {
    kind =
      switch part.content {
      case .open: .open
      case .close: .close
      default: .single
      }
    (self.number, range, replacement) = (number, part.range, part.replacement)
    isDroppable = part.isDroppable
  }

  fileprivate func tag(_ name: String) -> String {
    switch kind {
    case .open: "<\(name)\(number)>"
    case .close: "</\(name)\(number)>"
    case .single: "<\(name)\(number)/>"
    }
  }
}

extension MarkedText {
  /// Text and marks of this text or of a translation of it; the tags in a translation that are no marks are text.
  func tokens(of text: String) -> [Token] {
    guard !marks.isEmpty else { return [.text(text)] }
    let places = Dictionary(
      marks.enumerated().map { ($1.tag(tagName), $0) }, uniquingKeysWith: { first, _ in first })
    let bytes = Array(text.utf8)
    var tokens: [Token] = []
    var start = 0
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<"),
        let end = bytes[place...].prefix(16).firstIndex(of: UInt8(ascii: ">")),
        let mark = places[bytes.text(place..<end + 1)]
      else {
        place += 1
        continue
      }
      if start < place { tokens.append(.text(bytes.text(start..<place))) }
      tokens.append(.mark(mark))
      place = end + 1
      start = place
    }
    if start < bytes.count { tokens.append(.text(bytes.text(start..<bytes.count))) }
    return tokens
  }

  /// Whether a translation has each mark once, and nests them properly.
  func isSound(_ tokens: [Token]) -> Bool {
    var seen: Set<Int> = []
    var opened: [Int] = []
    for case .mark(let place) in tokens {
      guard seen.insert(place).inserted else { return false }
      switch marks[place].kind {
      case .open: opened.append(marks[place].number)
      case .close: if opened.popLast() != marks[place].number { return false }
      case .single: break
      }
    }
    return seen.count == marks.count
  }

  /// A translation as it is to be written: in one line, and with all marks.
  func pieces(_ translation: String, _ render: (Range<Int>) -> [UInt8]) -> [Piece] {
    var tokens = tokens(of: OneLine.trimmed(translation))
    if !isSound(tokens) { tokens = MarkPlacement(self, translation: tokens).tokens() }
    return withoutEmptyPairs(withoutInnerSpaces(tokens)).map { token in
      switch token {
      case .text(let text): .text(text)
      case .mark(let place): .markup(marks[place].replacement ?? render(marks[place].range))
      }
    }
  }

  // MARK: - Tidying

  /// The same with spaces outside of pairs: `<g1> word </g1>` has them before and after.
  private func withoutInnerSpaces(_ tokens: [Token]) -> [Token] {
    let spaced = spacesMoved(tokens.reversed(), over: .open)
    return spacesMoved(spaced.reversed(), over: .close)
  }

  /// Moves the space that comes before marks of a kind behind them, in the order given.
  private func spacesMoved(_ tokens: [Token], over kind: Mark.Kind) -> [Token] {
    var result: [Token] = []
    for token in tokens {
      guard case .mark(let place) = token, marks[place].kind == kind,
        case .text(let text)? = result.last,
        let trimmed = kind == .open ? text.withoutSpaceBefore : text.withoutSpaceAfter
      else {
        result.append(token)
        continue
      }
      result.removeLast()
      if !trimmed.isEmpty { result.append(.text(trimmed)) }
      result += [token, .text(" ")]
    }
    return result
  }

  /// The same without pairs around nothing that would be taken for other markup.
  private func withoutEmptyPairs(_ tokens: [Token]) -> [Token] {
    var result: [Token] = []
    for token in tokens {
      if case .mark(let place) = token, marks[place].kind == .close,
        case .mark(let last)? = result.last,
        marks[last].kind == .open, marks[last].isDroppable
      {
        result.removeLast()
      } else {
        result.append(token)
      }
    }
    return result
  }
}

extension String {
  /// The text without the spaces it begins with; nil if it begins with none.
  fileprivate var withoutSpaceBefore: String? {
    utf8.first == 0x20 ? String(drop { $0 == " " }) : nil
  }

  /// The text without the spaces it ends with; nil if it ends with none.
  fileprivate var withoutSpaceAfter: String? {
    guard utf8.last == 0x20 else { return nil }
    let end = utf8.lastIndex { $0 != 0x20 }.map { utf8.index(after: $0) } ?? startIndex
    return String(self[..<end])
  }
}
