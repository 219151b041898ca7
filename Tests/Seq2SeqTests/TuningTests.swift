import Evaluation
import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Weights that are tuned on lists of candidates, against plain trials of all of them.
@Suite struct TuningTests {
  private struct Sample {
    var references: [String] = []
    var translations: [Translation] = []

    /// Random candidates, some of them unfinished; the references are near to one of them.
    init(sentences: Int, candidates: Int, seed: UInt64) {
      var generator = TestSupport.SeededGenerator(seed: seed)
      for _ in 0..<sentences {
        var translation = Translation()
        let length = Int.random(in: 5...9, using: &generator)
        let reference = (0..<length).map { _ in Int.random(in: 0..<12, using: &generator) }
        for _ in 0..<candidates {
          var words = reference
          for _ in 0..<Int.random(in: 0...5, using: &generator) {
            let place = Int.random(in: 0..<words.count, using: &generator)
            if Bool.random(using: &generator) {
              words[place] = Int.random(in: 0..<12, using: &generator)
            } else if words.count > 4 {
              words.remove(at: place)
            }
          }
          translation.candidates.append(
            .init(
              text: Self.text(words), score: 0,
              logProbability: -Float.random(in: 1...9, using: &generator),
              languageLogProbability: -Float.random(in: 5...30, using: &generator),
              tokens: words.count, isFinished: Int.random(in: 0..<6, using: &generator) > 0))
        }
        references.append(Self.text(reference))
        translations.append(translation)
      }
    }

    private static func text(_ words: [Int]) -> String {
      words.map { "w\($0)" }.joined(separator: " ")
    }

    /// What weights rank first, in double precision.
    func texts(_ weights: RankingWeights) -> [String] {
      translations.map { translation in
        var seen: Set<String> = []
        let all = translation.candidates.filter { seen.insert($0.text).inserted }
        let finished = all.filter(\.isFinished)
        var best = (text: "", score: -Double.infinity)
        for candidate in finished.isEmpty ? all : finished {
          let sum =
            Double(candidate.logProbability)
            + Double(weights.fusion) * Double(candidate.languageLogProbability)
          let length = Double(candidate.tokens + (candidate.isFinished ? 1 : 0))
          let norm = ScalarKernels.exp(
            Double(weights.lengthPenalty) * ScalarKernels.log(length))
          if sum / norm > best.score { best = (candidate.text, sum / norm) }
        }
        return best.text
      }
    }

    func score(_ texts: [String], half: Int? = nil) throws -> Double {
      let places = texts.indices.filter { half == nil || $0 % 2 == half }
      return try BLEU().corpusScore(
        places.map { texts[$0] }, references: [places.map { references[$0] }]
      ).value
    }
  }

