extension Alignment {
  /// For each target word, the attention weights of all source words, in [0, 1].
  ///
  /// The weight of a source word is the sum over its tokens, and the mean over those of the target word. `</s>` is no
  /// word, so a row may sum to less than 1.
  public var wordWeights: [[Float]] {
    let (sources, targets) = (Self.count(sourceWords), Self.count(targetWords))
    var sums = [[Float]](repeating: [Float](repeating: 0, count: sources), count: targets)
    var tokens = [Float](repeating: 0, count: targets)
    for (target, row) in zip(targetWords, rows) {
      guard let target else { continue }
      tokens[target] += 1
      for (source, weight) in zip(sourceWords[row.first...], row.weights) {
        if let source { sums[target][source] += weight }
      }
    }
    return zip(sums, tokens).map { row, count in row.map { $0 / max(count, 1) } }
  }

  private static func count(_ words: [Int?]) -> Int { (words.compactMap(\.self).max() ?? -1) + 1 }
}
