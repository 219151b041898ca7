extension HeatMap {
  /// The shades of a cell, from the lightest.
  private static let shades: [Character] = [" ", "░", "▒", "▓", "█"]
  /// The cells of a terminal that each column takes, with the gap after it.
  private static let columnWidth = 3

  /// The table as lines of a terminal: a cell is a block, darker the greater its number.
  ///
  /// The columns' names stand above them from top to bottom.
  package var terminalLines: [String] {
    let left = rows.map(\.terminalWidth).max() ?? 0
    let margin = String(repeating: " ", count: left + 2)
    let names = columns.map { Array($0) }
    let height = names.map(\.count).max() ?? 0
    let heads = (0..<height).map { line in
      margin
        + names.map { name in
          let index = line - (height - name.count)
          return (index < 0 ? "" : String(name[index])).filled(to: Self.columnWidth)
        }.joined()
    }
    let table = rows.indices.map { row in
      String(repeating: " ", count: left - rows[row].terminalWidth) + rows[row] + "  "
        + columns.indices.map { column in
          let shade = Self.shades[Int((share(row, column) * 4).rounded())]
          return String(repeating: shade, count: Self.columnWidth - 1) + " "
        }.joined()
    }
    return (heads + table).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

extension String {
  /// The cells of a terminal that the text takes: two for characters of Chinese, Japanese and Korean and for emoji.
  var terminalWidth: Int { reduce(0) { $0 + ($1.isWide ? 2 : 1) } }

  fileprivate func filled(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - terminalWidth))
  }
}

extension Character {
  /// The blocks of characters that terminals draw two cells wide (Unicode, East Asian Width, W and F).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
  ]

  fileprivate var isWide: Bool {
    guard let first = unicodeScalars.first else { return false }
    return Self.wide.contains { $0.contains(first.value) }
  }
}
