package import Evaluation
internal import NeuralNetwork
internal import Platform

/// Lists of candidates for the translations of sentences, which are ranked anew with other weights.
///
/// A list grows: searches with other weights find other candidates.
package struct CandidateLists: Sendable {
  /// What a candidate is ranked by.
  private struct Candidate {
    /// By all models together, with their weights.
    var logProbability: Float
    let languageLogProbability: Float
    /// log p of each token by each model of an ensemble; none: there is one model.
    let byModel: [[Float]]
    let length: Int
    /// What is added to the normalised log p, whatever the weights.
    let coverage: Float
    let isFinished: Bool
  }

  /// The candidates of a sentence.
  private struct List {
    var candidates: [Candidate] = []
    /// The components of their statistics, one candidate after the other.
    var statistics: [Double] = []
    var texts: Set<String> = []
  }

  private let references: [String]
  private let metric: BLEU
  private var lists: [List]

  /// Begins with empty lists.
  ///
  /// - Parameters:
  ///   - references: what people have translated the sentences to.
  ///   - metric: what tells how near a translation is to its reference.
  package init(references: [String], metric: BLEU) {
    self.references = references
    self.metric = metric
    lists = references.map { _ in List() }
  }

  /// How many candidates there are.
  package var count: Int { lists.reduce(0) { $0 + $1.candidates.count } }

  /// Texts of sentences, by their numbers.
  package typealias Texts = [(sentence: Int, text: String)]

  /// Adds the candidates of one translation per sentence that are not in the lists yet.
  ///
  /// - Parameters:
  ///   - translations: the translations.
  ///   - options: how they were searched for.
  ///   - byModel: for an ensemble, computes log p of each token of texts: by text, by model, by token.
  package mutating func add(
    _ translations: [Translation], foundBy options: SearchOptions,
    byModel: ((Texts) -> [[[Float]]])? = nil
  ) {
    precondition(translations.count == lists.count, "one translation per sentence")
    var new: [(sentence: Int, candidate: Translation.Candidate)] = []
    for (index, translation) in translations.enumerated() {
      for candidate in translation.candidates
      where lists[index].texts.insert(candidate.text).inserted {
        new.append((index, candidate))
      }
    }
    let found = byModel?(new.map { ($0.sentence, $0.candidate.text) })
    for (number, (sentence, candidate)) in new.enumerated() {
      add(candidate, to: sentence, options, found?[number] ?? [])
    }
  }

  /// Gives the models of an ensemble other weights; empty: all the same.
  mutating func mix(_ weights: [Float]) {
    let count = lists.lazy.flatMap(\.candidates).map(\.byModel.count).max() ?? 0
    let sum = weights.reduce(0, +)
    let shares =
      weights.isEmpty
      ? [Float](repeating: -logarithm(Float(count)), count: count)
      : weights.map { logarithm($0 / sum) }
    for index in lists.indices {
      for place in lists[index].candidates.indices {
        let byModel = lists[index].candidates[place].byModel
        guard let first = byModel.first else { continue }
        lists[index].candidates[place].logProbability = first.indices.reduce(0) { sum, token in
          sum + ProbabilityMean.logMean(byModel.map { $0[token] }, logShares: shares)
        }
      }
    }
  }

  private mutating func add(
    _ candidate: Translation.Candidate, to index: Int, _ options: SearchOptions,
    _ byModel: [[Float]]
  ) {
    let sum = options.fused(candidate.logProbability, candidate.languageLogProbability)
    let coverage =
      options.coveragePenalty == 0
      ? 0 : candidate.score - options.score(sum, length: candidate.length)
    lists[index].candidates.append(
      Candidate(
        logProbability: candidate.logProbability,
        languageLogProbability: candidate.languageLogProbability, byModel: byModel,
        length: candidate.length,
        coverage: coverage, isFinished: candidate.isFinished))
    // There is a reference.
    if let segment = try? Segments(
      hypotheses: [candidate.text], references: [[references[index]]])
    {
      lists[index].statistics += metric.segmentStatistics(segment)[0].components
    }
  }

  /// The components of the statistics of the candidates that are ranked first, summed over the sentences with an even
  /// number, and over those with an odd one.
  func sums(rankedBy options: SearchOptions) -> [[Double]] {
    let width = BLEUStatistics.componentCount(metric)
    var sums = [[Double]](repeating: [Double](repeating: 0, count: width), count: 2)
    for (index, list) in lists.enumerated() {
      guard let first = Self.first(of: list.candidates, options) else { continue }
      for place in 0..<width { sums[index % 2][place] += list.statistics[first * width + place] }
    }
    return sums
  }

  /// The number of the candidate that is ranked first; of equals, the one that was found first.
  private static func first(of candidates: [Candidate], _ options: SearchOptions) -> Int? {
    var best: (number: Int, isFinished: Bool, score: Float)?
    for (number, candidate) in candidates.enumerated() {
      let sum = options.fused(candidate.logProbability, candidate.languageLogProbability)
      let score = options.score(sum, length: candidate.length) + candidate.coverage
      if let best {
        if best.isFinished != candidate.isFinished {
          if best.isFinished { continue }
        } else if score <= best.score {
          continue
        }
      }
      best = (number, candidate.isFinished, score)
    }
    return best?.number
  }

  /// BLEU of sums of statistics.
  func score(_ sums: [Double]) -> Double {
    metric.score(from: BLEUStatistics(components: sums)).value
  }
}

extension BLEUStatistics {
  /// How many components statistics have.
  fileprivate static func componentCount(_ metric: BLEU) -> Int { 2 + 2 * metric.options.maxOrder }
}
