import Platform

/// The one form of a line that the tokenizer knows: composed, with plain spaces between words.
///
/// First canonical composition (NFC). Then each run of ASCII spaces and tabs becomes one space, and
/// none is left at the ends. Every other character stays, spaces of other kinds (U+00A0, U+202F,
/// U+2028, …) included. Normalizing twice changes nothing more.
package enum Normalizer {
  package static func normalize(_ line: String) -> String {
    var line = line
    var buffer: [UInt8] = []
    return line.withUTF8Span { text in
      withComposed(text, buffer: &buffer) { composed in
        var result: [UInt8] = []
        result.reserveCapacity(composed.count)
        forEachChunk(of: composed) { chunk in
          if !result.isEmpty { result.append(space) }
          result.append(copying: chunk)
        }
        return String(decoding: result, as: UTF8.self)
      }
    }
  }

  /// The byte of the one whitespace that is left, and the mark of a word that follows it.
  static let space: UInt8 = 0x20

  /// Calls `body` with each longest run of bytes that are neither space nor tab.
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

  /// Calls `body` with the text in NFC, which is the text itself where that is in NFC already.
  ///
  /// `text` is valid UTF-8. One that ICU cannot take, as it is over a gigabyte, stays as it is.
  static func withComposed<Result>(
    _ text: Span<UInt8>, buffer: inout [UInt8],
    _ body: (Span<UInt8>) -> Result
  ) -> Result {
    guard mayNeedComposition(text) else { return body(text) }
    // NFC never makes a text more than three times as long in UTF-8.
    if buffer.count < 3 * text.count { buffer = [UInt8](repeating: 0, count: 3 * text.count) }
    guard let count = compose(text, into: &buffer) else { return body(text) }
    return body(buffer.span.extracting(..<count))
  }

  /// Whether any character is U+0300 or above: those below neither compose nor decompose in NFC.
  private static func mayNeedComposition(_ text: Span<UInt8>) -> Bool {
    var highest: UInt8 = 0
    for offset in text.indices { highest = max(highest, text[offset]) }
    return highest >= 0xCC  // U+0300 is CC 80
  }
}
