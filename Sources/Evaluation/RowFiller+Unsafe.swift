/// Computes rows of a ``BeamEditDistance`` one by one.
///
/// Scoring by TER spends its time here, so a row and its band are checked, but not each column.
struct RowFiller {
  let words: [UInt32]
  let reference: [UInt32]
  let bands: [Range<Int>]

  private var stride: Int { reference.count + 1 }

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
    let band = bands[row + 1]
    precondition(
      (row + 1) * stride <= before.count && (row + 2) * stride <= costs.count
        && band.lowerBound >= 0 && band.upperBound <= stride)
    let previous = unsafe UnsafeBufferPointer(rebasing: before[row * stride..<(row + 1) * stride])
    let next = unsafe UnsafeMutableBufferPointer(
      rebasing: costs[(row + 1) * stride..<(row + 2) * stride])
    let word = words[row]
    unsafe reference.withUnsafeBufferPointer { reference in
      var left = BeamEditDistance.infinity
      for column in band {
        var cost = unsafe min(previous[column], left) + 1
        if column > 0 {
          cost = unsafe min(cost, previous[column - 1] + (word == reference[column - 1] ? 0 : 1))
        }
        unsafe next[column] = cost
        left = cost
      }
    }
  }
}
