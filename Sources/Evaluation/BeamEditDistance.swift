/// The edit distance from a hypothesis to a reference, updated as words of the hypothesis are shifted.
///
/// `cost[i][j]` is the distance from the first i words of the hypothesis to the first j words of the reference. Only a
/// band around the diagonal is computed and stored, as wide as Tercom's beam; all other costs are infinite. Shifts do not
/// change the length of the hypothesis, so each row's band is fixed. Memory grows with the words, not with their square.
struct BeamEditDistance {
  static let infinity: Int32 = 1 << 28

  private(set) var hypothesis: [UInt32]
  let reference: [UInt32]
  private let bands: CostBands
  /// The bands of the rows 0...hypothesis.count, one after the other.
  private var costs: [Int32]
  /// The costs after the shift that is being tried, valid from the first changed row on.
  private var trialCosts: [Int32]

  /// Computes the distance between two texts of at least one word each.
  init(hypothesis: [UInt32], reference: [UInt32]) {
    self.hypothesis = hypothesis
    self.reference = reference
    bands = CostBands(hypothesis: hypothesis.count, reference: reference.count)
    costs = [Int32](repeating: Self.infinity, count: bands.count)
    for column in bands.columns(ofRow: 0) { costs[column] = Int32(column) }
    trialCosts = costs
    fillCosts(from: 0)
  }

  /// The distance between the whole texts.
  var distance: Int {
    Int(costs[costs.count - 1])
  }

  /// Carries out a shift.
  mutating func apply(_ shift: Shift) {
    let changed = shift.move(in: &hypothesis)
    fillCosts(from: changed.lowerBound)
  }

  private mutating func fillCosts(from first: Int) {
    let rows = RowFiller(words: hypothesis, reference: reference, bands: bands)
    rows.fill(from: first, in: &costs)
  }

  /// The distance after a shift, which is not carried out.
  mutating func distance(after shift: Shift) -> Int {
    var words = hypothesis
    let first = shift.move(in: &words).lowerBound
    let rows = RowFiller(words: words, reference: reference, bands: bands)
    // The shift does not change the words before it, nor their rows.
    rows.fill(from: first, in: &trialCosts, after: costs)
    return Int(trialCosts[trialCosts.count - 1])
  }
}

/// The words that a cheapest sequence of edits aligns.
struct EditAlignment {
  /// For each word of the reference, the last word of the hypothesis that the edits have reached there, or -1.
  private(set) var hypothesisIndex: [Int]
  /// For each position, the number of wrong words before it.
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

  /// Whether a phrase may be shifted to its place in the reference.
  ///
  /// The phrase must have a wrong word, its place in the reference must have one too, and that place must not be
  /// aligned with the phrase itself.
  func allowsShift(of phrase: Phrase) -> Bool {
    let (end, positionEnd) = (phrase.start + phrase.length, phrase.position + phrase.length)
    if hypothesisErrors[end] == hypothesisErrors[phrase.start] { return false }
    if referenceErrors[positionEnd] == referenceErrors[phrase.position] { return false }
    return !(phrase.start..<end).contains(hypothesisIndex[phrase.position])
  }
}

extension BeamEditDistance {
  /// The alignment of a cheapest sequence of edits: a match or substitution before a deletion before an insertion.
  func alignment() -> EditAlignment {
    func cost(_ row: Int, _ column: Int) -> Int32 {
      bands.place(row: row, column: column).map { costs[$0] } ?? Self.infinity
    }
    var alignment = EditAlignment(hypothesis: hypothesis.count, reference: reference.count)
    var (row, column) = (hypothesis.count, reference.count)
    while row > 0 || column > 0 {
      let least = cost(row, column)
      let isMatch = row > 0 && column > 0 && hypothesis[row - 1] == reference[column - 1]
      if row > 0, column > 0,
        least == cost(row - 1, column - 1) + (isMatch ? 0 : 1)
      {
        alignment.align(column, with: row)
        if !isMatch { alignment.markError(row: row, column: column) }
        row -= 1
        column -= 1
      } else if row > 0, least == cost(row - 1, column) + 1 {
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
