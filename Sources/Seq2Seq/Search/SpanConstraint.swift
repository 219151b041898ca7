internal import NeuralNetwork
package import Tokenization

/// Each mark of a span in a sentence is said exactly once in its translation, and no other one is.
///
/// A translation cannot end before it has said all of them. At the limit of its length, those that remain are all it
/// may say.
package struct SpanConstraint: Sendable, Hashable {
  /// The tokens of the marks in the source, and in the target; they are in the same order.
  let source: Range<Int32>
  let target: Range<Int32>

  package init(source: Range<Int32>, target: Range<Int32>) {
    precondition(source.count == target.count && source.count <= 32, "a token for each mark")
    self.source = source
    self.target = target
  }

  /// Nil if the vocabularies have no marks of spans, or not the same ones.
  package init?(source: Vocabulary, target: Vocabulary) {
    let marks = Mark.spans.map { Mark($0) }
    let ids = marks.map { (source.id(of: $0), target.id(of: $0)) }.filter {
      $0.0 != nil || $0.1 != nil
    }
    guard let first = ids.first, let sourceFirst = first.0, let targetFirst = first.1 else {
      return nil
    }
    for (index, pair) in ids.enumerated()
    where pair.0 != sourceFirst + Int32(index) || pair.1 != targetFirst + Int32(index) {
      return nil
    }
    let count = Int32(ids.count)
    self.init(source: sourceFirst..<sourceFirst + count, target: targetFirst..<targetFirst + count)
  }

  /// The marks that the translation of a sentence has to say.
  func marks(of sentence: [Int32]) -> OwedMarks {
    var owed = OwedMarks()
    for token in sentence where source.contains(token) {
      owed.insert(Int(token - source.lowerBound))
    }
    return owed
  }

  /// The marks that remain after a token.
  func remaining(_ owed: OwedMarks, after token: Int32) -> OwedMarks {
    var owed = owed
    if target.contains(token) { owed.remove(Int(token - target.lowerBound)) }
    return owed
  }

  /// The tokens that say marks, in order.
  func tokens(of owed: OwedMarks) -> [Int32] {
    target.filter { owed.contains(Int($0 - target.lowerBound)) }
  }

  /// What may follow a hypothesis that owes some marks, with room for so many tokens.
  func allowed(_ owed: OwedMarks, room: Int) -> AllowedMarks {
    AllowedMarks(target: target, owed: owed, isForced: owed.count >= room && !owed.isEmpty)
  }
}

/// Marks that a hypothesis has not said yet.
package struct OwedMarks: Sendable, Hashable {
  private var bits: UInt32 = 0

  package init() {}

  var isEmpty: Bool { bits == 0 }
  var count: Int { bits.nonzeroBitCount }
  func contains(_ mark: Int) -> Bool { bits & 1 << UInt32(mark) != 0 }
  mutating func insert(_ mark: Int) { bits |= 1 << UInt32(mark) }
  mutating func remove(_ mark: Int) { bits &= ~(1 << UInt32(mark)) }
}

/// The tokens that may follow a hypothesis, so that it says each mark once.
package struct AllowedMarks: Sendable, Hashable {
  let target: Range<Int32>
  let owed: OwedMarks
  /// Whether nothing but the remaining marks may follow.
  let isForced: Bool

  func contains(_ token: Int32) -> Bool {
    if target.contains(token) { return owed.contains(Int(token - target.lowerBound)) }
    return !isForced && (owed.isEmpty || token != SpecialToken.end.id)
  }

  /// Sets log p of all other tokens to -∞.
  func strikeOthers(from logProbabilities: Vector<Float>) {
    let range = Int(target.lowerBound)..<Int(target.upperBound)
    for token in range where !owed.contains(token - range.lowerBound) {
      logProbabilities[token] = -.infinity
    }
    if isForced {
      logProbabilities.slice(0..<range.lowerBound).fill(-.infinity)
      logProbabilities.slice(range.upperBound..<logProbabilities.count).fill(-.infinity)
    } else if !owed.isEmpty {
      logProbabilities[Int(SpecialToken.end.id)] = -.infinity
    }
  }
}
