import Platform

/// Reads a file or stream line by line, as bytes, in bounded memory.
///
/// - Only LF ends a line. One CR directly before that LF belongs to the line's end; every other CR,
///   and U+2028, U+2029, U+0085, VT and FF, is text. A last line without LF counts, and a CR at its
///   end is text.
/// - gzip is unpacked, a byte order mark at the very start is dropped, and text whose mark says UTF-16 or UTF-32 is
///   converted.
/// - Of a corpus, other encodings are guessed and converted, too; and if it has no LF in its first megabyte, CR ends its
///   lines.
/// - Of a line of more than `limit` bytes only the beginning is kept, and the line is marked as
///   overlong.
///
/// A line is returned as soon as its LF has been read, so input at a terminal is answered at once.
/// The bytes may be invalid UTF-8.
package final class LineReader {
  /// One line, without its end.
  package struct Line: Equatable, Sendable {
    /// The line's bytes; of an overlong line the first `limit`, without an incomplete last character.
    package var bytes: [UInt8]
    /// The line's number, from 1.
    package var number: Int
    /// Whether the line is longer than `bytes`.
    package var isOverlong: Bool
  }

  /// 1 MiB: a longer line is not a sentence.
  package static let defaultLimit = 1 << 20

  private let text: TextSource
  private let limit: Int
  /// The byte that ends a line, LF or CR; nil until it is known.
  private var terminator: UInt8?
  private var buffer: [UInt8]
  private var position = 0
  private var end = 0
  private var lineNumber = 0
  /// The kept bytes of a line whose end has not been read yet, and its length so far.
  private var partial: (bytes: [UInt8], length: Int) = ([], 0)
  private var isAtEnd = false

  /// Reads from an open file.
  ///
  /// `bufferSize` is in bytes, at least 4.
  package convenience init(
    _ file: OpenFile, limit: Int = defaultLimit, bufferSize: Int = 64 * 1024
  ) {
    self.init(
      TextSource(file, guesses: false), limit: limit, bufferSize: bufferSize, isCorpus: false)
  }

  private init(_ text: TextSource, limit: Int, bufferSize: Int, isCorpus: Bool) {
    precondition(limit >= 1 && bufferSize >= 4)
    self.text = text
    terminator = isCorpus ? nil : 0x0A
    // One byte more than the limit is kept, because it may be the CR of a CRLF.
    self.limit = min(limit, Int.max - 1)
    buffer = [UInt8](repeating: 0, count: bufferSize)
  }

  /// Opens a file for reading.
  package convenience init(path: String, limit: Int = defaultLimit) throws(FileError) {
    self.init(try OpenFile(reading: path), limit: limit)
  }

  /// Opens a file of a corpus, whose encoding and ends of lines are found out.
  package convenience init(corpus path: String, limit: Int = defaultLimit) throws(FileError) {
    let text = TextSource(try OpenFile(reading: path), guesses: true)
    self.init(text, limit: limit, bufferSize: 64 * 1024, isCorpus: true)
  }

  /// The file's name, for messages.
  package var path: String { text.path }

  /// The encoding that the text is converted from; nil as long as it is taken for UTF-8.
  package var encoding: String? { text.encoding }

  /// The number of the line returned last; after the end, the number of lines.
  package var count: Int { lineNumber }

  /// The next line, or nil at the end.
  package func next() throws(FileError) -> Line? { try next(mayWait: true) }

  /// The next line, if the input has it ready: nil where ``next()`` would wait, and at the end.
  ///
  /// Compressed input counts as always ready.
  package func nextWithoutWaiting() throws(FileError) -> Line? { try next(mayWait: false) }

  private func next(mayWait: Bool) throws(FileError) -> Line? {
    let terminator = try findTerminator()
    while !isAtEnd {
      if position == end {
        if !mayWait && !text.isReady { return nil }
        position = 0
        end = try text.read(into: &buffer, from: 0)
        if end == 0 {
          isAtEnd = true
          let length = partial.length
          return length == 0 ? nil : line(takePartial(), length: length)
        }
      }
      let stop = next(terminator) ?? end
      let kept = min(stop - position, limit + 1 - partial.bytes.count)
      partial.bytes.append(contentsOf: buffer[position..<position + kept])
      partial.length += stop - position
      position = stop
      if stop < end {
        position += 1
        let length = partial.length
        return endedLine(takePartial(), length: length)
      }
    }
    return nil
  }

  private func takePartial() -> [UInt8] {
    let bytes = partial.bytes
    partial = ([], 0)
    return bytes
  }

  private func next(_ terminator: UInt8) -> Int? {
    buffer.span.extracting(position..<end).firstIndex(of: terminator).map { position + $0 }
  }

  private func findTerminator() throws(FileError) -> UInt8 {
    if let terminator { return terminator }
    // Most files have an LF near their beginning.
    var beginning = try text.beginning(4096)
    if !beginning.contains(0x0A) { beginning = try text.beginning(1 << 20) }
    let found: UInt8 = beginning.contains(0x0D) && !beginning.contains(0x0A) ? 0x0D : 0x0A
    terminator = found
    return found
  }

  private func endedLine(_ bytes: consuming [UInt8], length: Int) -> Line {
    if length == bytes.count, bytes.last == 0x0D {
      bytes.removeLast()
      return line(bytes, length: length - 1)
    }
    return line(bytes, length: length)
  }

  private func line(_ bytes: consuming [UInt8], length: Int) -> Line {
    lineNumber += 1
    let isOverlong = length > limit
    if isOverlong {
      bytes.removeLast(bytes.count - limit)
      UTF8Text.removePartialCharacter(from: &bytes)
    }
    return Line(bytes: bytes, number: lineNumber, isOverlong: isOverlong)
  }
}
