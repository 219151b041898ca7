import Seq2Seq

/// A line of input as text, and what had to be done to make it text.
struct InputLine {
  var text: String
  /// Counted from 1 in its file.
  var number: Int
  /// The bytes were not UTF-8; U+FFFD stands where they were not.
  var wasRepaired = false
  /// NUL characters became spaces.
  var hadNUL = false
  /// It was longer than can be held; only its beginning is here.
  var isOverlong: Bool

  init(_ line: LineReader.Line) {
    let (text, wasRepaired) = UTF8Text.repaired(line.bytes)
    hadNUL = line.bytes.contains(0)
    self.text =
      hadNUL ? String(decoding: text.utf8.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self) : text
    self.wasRepaired = wasRepaired
    number = line.number
    isOverlong = line.isOverlong
  }
}

/// Lines of a file in portions that fit in memory.
///
/// A portion is what can be had without waiting, so whoever writes slowly is answered at once,
/// and whoever sends a file is served in batches.
struct LineChunks {
  private let reader: LineReader
  private let maximumLines = 2000
  /// Of text, at which a portion is large enough.
  private let maximumBytes = 4 << 20

  init(_ file: OpenFile) { reader = LineReader(file) }

  /// The next portion, of at least one line; nil at the end.
  func next() throws(FileError) -> [InputLine]? {
    guard let first = try reader.next() else { return nil }
    var lines = [InputLine(first)]
    var bytes = first.bytes.count
    while lines.count < maximumLines && bytes < maximumBytes,
      let line = try reader.nextWithoutWaiting()
    {
      bytes += line.bytes.count
      lines.append(InputLine(line))
    }
    return lines
  }
}
