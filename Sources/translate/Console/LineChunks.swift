import Seq2Seq

/// A line of input as text, and how its bytes were repaired.
struct InputLine {
  var text: String
  /// Counted from 1 in its file.
  var number: Int
  /// Whether bytes that are not UTF-8 were replaced by U+FFFD.
  var wasRepaired = false
  /// Whether NUL characters were replaced by spaces.
  var hadNUL = false
  /// Whether the line was too long, so that `text` is only its beginning.
  var isOverlong: Bool

  /// A line that did not come from a file.
  init(_ text: String, number: Int) { (self.text, self.number, isOverlong) = (text, number, false) }

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

/// Reads the lines of a file in portions that fit in memory.
///
/// A portion ends where reading on would have to wait: lines typed slowly are answered at once, and the
/// lines of a file are translated in batches. Lines before an error, such as compressed data that is cut short, come
/// first.
struct LineChunks {
  private let reader: LineReader
  private let maximumLines = 2000
  /// A portion with this many bytes of text is complete.
  private let maximumBytes = 4 << 20
  /// What ended the last portion, and is thrown in place of the next.
  private var failure: FileError?

  init(_ file: OpenFile) { reader = LineReader(file) }

  /// The next portion, of at least one line; nil at the end.
  mutating func next() throws(FileError) -> [InputLine]? {
    if let failure { throw failure }
    guard let first = try reader.next() else { return nil }
    var lines = [InputLine(first)]
    var bytes = first.bytes.count
    do throws(FileError) {
      while lines.count < maximumLines && bytes < maximumBytes,
        let line = try reader.nextWithoutWaiting()
      {
        bytes += line.bytes.count
        lines.append(InputLine(line))
      }
    } catch {
      failure = error
    }
    return lines
  }
}
