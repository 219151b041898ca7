import Platform

/// Reads a file or stream line by line, as bytes, in bounded memory.
///
/// - Only LF ends a line. One CR directly before that LF belongs to the line's end; every other CR,
///   and U+2028, U+2029, U+0085, VT and FF, is text. A last line without LF counts, and a CR at its
///   end is text.
/// - A UTF-8 byte order mark at the very start is dropped. One of UTF-16 or UTF-32 is an error.
/// - gzip is recognised by its first two bytes, whatever the file is called.
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

  private let file: OpenFile
  private let limit: Int
  private var buffer: [UInt8]
  private var position = 0
  private var end = 0
  private var lineNumber = 0
  private var started = false
  private var inflater: GzipInflater?
  /// The kept bytes of a line whose end has not been read yet, and its length so far.
  private var partial: (bytes: [UInt8], length: Int) = ([], 0)
  private var isAtEnd = false

  /// Reads from an open file.
  ///
  /// `bufferSize` is in bytes, at least 4.
  package init(_ file: OpenFile, limit: Int = defaultLimit, bufferSize: Int = 64 * 1024) {
    precondition(limit >= 1 && bufferSize >= 4)
    self.file = file
    // One byte more than the limit is kept, because it may be the CR of a CRLF.
    self.limit = min(limit, Int.max - 1)
    buffer = [UInt8](repeating: 0, count: bufferSize)
  }

  /// Opens a file for reading.
  package convenience init(path: String, limit: Int = defaultLimit) throws(FileError) {
    self.init(try OpenFile(reading: path), limit: limit)
  }

  /// The file's name, for messages.
  package var path: String { file.path }

  /// The number of the line returned last; after the end, the number of lines.
  package var count: Int { lineNumber }

  /// The next line, or nil at the end.
  package func next() throws(FileError) -> Line? { try next(mayWait: true) }

  /// The next line, if the input has it ready: nil where ``next()`` would wait, and at the end.
  ///
  /// Compressed input counts as always ready.
  package func nextWithoutWaiting() throws(FileError) -> Line? { try next(mayWait: false) }

  private func next(mayWait: Bool) throws(FileError) -> Line? {
    if !started { try start() }
    while !isAtEnd {
      if position == end {
        if !mayWait && inflater == nil && !file.hasInput { return nil }
        position = 0
        end = try fill(from: 0)
        if end == 0 {
          isAtEnd = true
          let length = partial.length
          return length == 0 ? nil : line(takePartial(), length: length)
        }
      }
      let stop = nextLineFeed() ?? end
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

  private func nextLineFeed() -> Int? {
    buffer.span.extracting(position..<end).firstIndex(of: 0x0A).map { position + $0 }
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

  // MARK: - The start of the file

  private func start() throws(FileError) {
    started = true
    end = try fill(from: 0)
    try fillWhile { $0 == [0x1F] }
    if end >= 2, buffer[0] == 0x1F, buffer[1] == 0x8B {
      inflater = try GzipInflater(file: file, head: Array(buffer[..<end]))
      end = try fill(from: 0)
    }
    try fillWhile { [[0xEF], [0xEF, 0xBB], [0xFE], [0xFF]].contains($0) }
    let head = Array(buffer[..<min(3, end)])
    if head == [0xEF, 0xBB, 0xBF] { position = 3 }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      throw FileError(path: file.path, action: .read, reason: .utf16)
    }
  }

  /// Reads more bytes as long as those read so far may be the beginning of a mark, and no longer.
  private func fillWhile(_ undecided: ([UInt8]) -> Bool) throws(FileError) {
    while end < 4, undecided(Array(buffer[..<end])) {
      let count = try fill(from: end)
      if count == 0 { return }
      end += count
    }
  }

  private func fill(from offset: Int) throws(FileError) -> Int {
    if let inflater { return try inflater.read(into: &buffer, from: offset) }
    return try file.read(into: &buffer, from: offset)
  }
}
