/// A sentence pair as token ids, without `<s>` and `</s>`.
package struct EncodedPair: Sendable, Hashable {
  package var source: [Int32]
  package var target: [Int32]

  package init(source: [Int32], target: [Int32]) {
    self.source = source
    self.target = target
  }

  /// Time steps of both sides: the tokens and `</s>`.
  var lengths: BatchPlan.Lengths { (Int32(source.count + 1), Int32(target.count + 1)) }
}
