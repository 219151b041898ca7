/// Divides a record of a table into cells, which may be in quotation marks.
///
/// A cell in quotation marks may hold delimiters, ends of lines, and quotation marks written twice. Only spaces may stand
/// between the closing mark and the end of the cell; and before the opening one, unless TABs separate cells. A quotation
/// mark in a cell that does not begin with one is an ordinary character.
struct QuotedCells {
  /// A cell, without its quotation marks.
  struct Cell {
    var bytes: [UInt8] = []
    var isQuoted = false
    /// Whether it needed quotation marks: it holds one, a delimiter or an end of a line.
    var needsQuotes = false
    /// Whether it is not in quotation marks, but holds one.
    var hasPlainMark: Bool { !isQuoted && bytes.contains(QuotedCells.mark) }
  }

  enum Outcome {
    /// The record has ended.
    case complete
    /// A quotation mark is open: the next line belongs to the record, too.
    case open
    /// A closing quotation mark is followed by other text.
    case misplaced
  }

  private enum Place {
    case start, plain, quoted, closed
  }

  static let mark = UInt8(ascii: "\"")
  private static let space = UInt8(ascii: " ")

  let delimiter: UInt8
  private(set) var cells: [Cell] = []
  /// The number of bytes read.
  private(set) var length = 0
  private var cell = Cell()
  private var place = Place.start

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Reads a line, without its end.
  mutating func add(_ line: [UInt8]) -> Outcome {
    if place == .quoted { add(lineBreak: ()) }
    length += line.count + 1
    for byte in line where !add(byte) { return .misplaced }
    if place == .quoted { return .open }
    endCell()
    return .complete
  }

  private mutating func add(lineBreak: Void) {
    cell.bytes.append(0x0A)
    cell.needsQuotes = true
  }

  /// Reads a byte; false if it may not stand there.
  private mutating func add(_ byte: UInt8) -> Bool {
    switch place {
    case .start, .plain: addPlain(byte)
    case .quoted:
      if byte == Self.mark {
        place = .closed
      } else {
        if byte == delimiter { cell.needsQuotes = true }
        cell.bytes.append(byte)
      }
    case .closed:
      if byte == Self.mark {
        cell.bytes.append(byte)
        cell.needsQuotes = true
        place = .quoted
      } else if byte == delimiter {
        endCell()
      } else {
        return byte == Self.space
      }
    }
    return true
  }

  private mutating func addPlain(_ byte: UInt8) {
    if byte == delimiter {
      endCell()
    } else if byte == Self.mark, place == .start {
      cell.bytes = []
      cell.isQuoted = true
      place = .quoted
    } else {
      cell.bytes.append(byte)
      if byte != Self.space || delimiter == 0x09 { place = .plain }
    }
  }

  private mutating func endCell() {
    cells.append(cell)
    cell = Cell()
    place = .start
  }
}
