package import Evaluation
internal import Platform

/// Lists of candidates for the translations of sentences, which are ranked anew with other weights.
///
/// A list grows: searches with other weights find other candidates.
package struct CandidateLists: Sendable {
  /// What a candidate is ranked by.
  private struct Candidate {
    let logProbability, languageLogProbability: Float
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

  /// Adds the candidates of one translation per sentence that are not in the lists yet.
  package mutating func add(_ translations: [Translation], foundBy options: SearchOptions) {
    precondition(translations.count == lists.count, "one translation per sentence")
    for (index, translation) in translations.enumerated() {
      for candidate in translation.candidates
      where lists[index].texts.insert(candidate.text).inserted {
        add(candidate, to: index, options)
      }
    }
  }

  private mutating func add(
    _ candidate: Translation.Candidate, to index: Int, _ options: SearchOptions
  ) {
    let sum = options.fused(candidate.logProbability, candidate.languageLogProbability)
    let coverage =
      options.coveragePenalty == 0
      ? 0 : candidate.score - options.score(sum, length: candidate.length)
    lists[index].candidates.append(
      Candidate(
        logProbability: candidate.logProbability,
        languageLogProbability: candidate.languageLogProbability, length: candidate.length,
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
