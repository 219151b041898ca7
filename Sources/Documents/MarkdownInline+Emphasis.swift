/// Emphasis: `*a*`, `__b__`, `~~c~~`.
extension MarkdownInline {
  mutating func readEmphasis() {
    let mark = text[place]
    let end = text[place...].firstIndex { $0 != mark } ?? text.count
    let length = end - place
    guard length <= 3, mark != UInt8(ascii: "~") || length == 2 else { return take(length) }
    let (before, after) = (neighbour(before: place), neighbour(after: end))
    let isLeft = after != .space && (after == .word || before != .word)
    let isRight = before != .space && (before == .word || after != .word)
    let isUnderscore = mark == UInt8(ascii: "_")
    if isRight, !isUnderscore || !isLeft || after == .punctuation, closeEmphasis(mark, length) {
      return
    }
    if isLeft, !isUnderscore || !isRight || before == .punctuation {
      openEmphasis(mark, length)
    } else {
      take(end - place)
    }
  }

  private mutating func openEmphasis(_ mark: UInt8, _ length: Int) {
    guard length == 3 else { return open(.emphasis(mark, length: length), length: length) }
    // Two parts, since it may be closed by one mark and two, in either order.
    add(.text(text.text(place..<place + 1)), length: 1)
    add(.text(text.text(place..<place + 2)), length: 2)
    addOpener(.emphasis(mark, length: 3), part: parts.count - 2)
  }

  /// Closes emphasis with a run of marks; false if nothing is open that it could close.
  private mutating func closeEmphasis(_ mark: UInt8, _ length: Int) -> Bool {
    let lengths = length == 3 ? [3, 2, 1] : [length, 3]
    let open = lengths.compactMap { own in
      positions[.emphasis(mark, length: own)]?.last.map { (position: $0, length: own) }
    }
    guard let last = open.max(by: { $0.position < $1.position }),
      let part = opener(.emphasis(mark, length: last.length))
    else { return false }
    if last.length == 3 {
      closeThree(mark, part, length)
    } else {
      close(part, length: last.length, isDroppable: true)
      let rest = length - last.length
      if rest > 0, !closeEmphasis(mark, rest) { take(rest) }
    }
    return true
  }

  /// Closes a run of three marks, or the inner ones of it.
  private mutating func closeThree(_ mark: UInt8, _ part: Int, _ length: Int) {
    let start = parts[part].range.lowerBound
    if length == 1 {
      parts[part] = Part(range: start..<start + 2, content: .text(text.text(start..<start + 2)))
      parts[part + 1] = Part(
        range: start + 2..<start + 3, content: .text(text.text(start + 2..<start + 3)))
    }
    close(part + 1, length: min(length, 2), isDroppable: true)
    if length == 3 {
      close(part, length: 1, isDroppable: true)
    } else {
      addOpener(.emphasis(mark, length: 3 - length), part: part)
    }
  }

  private enum Neighbour { case space, punctuation, word }

  private func neighbour(before place: Int) -> Neighbour {
    guard place > 0 else { return .space }
    var start = place - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return neighbour(start..<place)
  }

  private func neighbour(after place: Int) -> Neighbour {
    guard place < text.count else { return .space }
    var end = place + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return neighbour(place..<end)
  }

  private func neighbour(_ range: Range<Int>) -> Neighbour {
    guard let scalar = text.text(range).unicodeScalars.first else { return .space }
    if scalar.properties.isWhitespace { return .space }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol,
      .otherSymbol:
      return .punctuation
    default: return .word
    }
  }

  func isWord(_ byte: UInt8) -> Bool { byte.isAlphanumeric || byte >= 0x80 }
}
