/// A sentence pair as ids, without `<s>` and `</s>`.
package struct EncodedPair: Sendable, Hashable {
  package var source: [Int32]
  package var target: [Int32]

  package init(source: [Int32], target: [Int32]) {
    self.source = source
    self.target = target
  }

  /// Steps of both sides: tokens, and the one that closes or opens the sentence.
  var lengths: BatchPlan.Lengths { (Int32(source.count + 1), Int32(target.count + 1)) }
}
