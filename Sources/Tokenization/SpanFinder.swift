import Platform

/// Finds the spans of a line, in time that grows with its length only.
package enum SpanFinder {
  /// The spans of a line, in order; none overlaps another.
  package static func spans(in line: String) -> [TextSpan] {
    var line = line
    guard mayOccur(in: &line) else { return [] }
    var scanner = SpanScanner(Array(line.utf8))
    return scanner.scan()
  }

  /// Whether a line has a character without which there is no span.
  private static func mayOccur(in line: inout String) -> Bool {
    line.withUTF8Span { text in
      var isAfterStop = false
      for place in text.indices {
        let byte = text[place]
        if signs[Int(byte)] || isAfterStop && byte > 0x20 { return true }
        isAfterStop = byte == UInt8(ascii: ".")
      }
      return false
    }
  }

  private static let signs: [Bool] = (0..<256).map { byte in
    0x30...0x39 ~= byte || "`<&{$%#@/\\".utf8.contains(UInt8(byte))
  }

  /// A line with other characters in place of its spans, for what divides lines: it then divides none.
  ///
  /// It has as many bytes. A closing tag looks like a closing bracket, other tags like opening ones, and numbers stay.
  /// What else there is becomes a word of the letter `letter`.
  package static func masked(
    _ line: String, _ spans: [TextSpan], letter: Unicode.Scalar = "X"
  ) -> String {
    guard spans.contains(where: { !$0.kind.isNumeric }) else { return line }
    var bytes = Array(line.utf8)
    for span in spans where !span.kind.isNumeric {
      let isClosing = bytes[span.range.lowerBound + 1] == UInt8(ascii: "/")
      let filler =
        span.kind == .tag ? UInt8(ascii: isClosing ? ")" : "(") : UInt8(ascii: letter)
      for place in span.range { bytes[place] = filler }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Looks for spans from left to right.
///
/// What begins a span is looked at once: a search for its end stops where another one could begin, or after a number of
/// bytes that no span has.
struct SpanScanner {
  let bytes: [UInt8]
  /// The end of the last run of characters that names and addresses are made of.
  private var runEnd = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func scan() -> [TextSpan] {
    var spans: [TextSpan] = []
    var place = 0
    while place < bytes.count {
      if let span = span(at: place), span.range.upperBound > place {
        spans.append(span)
        place = span.range.upperBound
      } else {
        let end = wordEnd(from: place)
        place = end > place ? end : place + characterLength(at: place)
      }
    }
    return spans
  }

  /// The span that begins at a place, which is not inside a word.
  private mutating func span(at place: Int) -> TextSpan? {
    switch bytes[place] {
    case UInt8(ascii: "`"): return span(place, .code, end: codeEnd(place))
    case UInt8(ascii: "<"): return span(place, .tag, end: tagEnd(place))
    case UInt8(ascii: "&"): return span(place, .entity, end: entityEnd(place))
    case UInt8(ascii: "{"), UInt8(ascii: "$"), UInt8(ascii: "%"):
      return span(place, .placeholder, end: placeholderEnd(place))
    case UInt8(ascii: "#"):
      if let end = bracesEnd(place + 1) { return TextSpan(place..<end, .placeholder) }
      return span(place, .hashtag, end: tagWordEnd(place))
    case UInt8(ascii: "@"): return span(place, .hashtag, end: tagWordEnd(place))
    case UInt8(ascii: "-"), UInt8(ascii: "+"):
      return isFree(before: place) ? number(place, digits: place + 1) : nil
    default:
      guard wordLength(at: place) > 0 || Self.pathStarts.contains(bytes[place]) else { return nil }
      return name(place) ?? number(place, digits: place)
    }
  }

  private func span(_ start: Int, _ kind: SpanKind, end: Int?) -> TextSpan? {
    end.map { TextSpan(start..<$0, kind) }
  }

  // MARK: - Characters

  func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  func isDigit(_ place: Int) -> Bool { 0x30...0x39 ~= byte(place) }

  func isLetter(_ place: Int) -> Bool { 0x41...0x5A ~= byte(place) & 0xDF }

  func isAlphanumeric(_ place: Int) -> Bool { isDigit(place) || isLetter(place) }

  /// The bytes of a letter, digit or underscore at a place; 0 if there is none.
  ///
  /// Letters of scripts that set no spaces are none: what stands beside them is a span all the same.
  func wordLength(at place: Int) -> Int {
    switch byte(place) {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: 1
    case 0xC3...0xDF: min(2, bytes.count - place)
    case 0xE0...0xE1: min(3, bytes.count - place)
    default: 0
    }
  }

  func wordEnd(from place: Int) -> Int {
    var end = place
    while case let length = wordLength(at: end), length > 0 { end += length }
    return end
  }

  private func characterLength(at place: Int) -> Int {
    BytePairEncoding.length(ofCharacterStartingWith: bytes[place])
  }

  /// Whether no letter, digit or sign of a word stands directly before a place.
  func isFree(before place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = bytes[place - 1]
    return before <= 0x20 || "([{<>\"'=:;,!?|*~}".utf8.contains(before)
      || before >= 0x80 && !endsWord(before: place)
  }

  /// Whether a letter of several bytes, of a script that sets spaces, ends before a place.
  private func endsWord(before place: Int) -> Bool {
    var start = place - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return wordLength(at: start) > 1
  }

  // MARK: - Names and addresses

  private static let pathStarts = Array("/~.\\".utf8)

  /// An address or the name of a file; nil inside a run that was looked at before.
  private mutating func name(_ place: Int) -> TextSpan? {
    guard place >= runEnd else { return nil }
    runEnd = place
    while true {
      let length = wordLength(at: runEnd)
      guard length > 0 || Self.isNameSign[Int(byte(runEnd))] else { break }
      runEnd += max(1, length)
    }
    let run = SpanRun(scanner: self, start: place, end: runEnd)
    guard let span = run.span() else { return nil }
    runEnd = max(runEnd, span.range.upperBound)
    return span
  }

  private static let isNameSign: [Bool] = (0..<256).map { byte in
    "-./\\~+@".utf8.contains(UInt8(byte))
  }
}
