/// Tags, comments and addresses in angle brackets.
extension MarkdownInline {
  mutating func readAngle() {
    let next = byte(place + 1)
    let limit = min(text.count, place + Self.longestTag)
    if text.has("<!--", at: place) { return readComment() }
    guard next.isASCIILetter || next == UInt8(ascii: "/") else { return take(1) }
    if let close = addressEnd(limit) { return add(.single(isContent: true), length: close - place) }
    // Another "<" before the end means that this one is text, but for those in attributes, which are rare.
    let sign = text[(place + 1)..<limit].first {
      $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
    }
    guard sign == UInt8(ascii: ">"), let tag = MarkupTag(text, at: place, end: limit),
      !tag.name.utf8.contains(where: { "<@:.".utf8.contains($0) })
    else { return take(1) }
    let length = tag.range.count
    if tag.kind == .end {
      if let part = opener(.tag(tag.name)) {
        close(part, length: length)
      } else {
        add(.single(isContent: false), length: length)
      }
    } else if tag.kind == .empty || HTMLElements.void.contains(tag.name) {
      add(.single(isContent: false), length: length)
      if tag.name == "br" { divisions.append(parts.count) }
    } else {
      add(.single(isContent: false), length: length)
      addOpener(.tag(tag.name), part: parts.count - 1)
    }
  }

  private mutating func readComment() {
    guard hasComments, let end = text.place(of: "-->", from: place + 4) else {
      hasComments = false
      return take(1)
    }
    add(.single(isContent: false), length: end + 3 - place)
  }

  /// The end of an address in angle brackets: `<https://…>`, `<me@example.org>`.
  private func addressEnd(_ limit: Int) -> Int? {
    guard
      let close = text[place..<limit].firstIndex(where: { $0 == UInt8(ascii: ">") || $0.isSpace }),
      text[close] == UInt8(ascii: ">")
    else { return nil }
    let inside = text[(place + 1)..<close]
    let isAddress =
      inside.contains(UInt8(ascii: "@"))
      || inside.firstIndex(of: UInt8(ascii: ":")).map { $0 - place > 2 } == true
    return isAddress && !inside.contains(UInt8(ascii: "<")) && !inside.contains(UInt8(ascii: "="))
      ? close + 1 : nil
  }
}
