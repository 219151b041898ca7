internal import Markup

/// Divides HTML or XML into text and markup, each byte in one of them.
///
/// It never fails: `<` that begins nothing is text, and markup without an end goes on to the end.
struct MarkupScanner {
  enum Token {
    case text(Range<Int>)
    case tag(MarkupTag)
    /// The content of a CDATA section, within its marks.
    case cdata(Range<Int>, content: Range<Int>)
    /// A comment, declaration or processing instruction.
    case other(Range<Int>)
  }

  let bytes: [UInt8]
  private(set) var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Token? {
    guard place < bytes.count else { return nil }
    if let token = markup() { return token }
    let start = place
    place += 1
    while place < bytes.count, !mayBeginMarkup(place) { place += 1 }
    return .text(start..<place)
  }

  private func mayBeginMarkup(_ place: Int) -> Bool {
    guard bytes[place] == UInt8(ascii: "<"), place + 1 < bytes.count else { return false }
    return bytes[place + 1].isASCIILetter || "/!?_".utf8.contains(bytes[place + 1])
  }

  private mutating func markup() -> Token? {
    guard mayBeginMarkup(place) else { return nil }
    let start = place
    if bytes.has("<!--", at: place) { return .other(skip(to: "-->", from: start + 2)) }
    if bytes.has("<![CDATA[", at: place) {
      let range = skip(to: "]]>", from: start + 9)
      let hasEnd = bytes.has("]]>", at: max(start + 9, range.upperBound - 3))
      return .cdata(range, content: start + 9..<range.upperBound - (hasEnd ? 3 : 0))
    }
    if bytes.has("<?", at: place) {
      return .other(
        skip(
          to: bytes.has("<?php", at: place) || bytes.has("<?xml", at: place) ? "?>" : ">",
          from: start + 2))
    }
    if bytes.has("<!", at: place) { return .other(skipDeclaration()) }
    if let tag = MarkupTag(bytes, at: place, end: bytes.count) {
      place = tag.range.upperBound
      return .tag(tag)
    }
    if bytes[place + 1] != UInt8(ascii: "/")
      || place + 2 < bytes.count && bytes[place + 2].isASCIILetter
    {
      // A tag without an end: browsers drop it, too.
      place = bytes.count
      return .other(start..<place)
    }
    // `</` before anything else is a comment in HTML.
    return .other(skip(to: ">", from: start + 2))
  }

  /// Skips up to a mark and past it, or to the end.
  private mutating func skip(to mark: String, from start: Int) -> Range<Int> {
    let begin = place
    place = bytes.place(of: mark, from: start).map { $0 + mark.utf8.count } ?? bytes.count
    return begin..<place
  }

  /// Skips a declaration with its strings and brackets, such as a document type.
  private mutating func skipDeclaration() -> Range<Int> {
    let begin = place
    var scan = DocumentTypeScan()
    while place < bytes.count {
      place += 1
      if scan.isEnd(bytes[place - 1]) { break }
    }
    return begin..<place
  }

  /// The rest of an element whose content is no markup: up to its end tag, which comes next.
  mutating func skipRawText(of name: String) -> Range<Int> {
    let start = place
    let name = Array(name.utf8)
    while let slash = bytes.place(of: "</", from: place) {
      let end = slash + 2 + name.count
      let found = bytes[slash + 2..<min(end, bytes.count)]
      if found.elementsEqual(name, by: { $0 | 0x20 == $1 }),
        end >= bytes.count || bytes[end].isSpace || "/>".utf8.contains(bytes[end])
      {
        place = slash
        return start..<slash
      }
      place = slash + 2
    }
    place = bytes.count
    return start..<place
  }
}
