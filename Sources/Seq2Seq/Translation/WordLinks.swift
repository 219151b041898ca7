internal import Tokenization

/// Which words of a translation come from which words of its source.
struct WordLinks: Sendable {
  private let source: Tokenizer
  private let target: Tokenizer
  private let shortlist: Shortlist?
  /// How many likely translations of a token count.
  private static let ranks = 8

  init(_ model: TranslationModel) {
    source = model.sourceTokenizer
    target = model.targetTokenizer
    shortlist = model.shortlist
  }

  /// For each word of the target, the likeliest word of the source and how likely it is, from 0 to 1; nil: none is.
  func links(_ sources: [String], _ targets: [String]) -> [(source: Int, weight: Float)?] {
    let sourceTokens = sources.map { source.read($0).ids }
    return targets.enumerated().map { place, word in
      let tokens = target.encode(word)
      var best: (source: Int, weight: Float)?
      for (index, other) in sources.enumerated() {
        let weight =
          other.lowercased() == word.lowercased()
          ? 1 : weight(of: tokens, from: sourceTokens[index])
        guard weight > 0.1 else { continue }
        if let known = best, known.weight > weight { continue }
        if let known = best, known.weight == weight,
          distance(known.source, place, sources.count, targets.count)
            <= distance(index, place, sources.count, targets.count)
        {
          continue
        }
        best = (index, weight)
      }
      return best
    }
  }

  /// How far two words are from each other, both in their texts.
  private func distance(_ source: Int, _ target: Int, _ sources: Int, _ targets: Int) -> Float {
    abs((Float(source) + 0.5) / Float(sources) - (Float(target) + 0.5) / Float(targets))
  }

  /// The mean over target tokens of how likely a translation each is.
  private func weight(of tokens: [Int32], from sources: [Int32]) -> Float {
    guard let shortlist, !tokens.isEmpty else { return 0 }
    let sum = tokens.reduce(Float(0)) { sum, token in
      let best = sources.map { shortlist.rank(of: token, for: $0, below: Self.ranks) }.min()
      return sum + (best.flatMap { $0 < Self.ranks ? 1 / Float(1 + $0) : nil } ?? 0)
    }
    return sum / Float(tokens.count)
  }
}

extension Shortlist {
  /// The place of a target token among the likely translations of a source token; `most` if it is none of them.
  fileprivate func rank(of target: Int32, for source: Int32, below most: Int) -> Int {
    let first = Int(source) * Self.width
    guard first + most <= translations.count else { return most }
    return (0..<most).first { translations[first + $0] == target } ?? most
  }
}
