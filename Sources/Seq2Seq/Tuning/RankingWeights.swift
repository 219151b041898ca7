/// Weights by which candidates are ranked, tuned on lists of them.
package struct RankingWeights: Sendable, Hashable {
  /// α: how much log p is normalised by length; see ``SearchOptions/lengthPenalty``.
  package var lengthPenalty: Float
  /// λ: the weight of a language model; see ``SearchOptions/fusion``.
  package var fusion: Float

  package init(lengthPenalty: Float, fusion: Float) {
    self.lengthPenalty = lengthPenalty
    self.fusion = fusion
  }

  /// The weights of options.
  package init(_ options: SearchOptions) {
    self.init(lengthPenalty: options.lengthPenalty, fusion: options.fusion)
  }

  /// Options with these weights.
  package func applied(to options: SearchOptions) -> SearchOptions {
    var options = options
    options.lengthPenalty = lengthPenalty
    options.fusion = fusion
    return options
  }

  /// Weights to try: every length penalty from 0 to 2 in steps of 0.05, with every weight of a language model from 0 to 1
  /// in steps of 0.02, or with 0 alone if there is none.
  package static func grid(hasLanguageModel: Bool) -> [RankingWeights] {
    (0...40).flatMap { penalty in
      (0...(hasLanguageModel ? 50 : 0)).map {
        RankingWeights(lengthPenalty: Float(penalty) / 20, fusion: Float($0) / 50)
      }
    }
  }

  private func distance(to other: RankingWeights) -> Float {
    abs(lengthPenalty - other.lengthPenalty) + abs(fusion - other.fusion)
  }
}

extension RankingWeights {
  /// What tuning has found.
  package struct Tuned: Sendable {
    /// The weights with the best BLEU; of equals, those nearest to the weights of the start.
    package let weights: RankingWeights
    /// BLEU of the candidates that they rank first.
    package let score: Double
    /// BLEU of the candidates that the weights of the start rank first.
    package let startScore: Double
    /// BLEU where weights are tuned on one half of the sentences, and rank the candidates of the other half: what to
    /// expect of tuned weights on other text.
    package let otherScore: Double
  }

  /// Tries all weights of a grid.
  ///
  /// - Parameters:
  ///   - lists: the candidates, and what is known of them.
  ///   - options: how they are ranked otherwise, and the weights of the start.
  ///   - grid: the weights to try.
  /// - Returns: the best of the grid, or the start if nothing is better.
  package static func tuned(
    on lists: CandidateLists, from options: SearchOptions, among grid: [RankingWeights]
  ) -> Tuned {
    let start = RankingWeights(options)
    let trials = ([start] + grid.sorted { $0.distance(to: start) < $1.distance(to: start) }).map {
      (weights: $0, sums: lists.sums(rankedBy: $0.applied(to: options)))
    }
    /// The first of the best trials, by a sum of statistics.
    func best(_ sums: ([[Double]]) -> [Double]) -> (weights: RankingWeights, sums: [[Double]]) {
      var (found, most) = (trials[0], -Double.infinity)
      for trial in trials {
        let score = lists.score(sums(trial.sums))
        if score > most { (found, most) = (trial, score) }
      }
      return found
    }
    func total(_ halves: [[Double]]) -> [Double] { zip(halves[0], halves[1]).map { $0 + $1 } }
    let all = best(total)
    let halves = (0..<2).map { half in best { $0[half] } }
    return Tuned(
      weights: all.weights, score: lists.score(total(all.sums)),
      startScore: lists.score(total(trials[0].sums)),
      otherScore: lists.score(total([halves[1].sums[0], halves[0].sums[1]])))
  }
}
