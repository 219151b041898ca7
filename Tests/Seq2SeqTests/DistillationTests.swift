import Evaluation
import NeuralNetwork
import Platform
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Pairs that teachers have made from the sources of genuine ones, and trainings on them.
@Suite struct DistillationTests {
  private let sample: TrainingSample

  init() throws {
    var sample = try TrainingSample()
    sample.options.precision = .float32
    try sample.train(in: "first")
    sample.options.seed = 2
    try sample.train(in: "second")
    self.sample = sample
  }

  private func teachers(_ names: String...) throws -> Translator {
    try Translator(
      ensemble: names.map { try sample.model(in: $0) }, threads: 2, precision: .float32)
  }

  private func search(_ beam: Int, nBest: Int = 1) -> SearchOptions {
    var options = SearchOptions()
    options.beam = beam
    options.nBest = nBest
    return options
  }

  private func distillation(
    of pairs: any PairSource, _ teachers: Translator, _ options: SearchOptions = .init(),
    choosing choice: PairSynthesis.Choice = .best
  ) -> PairSynthesis {
    PairSynthesis(
      ofSourcesOf: pairs, choosing: choice, with: teachers, options, into: sample.directory.path)
  }

  private func made() throws -> String {
    String(decoding: try sample.directory.read("synthetic.tsv"), as: UTF8.self)
  }

  @Test func teachersTranslateTheSources() throws {
    let both = try teachers("first", "second")
    let synthesis = distillation(of: sample.input.pairs, both)
    try synthesis.run()
    let sources = TrainingSample.pairs.map(\.0)
    let expected = zip(sources, both.translate(sources)).map { "\($0)\t\($1.text)\n" }.joined()
    #expect(try made() == expected)
    #expect(synthesis.pairs is DistilledPairs)
    // Of several teachers, all have a say.
    try distillation(of: sample.input.pairs, try teachers("first")).run()
    #expect(try made() != expected)
    // A cell holds no line breaks, and what is no pair is not translated.
    let odd = InMemoryPairs([("The\nwind.", "x"), (" ", "y")])
    try distillation(of: odd, both).run()
    #expect(try made().hasPrefix("The wind.\t"))
    #expect(try made().split(separator: "\n").count == 1)
  }

  /// Against a search of all candidates with the scores of each alone.
  @Test func theNearestToTheReferenceIsChosen() throws {
    let teacher = try teachers("first")
    let options = search(6, nBest: 6)
    try distillation(of: sample.input.pairs, teacher, options, choosing: .nearest).run()
    let translations = teacher.translate(TrainingSample.pairs.map(\.0), options)
    var (expected, others) = ("", 0)
    for (pair, translation) in zip(TrainingSample.pairs, translations) {
      var best = (text: "", score: -1.0)
      for candidate in translation.candidates {
        let score = try ChrF().sentenceScore(candidate.text, references: [pair.1]).value
        if score > best.score { best = (candidate.text, score) }
      }
      if best.text != translation.text { others += 1 }
      expected += "\(pair.0)\t\(best.text)\n"
    }
    #expect(try made() == expected && others > 0)
  }

  @Test func anEndedRunGoesOnToTheSameBytes() throws {
    let pairs = InMemoryPairs(
      (0..<700).map { (["The wind", "We hear"][$0 % 2] + " \($0).", "Le \($0)") })
    let teacher = try teachers("first")
    let options = search(2, nBest: 2)
    try distillation(of: pairs, teacher, options, choosing: .nearest).run()
    let whole = try made()
    for kept in [0, 5_000, whole.utf8.count - 1] {
      FileSystem.remove(sample.directory.file("synthetic.tsv"))
      try sample.directory.write(Array(whole.utf8.prefix(kept)), to: "synthetic.tsv.part")
      var portions = 0
      // Of the last line alone nothing is left to stop at.
      try? distillation(of: pairs, teacher, options, choosing: .nearest).run(shouldStop: {
        portions += 1
        return portions > 1
      })
      try distillation(of: pairs, teacher, options, choosing: .nearest).run(replacesOthers: false)
      #expect(try made() == whole)
    }
  }

