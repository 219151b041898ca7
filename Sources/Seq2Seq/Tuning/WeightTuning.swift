/// Finds the weights by which the candidates that are ranked first have the best BLEU.
///
/// It tries all weights of a grid: first those of an ensemble's models, then with the best of these all others ("Minimum
/// Error Rate Training in Statistical Machine Translation", Och 2003, has the same aim for more weights).
package struct WeightTuning {
  /// What tuning has found.
  package struct Result: Sendable {
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

  private var lists: CandidateLists
  private let options: SearchOptions
  private let start: RankingWeights
  private let grid: [RankingWeights]
  private let models: [[Float]]
  /// The sums of what weights rank first, by halves of the sentences.
  private var known: [RankingWeights: [[Double]]] = [:]
  /// The weights of models that the lists have.
  private var mixed: [Float]?

  /// Describes the tuning.
  ///
  /// - Parameters:
  ///   - lists: the candidates, and what is known of them.
  ///   - options: how they are ranked otherwise, and the weights of the start.
  ///   - grid: the weights to try.
  ///   - models: the weights of an ensemble's models to try; none: they stay.
  package init(
    _ lists: CandidateLists, from options: SearchOptions, among grid: [RankingWeights],
    models: [[Float]] = []
  ) {
    self.lists = lists
    self.options = options
    start = RankingWeights(options)
    self.grid = grid.sorted { [start] in $0.distance(to: start) < $1.distance(to: start) }
    self.models = models
  }

  /// Tries all weights.
  package mutating func result() -> Result {
    let all = tuned { zip($0[0], $0[1]).map { $0 + $1 } }
    let halves = (0..<2).map { half in tuned { $0[half] } }
    let (first, second) = (sums(of: halves[1])[0], sums(of: halves[0])[1])
    return Result(
      weights: all, score: score(of: all), startScore: score(of: start),
      otherScore: lists.score(zip(first, second).map { $0 + $1 }))
  }

  /// The best weights for a part of the sentences.
  private mutating func tuned(_ part: ([[Double]]) -> [Double]) -> RankingWeights {
    var best = start
    if !models.isEmpty {
      best = self.best(of: [start] + models.map { start.weighting($0) }, part)
    }
    return self.best(of: [best] + grid.map { [models = best.models] in $0.weighting(models) }, part)
  }

  /// The first of the best weights.
  private mutating func best(
    of weights: [RankingWeights], _ part: ([[Double]]) -> [Double]
  ) -> RankingWeights {
    var (found, most) = (start, -Double.infinity)
    for weights in weights {
      let score = lists.score(part(sums(of: weights)))
      if score > most { (found, most) = (weights, score) }
    }
    return found
  }

  private mutating func score(of weights: RankingWeights) -> Double {
    let sums = sums(of: weights)
    return lists.score(zip(sums[0], sums[1]).map { $0 + $1 })
  }

  private mutating func sums(of weights: RankingWeights) -> [[Double]] {
    if let sums = known[weights] { return sums }
    if mixed != weights.models {
      lists.mix(weights.models)
      mixed = weights.models
    }
    let sums = lists.sums(rankedBy: weights.applied(to: options))
    known[weights] = sums
    return sums
  }
}