  private static let grid = RankingWeights.grid(hasLanguageModel: true).filter {
    [0, 0.4, 0.8, 1.2, 1.6, 2].contains($0.lengthPenalty) && [0, 0.2, 0.4, 1].contains($0.fusion)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func theBestOfAllWeightsIsFound(seed: UInt64) throws {
    let sample = Sample(sentences: 31, candidates: 6, seed: seed)
    var lists = CandidateLists(references: sample.references, metric: BLEU())
    let start = SearchOptions()
    lists.add(sample.translations, foundBy: start)
    var tuning = WeightTuning(lists, from: start, among: Self.grid)
    let tuned = tuning.result()

    let scores = try Self.grid.map { try sample.score(sample.texts($0)) }
    let most = try #require(scores.max())
    #expect(abs(tuned.score - most) < 1e-9)
    #expect(abs(try sample.score(sample.texts(tuned.weights)) - most) < 1e-9)
    let startScore = try sample.score(sample.texts(RankingWeights(start)))
    #expect(abs(tuned.startScore - startScore) < 1e-9 && startScore < most)
    // Tuned on one half, used for the other.
    var texts = [String](repeating: "", count: 31)
    for half in 0..<2 {
      let order = Self.grid.sorted { distance($0) < distance($1) }
      let halves = try order.map { try sample.score(sample.texts($0), half: half) }
      let best = try #require(halves.max())
      let weights = try #require(order.indices.first { halves[$0] >= best }.map { order[$0] })
      for (place, text) in sample.texts(weights).enumerated() where place % 2 != half {
        texts[place] = text
      }
    }
    #expect(abs(tuned.otherScore - (try sample.score(texts))) < 1e-9)
  }

  private func distance(_ weights: RankingWeights) -> Float {
    abs(weights.lengthPenalty - 1) + abs(weights.fusion)
  }

  @Test func theWholeGridHasAllWeights() {
    #expect(Self.grid.count == 24)
    let grid = RankingWeights.grid(hasLanguageModel: true)
    #expect(Set(grid).count == 41 * 51)
    #expect(grid.contains(RankingWeights(lengthPenalty: 0.85, fusion: 0.14)))
    #expect(RankingWeights.grid(hasLanguageModel: false).allSatisfy { $0.fusion == 0 })
  }

  @Test func modelsGetAllWeightsThatFewPointsCanBeDealtAs() {
    #expect(RankingWeights.ofModels(1).isEmpty)
    #expect(RankingWeights.ofModels(2).count == 11)
    #expect(RankingWeights.ofModels(3).count == 66)
    for count in 2...30 {
      let ways = RankingWeights.ofModels(count)
      let sum = ways.first?.reduce(0, +)
      #expect(Set(ways).count == ways.count && ways.count <= 300)
      #expect(ways.allSatisfy { $0.count == count && $0.reduce(0, +) == sum })
    }
  }

  /// Two models: their weights by the plain sum over tokens of log of the weighted mean.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func theWeightsOfModelsAreFoundBeforeTheOthers(seed: UInt64) throws {
    var sample = Sample(sentences: 21, candidates: 6, seed: seed)
    var generator = TestSupport.SeededGenerator(seed: seed + 100)
    var byText: [String: [[Float]]] = [:]
    for translation in sample.translations {
      for candidate in translation.candidates {
        byText[candidate.text] = (0..<2).map { _ in
          (0..<candidate.length).map { _ in -Float.random(in: 0.1...3, using: &generator) }
        }
      }
    }
    var lists = CandidateLists(references: sample.references, metric: BLEU())
    lists.add(sample.translations, foundBy: SearchOptions()) { texts in
      texts.map { byText[$0.text] ?? [] }
    }
    let models = RankingWeights.ofModels(2)
    var tuning = WeightTuning(lists, from: SearchOptions(), among: Self.grid, models: models)
    let tuned = tuning.result()

    func mix(_ weights: [Float]) {
      let sum = Double(weights.reduce(0, +))
      for index in sample.translations.indices {
        sample.translations[index].candidates = sample.translations[index].candidates.map {
          let rows = byText[$0.text] ?? []
          let logProbability = rows[0].indices.reduce(0.0) { total, token in
            let mean = (0..<2).reduce(0.0) {
              $0 + Double(weights[$1]) / sum * ScalarKernels.exp(Double(rows[$1][token]))
            }
            return total + ScalarKernels.log(mean)
          }
          return .init(
            text: $0.text, score: 0, logProbability: Float(logProbability),
            languageLogProbability: $0.languageLogProbability, tokens: $0.tokens,
            isFinished: $0.isFinished)
        }
      }
    }
    let start = RankingWeights(SearchOptions())
    var best: (weights: [Float], score: Double) = ([], -1)
    for weights in [[1, 1]] + models {
      mix(weights)
      let score = try sample.score(sample.texts(start))
      if score > best.score { best = (weights, score) }
    }
    mix(best.weights)
    let scores = try Self.grid.map { try sample.score(sample.texts($0)) }
    #expect(abs(tuned.score - (scores.max() ?? 0)) < 1e-9)
    #expect(tuned.weights.models == (best.weights == [1, 1] ? [] : best.weights))
    mix([1, 1])
    let startScore = try sample.score(sample.texts(start))
    #expect(abs(tuned.startScore - startScore) < 1e-9)
  }

  /// Half of one sentence is no sentence.
  @Test func oneSentenceIsEnough() {
    let sample = Sample(sentences: 1, candidates: 4, seed: 3)
    var lists = CandidateLists(references: sample.references, metric: BLEU())
    lists.add(sample.translations, foundBy: SearchOptions())
    var tuning = WeightTuning(lists, from: SearchOptions(), among: Self.grid)
    let tuned = tuning.result()
    #expect(tuned.score >= tuned.startScore && tuned.startScore >= 0)
  }

  @Test func listsGrowByWhatIsNew() {
    let sample = Sample(sentences: 5, candidates: 4, seed: 1)
    var lists = CandidateLists(references: sample.references, metric: BLEU())
    lists.add(sample.translations, foundBy: SearchOptions())
    let count = lists.count
    lists.add(sample.translations, foundBy: SearchOptions())
    #expect(lists.count == count && count > 5)
    lists.add(
      Sample(sentences: 5, candidates: 4, seed: 2).translations, foundBy: SearchOptions())
    #expect(lists.count > count)
  }

  /// Lists that a search has found are ranked as by the search, and by other weights as by a search of the same
  /// hypotheses.
  @Test func theSearchRanksAlike() throws {
    let model = try SearchEnsembleTests.model(seed: 1, attention: .additive)
    let language = TrainedLanguageModel.random(of: model)
    let translator = Translator([model], language, threads: 2, precision: .float32)
    let lines = TrainingSample.pairs.map(\.0) + ["Two boats. Do you hear the wind?"]
    let references = TrainingSample.pairs.map(\.1) + ["Deux bateaux."]
    for (penalty, fusion) in [(1, 0.4), (0.3, 0.1)] as [(Float, Float)] {
      var options = SearchOptions(beam: 6)
      options.lengthRatio = 0.5
      options.coveragePenalty = 0.3
      (options.lengthPenalty, options.fusion) = (penalty, fusion)
      let found = translator.translate(lines, options)
      var lists = CandidateLists(references: references, metric: BLEU())
      lists.add(found, foundBy: options)
      var tuning = WeightTuning(lists, from: options, among: [])
      let tuned = tuning.result()
      let expected = try BLEU().corpusScore(found.map(\.text), references: [references]).value
      #expect(abs(tuned.score - expected) < 1e-9 && tuned.weights == RankingWeights(options))
      #expect(found.contains { $0.candidates.count > 1 })
    }
  }
}
