/// Which columns of a ``BeamEditDistance`` are computed in each row, and where they are stored.
///
/// From row to row, bands begin and end at the same column or further right.
struct CostBands {
  private static let beamWidth = 25.0

  private let columns: [Range<Int>]
  /// Where each row begins in the array of all rows, and where the last one ends.
  private let starts: [Int]

  /// Divides the table of two texts of at least one word each.
  ///
  /// Texts of very different lengths need a wider beam, or else the bands of neighbouring rows would not overlap. The
  /// last row is computed to its end. Row 0 needs no computation, so it has all columns that row 1 asks for.
  init(hypothesis: Int, reference: Int) {
    let ratio = Double(reference) / Double(hypothesis)
    let width = Int(
      Self.beamWidth < ratio / 2
        ? (ratio / 2 + Self.beamWidth).rounded(.up) : Self.beamWidth)
    var columns = (0...hypothesis).map { row in
      let diagonal = Int((Double(row) * ratio).rounded(.down))
      let end = row == hypothesis ? reference + 1 : min(reference + 1, diagonal + width)
      return max(0, diagonal - width)..<end
    }
    columns[0] = 0..<max(columns[0].upperBound, columns[1].upperBound)
    self.columns = columns
    var starts = [0]
    starts.reserveCapacity(columns.count + 1)
    for band in columns { starts.append(starts[starts.count - 1] + band.count) }
    self.starts = starts
  }

  /// The number of costs in all rows.
  var count: Int { starts[starts.count - 1] }

  /// The columns of a row.
  func columns(ofRow row: Int) -> Range<Int> { columns[row] }

  /// Where a row's costs are.
  func places(ofRow row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  /// Where a cost is; nil if it is not in the row's band.
  func place(row: Int, column: Int) -> Int? {
    columns[row].contains(column) ? starts[row] + column - columns[row].lowerBound : nil
  }
}
