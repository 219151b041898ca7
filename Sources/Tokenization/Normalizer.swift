import Platform

/// Brings lines into the form that the tokenizer works with: composed, with single spaces between words.
///
/// First comes canonical composition (NFC). Then each run of ASCII spaces and tabs becomes one space, and those at both
/// ends are removed. All other characters stay, including other kinds of spaces (U+00A0, U+202F, U+2028, …).
/// Normalizing a second time changes nothing.
package enum Normalizer {
  package static func normalize(_ line: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(line.utf8.count)
    forEachChunk(ofNormalized: line) { chunk in
      if !result.isEmpty { result.append(space) }
      result.append(copying: chunk)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Calls `body` with each run of bytes between the spaces of a line in its normalized form.
  package static func forEachChunk(ofNormalized line: String, _ body: (Span<UInt8>) -> Void) {
    var line = line
    var buffer: [UInt8] = []
    line.withUTF8Span { text in
      withComposed(text, buffer: &buffer) { forEachChunk(of: $0, body) }
    }
  }

  /// A normalized line without case marks, which in lines from outside are not text.
  static func normalizeWithoutMarks(_ line: String) -> String {
    normalize(CaseMark.removed(from: line))
  }

  /// The space, which is also the first byte of a word after whitespace.
  package static let space: UInt8 = 0x20

  /// Calls `body` with each run of bytes between spaces and tabs.
  static func forEachChunk(
    of text: Span<UInt8>, _ body: (Span<UInt8>) -> Void
  ) {
    var start = 0
    for offset in text.indices where text[offset] == space || text[offset] == 0x09 {
      if start < offset { body(text.extracting(start..<offset)) }
      start = offset + 1
    }
    if start < text.count { body(text.extracting(start...)) }
  }

  /// Calls `body` with the text in NFC.
  ///
  /// `text` must be valid UTF-8. A text for which ICU fails, such as one of more than a gigabyte, is not composed.
  static func withComposed<Result>(
    _ text: Span<UInt8>, buffer: inout [UInt8],
    _ body: (Span<UInt8>) -> Result
  ) -> Result {
    guard mayNeedComposition(text) else { return body(text) }
    // NFC makes a text at most three times as long in UTF-8.
    if buffer.count < 3 * text.count { buffer = [UInt8](repeating: 0, count: 3 * text.count) }
    guard let count = compose(text, into: &buffer) else { return body(text) }
    return body(buffer.span.extracting(..<count))
  }

  /// Whether any character is U+0300 or above: NFC does not change characters below.
  private static func mayNeedComposition(_ text: Span<UInt8>) -> Bool {
    var highest: UInt8 = 0
    for offset in text.indices { highest = max(highest, text[offset]) }
    return highest >= 0xCC  // U+0300 is CC 80
  }
}
