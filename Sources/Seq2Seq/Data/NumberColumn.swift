/// Why a column of numbers cannot be read.
package enum NumberColumnError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file cannot be read.
  case corpus(CorpusError)
  /// A record has fewer columns.
  case missing(path: String, line: Int, column: Int)
  /// A cell, other than one of the first record, is no finite number.
  case notANumber(path: String, line: Int, column: Int, text: String)
  /// A record is too long or has misplaced quotation marks.
  case malformed(path: String, line: Int)

  /// One line: what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .corpus(let error): error.description
    case .missing(let path, let line, let column):
      "line \(line) of \(path) has no column \(column); cells are separated by commas, semicolons or TABs"
    case .notANumber(let path, let line, let column, let text):
      """
      column \(column) of \(path) has \(text.isEmpty ? "nothing" : "“\(text)”") in line \(line); \
      every line needs a number such as -1.5 there, but the first, which may name the columns
      """
    case .malformed(let path, let line):
      "line \(line) of \(path) is too long or has misplaced quotation marks"
    }
  }
}

/// The numbers in one column of a CSV or TSV file, such as prices by day.
package struct NumberColumn: Sendable {
  package let path: String
  /// Counted from 1.
  package let column: Int

  package init(path: String, column: Int) {
    precondition(column >= 1, "columns are counted from 1")
    self.path = path
    self.column = column
  }

  /// Reads the numbers, in order; blank lines and a first record that names the columns are left out.
  package func read() throws(NumberColumnError) -> [Double] {
    do {
      let lines = try TableLines(path: path, limit: LineReader.defaultLimit)
      let delimiter = try lines.delimiter(columns: column)
      var numbers: [Double] = []
      var count = 0
      while let (line, record) = try lines.record(delimiter: delimiter) {
        count += 1
        if let number = try number(in: record, line: line, isFirst: count == 1) {
          numbers.append(number)
        }
      }
      return numbers
    } catch let error as CorpusError {
      throw .corpus(error)
    } catch let error as NumberColumnError {
      throw error
    } catch {
      preconditionFailure("another error than those of reading a table: \(error)")
    }
  }

  private func number(
    in record: TableLines.Record, line: Int, isFirst: Bool
  ) throws(NumberColumnError) -> Double? {
    guard case .cells(let cells) = record else { throw .malformed(path: path, line: line) }
    if cells.allSatisfy({ $0.bytes.isEmpty }) { return nil }
    guard column <= cells.count else { throw .missing(path: path, line: line, column: column) }
    let text = String(decoding: cells[column - 1].bytes, as: UTF8.self)
    var trimmed = text.drop { $0 == " " }
    while trimmed.last == " " { trimmed.removeLast() }
    if let number = Double(trimmed), number.isFinite { return number }
    if isFirst { return nil }
    throw .notANumber(
      path: path, line: line, column: column, text: String(text.prefix(40)))
  }
}
