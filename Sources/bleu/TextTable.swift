/// A table with rules; the first column is right-aligned, the others are centred.
struct TextTable: CustomStringConvertible {
  let titles: [String]
  /// The rows; each cell is a list of lines.
  let rows: [[[String]]]

  private var widths: [Int] {
    titles.indices.map { column in
      let widest = rows.flatMap { $0[column] }.map(\.unicodeScalars.count).max() ?? 0
      return max(titles[column].unicodeScalars.count + 2, widest)
    }
  }

  var description: String {
    let widths = widths
    let body = rows.map { lines(of: $0, widths) }
    return rule("╒", "═", "╤", "╕", widths) + lines(of: titles.map { [$0] }, widths)
      + rule("╞", "═", "╪", "╡", widths)
      + body.joined(separator: rule("├", "─", "┼", "┤", widths))
      + String(rule("╘", "═", "╧", "╛", widths).dropLast())
  }

  private func rule(
    _ left: String, _ line: String, _ crossing: String, _ right: String, _ widths: [Int]
  ) -> String {
    let lines = widths.map { String(repeating: line, count: $0 + 2) }
    return left + lines.joined(separator: crossing) + right + "\n"
  }

  private func lines(of row: [[String]], _ widths: [Int]) -> String {
    let height = row.map(\.count).max() ?? 0
    return (0..<height).map { line in
      let cells = row.enumerated().map { column, cell in
        let text = line < cell.count ? cell[line] : ""
        let space = widths[column] - text.unicodeScalars.count
        let left = column == 0 ? space : space / 2
        return String(repeating: " ", count: left) + text
          + String(repeating: " ", count: space - left)
      }
      return "│ " + cells.joined(separator: " │ ") + " │\n"
    }.joined()
  }
}
