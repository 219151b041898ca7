/// A place in a line of Markdown, and what of a block begins there.
struct MarkdownCursor {
  let bytes: [UInt8]
  private let line: Range<Int>
  var place: Int
  /// The column at which the text of the innermost list item begins.
  var base = 0

  init(_ bytes: [UInt8], _ line: Range<Int>) {
    (self.bytes, self.line, place) = (bytes, line, line.lowerBound)
  }

  private var end: Int { line.upperBound }

  /// What follows.
  var rest: Range<Int> { place..<end }

  /// Where the next character stands that is no white space.
  private var start: Int {
    var start = place
    while start < end, bytes[start].isBlank { start += 1 }
    return start
  }

  /// The same without white space before it; spaces at the end may mean that the line ends for good.
  var text: Range<Int> { start..<end }

  var isBlank: Bool { bytes[start..<end].allSatisfy(\.isSpace) }

  /// The column of the next character that is no white space.
  var column: Int { column(of: start) }

  /// The column of a place at most a little behind the line's beginning; TABs go to the next column of four.
  private func column(of place: Int) -> Int {
    var column = 0
    for byte in bytes[line.lowerBound..<place] {
      if byte == 0x09 { column += 4 - column % 4 } else if byte & 0xC0 != 0x80 { column += 1 }
    }
    return column
  }

  private func byte(_ place: Int) -> UInt8 { place < end ? bytes[place] : 0 }

  // MARK: - Containers

  /// Skips marks of quotations, and the space after the last one; returns their columns.
  mutating func skipQuotes() -> [Int] {
    var columns: [Int] = []
    var column = self.column
    while case let start = start, byte(start) == UInt8(ascii: ">"),
      start - place < 4 || columns.isEmpty
    {
      // A mark after another is at least one column behind it; TABs between marks are rare.
      column = columns.isEmpty ? column : column + 1 + start - place
      columns.append(column)
      place = start + 1
    }
    if !columns.isEmpty {
      base = column + 1
      if byte(place) == 0x20 { (place, base) = (place + 1, base + 1) }
    }
    return columns
  }

  /// The end of a list item's mark, and the column where its text begins; nil if there is none.
  ///
  /// In a paragraph an item begins only if it has text, and a number of it is 1.
  func listMarker(inParagraph: Bool) -> (end: Int, column: Int)? {
    let start = start
    var mark = start
    if "-+*".utf8.contains(byte(mark)) {
      mark += 1
    } else {
      while byte(mark).isDigit, mark - start < 9 { mark += 1 }
      guard mark > start, ".)".utf8.contains(byte(mark)) else { return nil }
      if inParagraph, mark - start != 1 || byte(start) != UInt8(ascii: "1") { return nil }
      mark += 1
    }
    guard mark == end || bytes[mark].isBlank else { return nil }
    var text = mark
    while text < end, bytes[text].isBlank { text += 1 }
    if inParagraph && text == end { return nil }
    let markColumn = column(of: mark)
    let textColumn = column(of: text)
    // Much white space after the mark is the beginning of code.
    if text == end || textColumn - markColumn > 4 { return (min(mark + 1, end), markColumn + 1) }
    return (text, textColumn)
  }

  /// Skips the box of a task; false if there is none.
  mutating func skipTask() -> Bool {
    let start = start
    let isTask =
      byte(start) == UInt8(ascii: "[") && byte(start + 2) == UInt8(ascii: "]")
      && " xX".utf8.contains(byte(start + 1)) && byte(start + 3).isBlank
    if isTask { place = start + 4 }
    return isTask
  }

  var isIndentedCode: Bool { column - base >= 4 }

  // MARK: - Lines of their own

  var isThematicBreak: Bool {
    let mark = byte(start)
    guard "-*_".utf8.contains(mark) else { return false }
    let rest = bytes[start..<end]
    return rest.allSatisfy { $0 == mark || $0.isBlank } && rest.count { $0 == mark } >= 3
  }

  /// Whether the line underlines the paragraph before it.
  var isUnderline: Bool {
    let text = bytes.trimmed(rest)
    guard let mark = bytes[text].first, "-=".utf8.contains(mark) else { return false }
    return bytes[text].allSatisfy { $0 == mark }
  }

  /// The text of a heading; nil if the line is none.
  var heading: Range<Int>? {
    let start = start
    let marks = bytes[start..<end].prefix(7).prefix { $0 == UInt8(ascii: "#") }.count
    guard 1...6 ~= marks, start + marks == end || bytes[start + marks].isBlank else { return nil }
    let text = bytes.trimmed(start + marks..<end)
    var last = text.upperBound
    while last > text.lowerBound, bytes[last - 1] == UInt8(ascii: "#") { last -= 1 }
    if last < text.upperBound, last == text.lowerBound || bytes[last - 1].isBlank {
      return bytes.trimmed(text.lowerBound..<last)
    }
    return text
  }

