/// The lines of a text in UTF-8, of which white space at the end is no part.
///
/// Only a line feed ends a line: U+2028, U+0085, form feeds and carriage returns never do.
package enum TextLines {
  /// The lines of a text, of which the last may lack its line feed.
  ///
  /// - Throws: If a line is not valid UTF-8.
  package static func parse(_ bytes: [UInt8]) throws(EvaluationError) -> [String] {
    var lines: [String] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      guard let line = String(validating: bytes[start..<end], as: UTF8.self) else {
        throw .invalidUTF8(line: lines.count + 1)
      }
      lines.append(line.trimmingEnd())
      start = end + 1
    }
    return lines
  }

  /// Columns of lines whose fields are separated by tabs, `count` in each line.
  ///
  /// - Throws: If a line has another number of fields.
  package static func columns(
    _ lines: [String], count: Int
  ) throws(EvaluationError) -> [[String]] {
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
