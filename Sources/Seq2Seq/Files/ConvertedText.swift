internal import Tokenization

/// Text in another encoding, converted to UTF-8 as it is read.
final class ConvertedText: ByteSource {
  private let source: any ByteSource
  private let path: String
  private var converter: EncodingConverter
  /// Bytes in the other encoding, of which `rest` have not been converted yet.
  private var input: [UInt8]
  private var rest: Range<Int>
  private var inputEnded = false
  /// Converted text that is to be read once more.
  private var again: [UInt8] = []

  /// Converts a source whose first bytes, `head`, have been read already; nil if the encoding is unknown.
  init?(_ source: any ByteSource, head: [UInt8], from encoding: String, path: String) {
    guard let converter = EncodingConverter(encoding) else { return nil }
    self.converter = converter
    self.source = source
    self.path = path
    input = head + [UInt8](repeating: 0, count: max(0, 64 * 1024 - head.count))
    rest = 0..<head.count
  }

  func read(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int {
    if !again.isEmpty {
      let count = min(again.count, buffer.count - start)
      buffer.replaceSubrange(start..<start + count, with: again[..<count])
      again.removeFirst(count)
      return count
    }
    while true {
      if rest.isEmpty, !inputEnded {
        rest = 0..<(try source.read(into: &input, from: 0))
        inputEnded = rest.isEmpty
      }
      guard
        let (used, written) = converter.convert(
          input.span.extracting(rest), isEnd: inputEnded, into: &buffer, from: start)
      else { throw FileError(path: path, action: .read, reason: .damagedEncoding) }
      rest = rest.lowerBound + used..<rest.upperBound
      if written > 0 || (inputEnded && rest.isEmpty) { return written }
    }
  }

  /// Makes text that was read the next to be read.
  func putBack(_ text: [UInt8]) { again = text + again }
}
