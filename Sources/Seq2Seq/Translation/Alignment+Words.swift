extension Alignment {
  /// For each target word, the attention weights of all source words, in [0, 1].
  ///
  /// The weight of a source word is the sum over its tokens, and the mean over those of the target word. `</s>` is no
  /// word, so a row may sum to less than 1. A word that came through as it was has the weight 1.
  public var wordWeights: [[Float]] {
    let sources = Self.count(sourceWords, copied.map(\.source))
    let targets = Self.count(targetWords, copied.map(\.target))
    var sums = [[Float]](repeating: [Float](repeating: 0, count: sources), count: targets)
    var tokens = [Float](repeating: 0, count: targets)
    for (target, row) in zip(targetWords, rows) {
      guard let target else { continue }
      tokens[target] += 1
      for (source, weight) in zip(sourceWords[row.first...], row.weights) {
        if let source { sums[target][source] += weight }
      }
    }
    for link in copied where tokens[link.target] == 0 { sums[link.target][link.source] = 1 }
    return zip(sums, tokens).map { row, count in row.map { $0 / max(count, 1) } }
  }

  /// How many words there are: one more than the last that a token or a link belongs to.
  private static func count(_ words: [Int?], _ linked: [Int]) -> Int {
    max(words.compactMap(\.self).max() ?? -1, linked.max() ?? -1) + 1
  }
}
