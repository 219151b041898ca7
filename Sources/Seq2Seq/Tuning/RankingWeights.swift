/// Weights by which candidates are ranked, tuned on lists of them.
package struct RankingWeights: Sendable, Hashable {
  /// α: how much log p is normalised by length; see ``SearchOptions/lengthPenalty``.
  package var lengthPenalty: Float
  /// λ: the weight of a language model; see ``SearchOptions/fusion``.
  package var fusion: Float
  /// The weights of an ensemble's models; see ``SearchOptions/modelWeights``.
  package var models: [Float]

  package init(lengthPenalty: Float, fusion: Float, models: [Float] = []) {
    self.lengthPenalty = lengthPenalty
    self.fusion = fusion
    self.models = models
  }

  /// The weights of options.
  package init(_ options: SearchOptions) {
    self.init(
      lengthPenalty: options.lengthPenalty, fusion: options.fusion, models: options.modelWeights)
  }

  /// Options with these weights.
  package func applied(to options: SearchOptions) -> SearchOptions {
    var options = options
    options.lengthPenalty = lengthPenalty
    options.fusion = fusion
    options.modelWeights = models
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

  /// Weights of the models of an ensemble to try: all ways to deal out at most 10 points among them, fewer if there would
  /// be more than 300 ways.
  package static func ofModels(_ count: Int) -> [[Float]] {
    guard count > 1 else { return [] }
    for points in stride(from: 10, to: 1, by: -1) {
      let ways = Self.ways(toDeal: points, among: count, most: 300)
      if !ways.isEmpty { return ways }
    }
    return (0..<count).map { best in (0..<count).map { $0 == best ? 1 : 0 } }
  }

  /// All ways to deal out points; none if there are more than `most`.
  private static func ways(toDeal points: Int, among count: Int, most: Int) -> [[Float]] {
    if count == 1 { return [[Float(points)]] }
    var ways: [[Float]] = []
    for first in 0...points {
      let rest = Self.ways(toDeal: points - first, among: count - 1, most: most)
      if rest.isEmpty || ways.count + rest.count > most { return [] }
      ways += rest.map { [Float(first)] + $0 }
    }
    return ways
  }

  func distance(to other: RankingWeights) -> Float {
    abs(lengthPenalty - other.lengthPenalty) + abs(fusion - other.fusion)
  }

  func weighting(_ models: [Float]) -> RankingWeights {
    var weights = self
    weights.models = models
    return weights
  }
}
