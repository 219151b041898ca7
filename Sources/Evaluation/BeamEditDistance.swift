/// The edit distance from a hypothesis to a reference, kept up to date as words are shifted.
///
/// `cost[i][j]` is the distance from the first i words of the hypothesis to the first j of the
/// reference. Only a band about the diagonal is filled, as wide as Tercom's beam; the rest is
/// infinite. The hypothesis keeps its length, so each row's band is fixed.
struct BeamEditDistance {
  static let infinity: Int32 = 1 << 28
  private static let beamWidth = 25.0

  private(set) var hypothesis: [UInt32]
  let reference: [UInt32]
  private let bands: [Range<Int>]
  /// Rows 0...hypothesis.count, each of reference.count + 1 costs.
  private var costs: [Int32]
  /// The same for the shift being tried, valid from the first changed row on.
  private var trialCosts: [Int32]

  /// The distance between two texts of at least one word.
  init(hypothesis: [UInt32], reference: [UInt32]) {
    self.hypothesis = hypothesis
    self.reference = reference
    bands = Self.bands(hypothesis: hypothesis.count, reference: reference.count)
    costs = [Int32](
      repeating: Self.infinity, count: (hypothesis.count + 1) * (reference.count + 1))
    for column in 0...reference.count { costs[column] = Int32(column) }
    trialCosts = costs
    fillCosts(from: 0)
  }

  /// The distance of the whole texts.
  var distance: Int {
    Int(costs[costs.count - 1])
  }

  /// The columns of each row that are filled.
  ///
  /// Texts of very different lengths have a wider beam, without which rows would not overlap; the
  /// last row is filled to its end.
  private static func bands(hypothesis: Int, reference: Int) -> [Range<Int>] {
    let ratio = Double(reference) / Double(hypothesis)
    let width = Int(
      beamWidth < ratio / 2 ? (ratio / 2 + beamWidth).rounded(.up) : beamWidth)
    return (0...hypothesis).map { row in
      let diagonal = Int((Double(row) * ratio).rounded(.down))
      let end = row == hypothesis ? reference + 1 : min(reference + 1, diagonal + width)
      return max(0, diagonal - width)..<end
    }
  }

  /// Carries a shift out.
  mutating func apply(_ shift: Shift) {
    let changed = shift.move(in: &hypothesis)
    fillCosts(from: changed.lowerBound)
  }

  private mutating func fillCosts(from first: Int) {
    let rows = RowFiller(words: hypothesis, reference: reference, bands: bands)
    rows.fill(from: first, in: &costs)
  }

  /// The distance there would be after a shift.
  mutating func distance(after shift: Shift) -> Int {
    var words = hypothesis
    let first = shift.move(in: &words).lowerBound
    let rows = RowFiller(words: words, reference: reference, bands: bands)
    // Words before the shift are where they were, and so are their rows.
    rows.fill(from: first, in: &trialCosts, after: costs)
    return Int(trialCosts[trialCosts.count - 1])
  }
}

/// Which words a cheapest sequence of edits takes for each other.
struct EditAlignment {
  /// For each word of the reference, the last word of the hypothesis used up with it, or -1.
  private(set) var hypothesisIndex: [Int]
  /// For each position, how many words before it are wrong.
  private var hypothesisErrors: [Int]
  private var referenceErrors: [Int]

  fileprivate init(hypothesis: Int, reference: Int) {
    hypothesisIndex = [Int](repeating: -1, count: reference)
    hypothesisErrors = [Int](repeating: 0, count: hypothesis + 1)
    referenceErrors = [Int](repeating: 0, count: reference + 1)
  }

  fileprivate mutating func align(_ column: Int, with row: Int) {
    hypothesisIndex[column - 1] = row - 1
  }

  fileprivate mutating func markError(row: Int?, column: Int?) {
    if let row { hypothesisErrors[row] = 1 }
    if let column { referenceErrors[column] = 1 }
  }

  fileprivate mutating func accumulateErrors() {
    for index in hypothesisErrors.indices.dropFirst() {
      hypothesisErrors[index] += hypothesisErrors[index - 1]
    }
    for index in referenceErrors.indices.dropFirst() {
      referenceErrors[index] += referenceErrors[index - 1]
    }
  }

  /// Whether a phrase has a wrong word, its place in the reference is not matched throughout, and
  /// that place is not within the phrase.
  func allowsShift(of phrase: Phrase) -> Bool {
    let (end, positionEnd) = (phrase.start + phrase.length, phrase.position + phrase.length)
    if hypothesisErrors[end] == hypothesisErrors[phrase.start] { return false }
    if referenceErrors[positionEnd] == referenceErrors[phrase.position] { return false }
    return !(phrase.start..<end).contains(hypothesisIndex[phrase.position])
  }
}

extension BeamEditDistance {
  /// The alignment, which prefers a match or substitution, then a deletion, then an insertion.
  func alignment() -> EditAlignment {
    var alignment = EditAlignment(hypothesis: hypothesis.count, reference: reference.count)
    let stride = reference.count + 1
    var (row, column) = (hypothesis.count, reference.count)
    while row > 0 || column > 0 {
      let cost = costs[row * stride + column]
      let isMatch = row > 0 && column > 0 && hypothesis[row - 1] == reference[column - 1]
      if row > 0, column > 0,
        cost == costs[(row - 1) * stride + column - 1] + (isMatch ? 0 : 1)
      {
        alignment.align(column, with: row)
        if !isMatch { alignment.markError(row: row, column: column) }
        row -= 1
        column -= 1
      } else if row > 0, cost == costs[(row - 1) * stride + column] + 1 {
        alignment.markError(row: row, column: nil)
        row -= 1
      } else {
        alignment.align(column, with: row)
        alignment.markError(row: nil, column: column)
        column -= 1
      }
    }
    alignment.accumulateErrors()
    return alignment
  }
}
