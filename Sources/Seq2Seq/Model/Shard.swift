internal import Tokenization

/// A batch of source sentences, padded to the longest, time-major: `[S, B]`.
package struct SourceBatch: Sendable {
  /// `[S, B]`, each sentence closed by `</s>`, then padding.
  package let ids: [Int32]
  /// `[B]`, `</s>` included.
  package let lengths: [Int32]
  package let steps: Int
  package var count: Int { lengths.count }

  package init(_ sentences: [[Int32]]) {
    let steps = (sentences.map(\.count).max() ?? 0) + 1
    var ids = [Int32](repeating: SpecialToken.end.id, count: steps * sentences.count)
    for (row, sentence) in sentences.enumerated() {
      for (t, id) in sentence.enumerated() { ids[t * sentences.count + row] = id }
    }
    self.ids = ids
    self.steps = steps
    lengths = sentences.map { Int32($0.count + 1) }
  }

  /// The tokens of a sentence, without `</s>`.
  func sentence(_ row: Int) -> [Int32] {
    (0..<Int(lengths[row]) - 1).map { ids[$0 * count + row] }
  }
}

/// A batch, or one worker's share of it, in the form that the model reads.
package struct Shard: Sendable {
  package let source: SourceBatch
  package let targetSteps: Int
  /// The decoder's input (teacher forcing): `<s>` and the tokens, then padding, `[T, B]`.
  package let targetInput: [Int32]
  /// The decoder's targets: the tokens and `</s>`, then -1, `[T, B]`.
  package let targetOutput: [Int32]
  /// Whether the second half of the sentences repeats the first.
  package let isTwice: Bool
  package var count: Int { source.count }

  /// Creates a shard; `twice` repeats the pairs, so that each is computed with two dropout masks.
  package init(_ pairs: [EncodedPair], twice: Bool = false) {
    let pairs = twice ? pairs + pairs : pairs
    isTwice = twice
    source = SourceBatch(pairs.map(\.source))
    let count = pairs.count
    let steps = (pairs.map(\.target.count).max() ?? 0) + 1
    var input = [Int32](repeating: SpecialToken.end.id, count: steps * count)
    var output = [Int32](repeating: -1, count: steps * count)
    for (row, pair) in pairs.enumerated() {
      input[row] = SpecialToken.start.id
      for (t, id) in pair.target.enumerated() {
        input[(t + 1) * count + row] = id
        output[t * count + row] = id
      }
      output[pair.target.count * count + row] = SpecialToken.end.id
    }
    targetSteps = steps
    targetInput = input
    targetOutput = output
  }
}
