/// Divides UTF-8 text into lines without white space at their ends.
///
/// Only a line feed ends a line: U+2028, U+0085, form feeds and carriage returns do not.
package enum TextLines {
  /// Divides a text into lines; the line feed after the last line may be missing.
  ///
  /// - Returns: The lines, without white space at their ends.
  /// - Throws: ``EvaluationError/invalidUTF8(line:)`` if a line is not valid UTF-8.
  package static func parse(_ bytes: [UInt8]) throws(EvaluationError) -> [String] {
    let lines = Self.lines(bytes)
    if let wrong = lines.firstIndex(of: nil) { throw .invalidUTF8(line: wrong + 1) }
    return lines.compactMap { $0?.trimmingEnd() }
  }

  /// The lines; nil for each line that is not valid UTF-8.
  private static func lines(_ bytes: [UInt8]) -> [String?] {
    let text = bytes.span
    var lines: [String?] = []
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      lines.append(String(validating: bytes[start..<end], as: UTF8.self))
      start = end + 1
    }
    return lines
  }

  /// Divides lines into columns at their tabs.
  ///
  /// - Returns: `count` columns of one field per line.
  /// - Throws: ``EvaluationError/fieldCount(line:expected:found:)`` if a line does not have `count` fields.
  package static func columns(
    _ lines: [String], count: Int
  ) throws(EvaluationError) -> [[String]] {
    // The usual case, one system per file: nothing to divide.
    if count == 1 && !lines.contains(where: \.hasTab) { return [lines] }
    var columns = [[String]](repeating: [], count: count)
    for (index, line) in lines.enumerated() {
      let fields = line.utf8.split(separator: 0x09, omittingEmptySubsequences: false)
      guard fields.count == count else {
        throw .fieldCount(line: index + 1, expected: count, found: fields.count)
      }
      for (column, field) in fields.enumerated() {
        columns[column].append(String(Substring(field)).trimmingEnd())
      }
    }
    return columns
  }
}