  /// The beginning of a block of code between fences.
  var fence: (byte: UInt8, length: Int)? {
    let start = start
    let mark = byte(start)
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let length = bytes[start..<end].prefix { $0 == mark }.count
    guard length >= 3 else { return nil }
    if mark == UInt8(ascii: "`"), bytes[(start + length)..<end].contains(mark) { return nil }
    return (mark, length)
  }

  func isFenceEnd(_ mark: UInt8, _ length: Int) -> Bool {
    let text = bytes.trimmed(rest)
    return text.count >= length && bytes[text].allSatisfy { $0 == mark }
  }

  func startsWith(_ text: String) -> Bool {
    bytes.has(text, at: start) && start + text.utf8.count <= end
  }

  /// Whether the line ends with a text, after at least `beyond` other bytes.
  func endsWith(_ text: String, beyond: Int = 0) -> Bool {
    let range = bytes.trimmed(rest)
    return range.count >= beyond + text.utf8.count
      && bytes.has(text, at: range.upperBound - text.utf8.count)
  }

  func contains(_ text: String) -> Bool {
    bytes.place(of: text, in: start..<end).map { $0 + text.utf8.count <= end } ?? false
  }

  /// Whether the line is for programs: `:::`, `{% … %}`, `{{ … }}`, `{: …}`, `[TOC]`.
  var isDirective: Bool {
    let text = bytes.trimmed(rest)
    if bytes.has(":::", at: text.lowerBound) || bytes.has("!!! ", at: text.lowerBound) {
      return true
    }
    let frames = [("{%", "%}"), ("{{", "}}"), ("{:", "}"), ("[TOC", "]"), ("[[_TOC", "]]")]
    return frames.contains { begin, finish in
      guard bytes.has(begin, at: text.lowerBound),
        text.count >= begin.utf8.count + finish.utf8.count,
        let close = bytes.place(of: finish, in: text)
      else { return false }
      return close + finish.utf8.count == text.upperBound
    }
  }

  /// Whether the line is the title of a link that the line before defines.
  var isTitle: Bool {
    let text = bytes.trimmed(rest)
    guard text.count > 1, let first = bytes[text].first, let last = bytes[text].last else {
      return false
    }
    return "\"'".utf8.contains(first) && first == last
      || first == UInt8(ascii: "(") && last == UInt8(ascii: ")")
  }

  /// The label that the line defines, and, of a footnote, the text it begins with.
  var definition: (label: String, text: Range<Int>?)? {
    let start = start
    guard byte(start) == UInt8(ascii: "["), column - base < 4 else { return nil }
    var close = start + 1
    while close < end, close - start < 1000, bytes[close] != UInt8(ascii: "]") {
      close += bytes[close] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard byte(close) == UInt8(ascii: "]"), byte(close + 1) == UInt8(ascii: ":"), close > start + 1
    else { return nil }
    let label = MarkdownLabel.normalized(bytes.text(start + 1..<close))
    guard byte(start + 1) == UInt8(ascii: "^") else { return (label, nil) }
    let text = bytes.trimmed(close + 2..<end)
    return (label, text.isEmpty ? nil : text)
  }

  // MARK: - HTML

  private static let rawTags = ["script", "pre", "style", "textarea"]

  /// What ends the HTML block that begins here: a mark in a line, or nil for a blank line; no value if none begins.
  func htmlBlock(inParagraph: Bool) -> String?? {
    let start = start
    guard byte(start) == UInt8(ascii: "<"), column - base < 4 else { return nil }
    for (begin, finish) in [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")] {
      if startsWith(begin) { return .some(finish) }
    }
    let isEnd = byte(start + 1) == UInt8(ascii: "/")
    let nameStart = start + (isEnd ? 2 : 1)
    guard byte(nameStart).isASCIILetter else { return nil }
    let name = bytes.tagName(at: nameStart)
    let nameEnd = nameStart + name.utf8.count
    guard nameEnd >= end || bytes[nameEnd].isBlank || "/>".utf8.contains(bytes[nameEnd]) else {
      return nil
    }
    if !isEnd, Self.rawTags.contains(name) { return .some("</\(name)>") }
    if !HTMLElements.inline.contains(name) && name != "br" { return .some(nil) }
    // Any other tag that is alone in its line.
    guard !inParagraph, let tag = MarkupTag(bytes, at: start, end: end) else { return nil }
    return bytes[tag.range.upperBound..<end].allSatisfy(\.isSpace) ? .some(nil) : nil
  }
}
