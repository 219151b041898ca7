internal import Tokenization

/// A sentence pair as token ids, without `<s>` and `</s>`.
package struct EncodedPair: Sendable, Hashable, Codable {
  package var source: [Int32]
  package var target: [Int32]

  package init(source: [Int32], target: [Int32]) {
    self.source = source
    self.target = target
  }

  /// Makes a pair of a source as it is read, and the tokens of its translation.
  ///
  /// If the source is in capitals throughout, the mark that says so of the translation is left out: a model translates
  /// such a line as if it was written as usual.
  init(_ reading: (ids: [Int32], isInCapitals: Bool), _ target: [Int32], _ vocabulary: Vocabulary) {
    source = reading.ids
    let isMarked = reading.isInCapitals && target.first == CaseTokens(vocabulary)?.capitalsBegin
    self.target = isMarked ? Array(target.dropFirst()) : target
  }

  /// Time steps of both sides: the tokens and `</s>`.
  var lengths: BatchPlan.Lengths { (Int32(source.count + 1), Int32(target.count + 1)) }
}
