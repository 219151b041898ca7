import Formatting

/// A table of cells that are darker the greater their number, such as the attention of target words to source words.
package struct HeatMap: Sendable {
  package var title: String
  /// What stands before each row, from the top.
  package var rows: [String]
  /// What stands above each column.
  package var columns: [String]
  /// For each row, a number from 0 to 1 for each column.
  ///
  /// Others are shown as the nearest of these; a missing one as 0.
  package var cells: [[Double]]

  package init(_ title: String, rows: [String], columns: [String], _ cells: [[Double]]) {
    self.title = title
    self.rows = rows
    self.columns = columns
    self.cells = cells
  }

  /// The number of a cell, from 0 to 1.
  func share(_ row: Int, _ column: Int) -> Double {
    guard cells.indices.contains(row), cells[row].indices.contains(column) else { return 0 }
    let cell = cells[row][column]
    return cell.isNaN ? 0 : min(max(cell, 0), 1)
  }

  private static let side = 26.0
  /// A character of the labels, about.
  private static let characterWidth = 7.6

  /// The table as SVG.
  package var svg: Element {
    let left = 20 + Self.width(of: rows)
    let top = 46 + Self.width(of: columns)
    let width = left + Self.side * Double(columns.count) + 20
    let height = top + Self.side * Double(rows.count) + 16
    var content: [Element] = []
    for (index, name) in columns.enumerated() {
      let (x, y) = (left + Self.side * (Double(index) + 0.65), top - 8)
      content.append(
        Plane.text(name, x, y, anchor: "start")
          .with("transform", "rotate(-90 \(x.pixels) \(y.pixels))"))
    }
    for (row, name) in rows.enumerated() {
      let y = top + Self.side * Double(row)
      content.append(Plane.text(name, left - 8, y + Self.side * 0.67, anchor: "end"))
      content += columns.indices.map { cell(row, $0, left + Self.side * Double($0), y) }
    }
    let least = Self.width(of: [title]) + 24
    return .picture(title, width: max(width, least), height: height, content)
  }

  private static func width(of labels: [String]) -> Double {
    characterWidth * Double(labels.map(\.count).max() ?? 0)
  }

  private func cell(_ row: Int, _ column: Int, _ x: Double, _ y: Double) -> Element {
    let share = share(row, column)
    return Element(
      "rect",
      [
        "x": x.pixels, "y": y.pixels, "width": (Self.side - 1).pixels,
        "height": (Self.side - 1).pixels, "fill": Palette.fill,
        "fill-opacity": (0.04 + 0.96 * share).fixed(2),
      ],
      [Element("title", text: "\(rows[row]) – \(columns[column]): \(share.fixed(2))")])
  }
}