  @Test func pairsThatWereMadeOtherwiseAreReplacedOnlyOnRequest() throws {
    let pairs = sample.input.pairs
    let teacher = try teachers("first")
    try distillation(of: pairs, teacher).run(replacesOthers: false)
    let first = try made()
    func difference(_ other: PairSynthesis) -> SynthesisDifference? {
      do {
        try other.run(replacesOthers: false)
        return nil
      } catch TrainingError.otherSynthesis(sample.directory.file("synthetic.tsv"), let difference) {
        return difference
      } catch {
        return nil
      }
    }
    let second = try teachers("second")
    #expect(difference(distillation(of: pairs, second)) == .models)
    #expect(difference(distillation(of: pairs, try teachers("first", "second"))) == .models)
    #expect(difference(distillation(of: pairs, teacher, search(2))) == .search)
    #expect(difference(distillation(of: pairs, teacher, choosing: .nearest)) == .search)
    let others = InMemoryPairs([("The wind.", "x")])
    #expect(difference(distillation(of: others, teacher)) == .sentences)
    #expect(try made() == first)
    try distillation(of: pairs, second).run()
    #expect(try made() != first)
  }

  // MARK: - Training

  private func input(validates: Bool) throws -> TrainingSample {
    var sample = sample
    let distilled = TrainingSample.pairs.map { "\($0.0)\tDistillé \($0.1)\n" }.joined()
    let made = [
      "distilled.tsv": distilled, "made.tsv": "The wind.\tLe vent.\nThe lake.\tLe lac.\n",
    ]
    for (name, text) in made { try sample.directory.write(text, to: name) }
    sample.input.pairs = CombinedPairs(
      [
        sample.input.pairs,
        DistilledPairs(TabSeparatedPairs(path: sample.directory.file("distilled.tsv"))),
        SyntheticPairs(TabSeparatedPairs(path: sample.directory.file("made.tsv"))),
      ], weights: [1, 2, 1])
    if !validates { sample.input.validation = nil }
    return sample
  }

  @Test func distilledSourcesHaveNoMark() throws {
    var sample = try input(validates: true)
    let corpus = try TrainingCorpus(sample.input, sample.options)
    let mark = try #require(corpus.sourceTokenizer.vocabulary.id(of: .synthetic))
    let pairs = corpus.training(inEpoch: 0, on: WorkerPool(count: 2))
    let genuine = TrainingSample.pairs.count
    #expect(pairs.count == 2 * genuine + 2 && corpus.syntheticPairs == genuine + 2)
    for number in 0..<pairs.count {
      #expect(pairs[number].source.contains(mark) == (number >= 2 * genuine))
      if number < genuine {
        #expect(pairs[number].source == pairs[genuine + number].source)
        #expect(pairs[number].target != pairs[genuine + number].target)
      }
    }
    // Without other synthetic pairs the vocabulary has no mark.
    let sources = try #require((sample.input.pairs as? CombinedPairs)?.sources)
    sample.input.pairs = CombinedPairs(Array(sources[..<2]))
    let unmarked = try TrainingCorpus(sample.input, sample.options)
    #expect(unmarked.sourceTokenizer.vocabulary.id(of: .synthetic) == nil)
    #expect(unmarked.syntheticPairs == genuine)
  }

  /// Else a training would be validated on sentences that it has seen with nearly the same translation.
  @Test func whatIsHeldOutIsNotTrainedOnInAnyForm() throws {
    for seed in 1...8 as ClosedRange<UInt64> {
      for sampled in [false, true] {
        var sample = try input(validates: false)
        sample.options.seed = seed
        if sampled { sample.options.limits.sample = .init(all: 300, drawn: 200) }
        let corpus = try TrainingCorpus(sample.input, sample.options)
        let held = corpus.validationText
        let isGenuine = held.allSatisfy { pair in
          TrainingSample.pairs.contains { $0.0 == pair.source && $0.1 == pair.target }
        }
        #expect(isGenuine && !held.isEmpty)
        let sources = Set(corpus.validation.map(\.source))
        let pairs = corpus.training(inEpoch: 0, on: WorkerPool(count: 2))
        #expect(pairs.count == 2 * (TrainingSample.pairs.count - held.count) + 2)
        #expect(corpus.syntheticPairs == TrainingSample.pairs.count - held.count + 2)
        for number in 0..<pairs.count { #expect(!sources.contains(pairs[number].source)) }
      }
    }
  }
}
