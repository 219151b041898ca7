/// Computes rows of a ``BeamEditDistance`` one by one.
///
/// Scoring by TER spends its time here, so a row and its band are checked, but not each column.
struct RowFiller {
  let words: [UInt32]
  let reference: [UInt32]
  let bands: CostBands

  /// Fills the rows after the words from `first` on.
  func fill(from first: Int, in costs: inout [Int32]) {
    unsafe costs.withUnsafeMutableBufferPointer { costs in
      for row in first..<words.count {
        unsafe fill(row: row, in: costs, after: UnsafeBufferPointer(costs))
      }
    }
  }

  /// Fills the rows after the words from `first` on; the row before the first of them is in `before`.
  func fill(from first: Int, in costs: inout [Int32], after before: [Int32]) {
    unsafe costs.withUnsafeMutableBufferPointer { costs in
      unsafe before.withUnsafeBufferPointer { unsafe fill(row: first, in: costs, after: $0) }
      for row in (first + 1)..<max(first + 1, words.count) {
        unsafe fill(row: row, in: costs, after: UnsafeBufferPointer(costs))
      }
    }
  }

  /// Fills the band of the row after the word at `row`, from the row before it.
  private func fill(
    row: Int, in costs: UnsafeMutableBufferPointer<Int32>, after before: UnsafeBufferPointer<Int32>
  ) {
    let (above, band) = (bands.columns(ofRow: row), bands.columns(ofRow: row + 1))
    let (source, target) = (bands.places(ofRow: row), bands.places(ofRow: row + 1))
    precondition(
      source.upperBound <= before.count && target.upperBound <= costs.count
        && above.lowerBound >= 0 && above.lowerBound <= band.lowerBound
        && band.upperBound <= reference.count + 1)
    let previous = unsafe UnsafeBufferPointer(rebasing: before[source])
    let next = unsafe UnsafeMutableBufferPointer(rebasing: costs[target])
    let word = words[row]
    unsafe reference.withUnsafeBufferPointer { reference in
      var left = BeamEditDistance.infinity
      for column in band {
        // The place in the row before of the same column, which may be just behind its end.
        let place = column - above.lowerBound
        var cost = left
        if column < above.upperBound { cost = unsafe min(cost, previous[place]) }
        cost += 1
        if place > 0 && column <= above.upperBound {
          let edits: Int32 = unsafe word == reference[column - 1] ? 0 : 1
          cost = unsafe min(cost, previous[place - 1] + edits)
        }
        unsafe next[column - band.lowerBound] = cost
        left = cost
      }
    }
  }
}
