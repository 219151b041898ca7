internal import Platform

/// Columns of a line, separated only by TAB.
enum TabSeparated {
  /// Two columns of a line, counted from 1; nil if the line has too few.
  ///
  /// Reads no further than the later column, so further columns cost nothing.
  static func columns(
    _ first: Int, _ second: Int, of line: [UInt8]
  ) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
    var firstColumn: ArraySlice<UInt8>?
    var secondColumn: ArraySlice<UInt8>?
    var start = 0
    for column in 1...max(first, second) {
      guard start <= line.count else { return nil }
      let end = line.span.extracting(start...).firstIndex(of: 0x09).map { $0 + start } ?? line.count
      if column == first { firstColumn = line[start..<end] }
      if column == second { secondColumn = line[start..<end] }
      start = end + 1
    }
    guard let firstColumn, let secondColumn else { return nil }
    return (firstColumn, secondColumn)
  }
}
