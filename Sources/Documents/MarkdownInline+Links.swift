/// Links, images and footnotes: `[a](b)`, `![c][d]`, `[^1]`.
extension MarkdownInline {
  mutating func closeLink() {
    guard let link = positions[.link]?.last else { return take(1) }
    let place = parts[openers[link].part].range.upperBound
    if let end = destinationEnd() ?? referenceEnd(), let part = opener(.link) {
      return close(part, length: end - self.place)
    }
    let length = self.place - place
    let label = length < 1000 ? text.text(place..<self.place) : ""
    if label.hasPrefix("^"), let part = opener(.link) { return closeNote(part) }
    if labels.contains(MarkdownLabel.normalized(label)), let part = opener(.link) {
      // The text is the label as well: when it is translated, the label is named after it.
      let isCollapsed = text.has("[]", at: self.place + 1)
      close(part, length: isCollapsed ? 3 : 1, replacement: Array("][\(label)]".utf8))
      return
    }
    // The bracket is text.
    positions[.link]?.removeLast()
    openers[link].kind = .dropped
    positions[.dropped, default: []].append(link)
    take(1)
  }

  /// Makes the footnote's number that ends here one mark.
  private mutating func closeNote(_ part: Int) {
    endText()
    let start = parts[part].range.lowerBound
    parts.removeSubrange(part...)
    while let last = divisions.last, last > part { divisions.removeLast() }
    parts.append(Part(range: start..<place + 1, content: .single(isContent: false)))
    place += 1
    pendingStart = place
  }

  /// The end of `](destination "title")`; nil if that does not follow.
  private func destinationEnd() -> Int? {
    guard byte(place + 1) == UInt8(ascii: "(") else { return nil }
    let limit = min(text.count, place + Self.longestTag)
    var end = place + 2
    var depth = 0
    var quote: UInt8 = 0
    while end < limit {
      let byte = text[end]
      if byte == UInt8(ascii: "\\") {
        end += 1
      } else if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") && text[end - 1].isSpace {
        quote = byte
      } else if byte == UInt8(ascii: "(") {
        depth += 1
      } else if byte == UInt8(ascii: ")") {
        if depth == 0 { return end + 1 }
        depth -= 1
      }
      end += 1
    }
    return nil
  }

  /// The end of `][label]`; nil if that does not follow or no such label is defined.
  private func referenceEnd() -> Int? {
    guard byte(place + 1) == UInt8(ascii: "["),
      let close = text[(place + 2)...].prefix(Self.longestTag).firstIndex(of: UInt8(ascii: "]")),
      close > place + 2, labels.contains(MarkdownLabel.normalized(text.text(place + 2..<close)))
    else { return nil }
    return close + 1
  }
}
