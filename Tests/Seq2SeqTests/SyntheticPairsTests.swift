import NeuralNetwork
import Platform
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Pairs that a model has made from text, and trainings on them.
@Suite struct SyntheticPairsTests {
  private let sample: TrainingSample
  private let translator: Translator

  init() throws {
    var sample = try TrainingSample()
    sample.options.precision = .float32
    try sample.train()
    self.sample = sample
    translator = Translator(try sample.model(), threads: 2, precision: .float32)
  }

  private static let lines = (0..<1_300).map {
    "\(["Le pain", "Le vent", "La pluie"][$0 % 3]) \($0)."
  }

  private func synthesis(
    _ text: String = "more.txt", _ side: PairSynthesis.Side = .target, beam: Int = 1
  ) -> PairSynthesis {
    var options = SearchOptions()
    options.beam = beam
    return PairSynthesis(
      of: sample.directory.file(text), on: side, with: translator, options,
      into: sample.directory.path)
  }

  private func made() throws -> String {
    String(decoding: try sample.directory.read("synthetic.tsv"), as: UTF8.self)
  }

  private func write(_ lines: [String], to name: String = "more.txt") throws {
    try sample.directory.write(lines.joined(separator: "\n") + "\n", to: name)
  }

  @Test func theOtherSideIsTranslated() throws {
    let lines = ["Le pain.", "Le vent, et la pluie."]
    let bytes = Array("Le pain.\n\n \nLe\tvent, et la pluie.\r\n".utf8)
    try sample.directory.write(bytes, to: "more.txt")
    let expected = translator.translate(["Le pain.", "Le vent, et la pluie."], SearchOptions()).map(
      \.text)
    try synthesis(beam: 5).run()
    #expect(try made() == zip(expected, lines).map { "\($0)\t\($1)\n" }.joined())
    try synthesis("more.txt", .source, beam: 5).run()
    #expect(try made() == zip(lines, expected).map { "\($0)\t\($1)\n" }.joined())
  }

  @Test func anEndedRunGoesOnToTheSameBytes() throws {
    try write(Self.lines)
    try synthesis().run()
    let whole = try made()
    #expect(whole.split(separator: "\n").count == Self.lines.count)
    // Complete pairs are taken as they are.
    var asked = 0
    try synthesis().run(shouldStop: {
      asked += 1; return true
    })
    #expect(try asked == 0 && made() == whole)
    // Ended after each portion, and cut anywhere, as a killed process or a full disk leaves it.
    for kept in [0, 1, 700, whole.utf8.count - 1] {
      for name in ["synthetic.tsv", "synthetic.tsv.part"] {
        FileSystem.remove(sample.directory.file(name))
      }
      try sample.directory.write(Array(whole.utf8.prefix(kept)), to: "synthetic.tsv.part")
      var runs = 0
      while runs < 10 {
        runs += 1
        var portions = 0
        do {
          try synthesis().run(shouldStop: {
            portions += 1; return portions > 1
          })
          break
        } catch TrainingError.cancelled {}
      }
      #expect(try runs < 5 && made() == whole)
    }
  }

  @Test func otherTextAnotherSearchOrAnotherModelBeginsAnew() throws {
    try write(["Le pain."])
    try synthesis().run()
    try write(["Le vent."])
    try synthesis().run()
    #expect(try made().hasSuffix("\tLe vent.\n"))
    var reports: [Int] = []
    try synthesis(beam: 2).run(report: { done, _ in reports.append(done) })
    #expect(reports == [0, 1])
    reports = []
    try synthesis(beam: 2).run(report: { done, _ in reports.append(done) })
    #expect(reports == [1])
  }

  @Test func aMissingTextIsAnError() {
    #expect(throws: TrainingError.self) { try synthesis("missing.txt").run() }
  }

  // MARK: - Training

  private func input(isJoint: Bool = false, validates: Bool = true) throws -> TrainingSample {
    try write(["The red boat.\tLe bateau rouge.", "The wind.\tLe vent."], to: "made.tsv")
    var sample = sample
    let made = SyntheticPairs(TabSeparatedPairs(path: sample.directory.file("made.tsv")))
    sample.input.pairs = CombinedPairs([sample.input.pairs, made], weights: [1, 2])
    if !validates { sample.input.validation = nil }
    sample.options.hasJointVocabulary = isJoint
    return sample
  }

  /// Sources of synthetic pairs begin with a mark, which no other text has, and which no translation says.
  @Test(arguments: [false, true], [0, 0.2] as [Float])
  func synthesizedSourcesAreMarked(isJoint: Bool, dropout: Float) throws {
    var sample = try input(isJoint: isJoint)
    sample.options.subwordDropout = dropout
    let corpus = try TrainingCorpus(sample.input, sample.options)
    let mark = try #require(corpus.sourceTokenizer.vocabulary.id(of: .synthetic))
    #expect((corpus.targetTokenizer.vocabulary.id(of: .synthetic) != nil) == isJoint)
    let pairs = corpus.training(inEpoch: 0, on: WorkerPool(count: 2))
    #expect(pairs.count == TrainingSample.pairs.count + 2 && corpus.syntheticPairs == 2)
    for number in 0..<pairs.count {
      let isSynthetic = number >= TrainingSample.pairs.count
      // The first token is the space before the first word.
      let places = pairs[number].source.indices.filter { pairs[number].source[$0] == mark }
      #expect(places == (isSynthetic ? [1] : []))
      #expect(!pairs[number].target.contains(mark))
    }
    let encoding = PairEncoding(
      source: corpus.sourceTokenizer, target: corpus.targetTokenizer, forms: nil, marker: nil)
    let plain = SentencePair(
      source: "\(Mark.synthetic.scalar) The wind.", target: "x",
      origin: PairOrigin(unit: .line, number: 1))
    #expect(!encoding.encode(plain).pair.source.contains(mark))
    guard dropout == 0 else { return }
    try sample.train(in: "mixed")
    var options = SearchOptions()
    options.sampling = SamplingOptions()
    options.nBest = 20
    let found = Translator(try sample.model(in: "mixed"), threads: 1, precision: .float32)
      .translate(["The wind.", "The red boat is on the lake."], options)
    for translation in found {
      #expect(translation.candidates.count == 20)
      for candidate in translation.candidates {
        #expect(!candidate.text.unicodeScalars.contains { Mark($0) != nil })
      }
    }
  }

  @Test func noSyntheticPairIsHeldOut() throws {
    for seed in 1...8 as ClosedRange<UInt64> {
      var sample = try input(validates: false)
      sample.options.seed = seed
      let corpus = try TrainingCorpus(sample.input, sample.options)
      #expect(
        corpus.validationText.allSatisfy { pair in
          TrainingSample.pairs.contains { $0.0 == pair.source }
        })
      #expect(corpus.training.count + corpus.validation.count == TrainingSample.pairs.count + 2)
    }
  }

  @Test func reversedPairsGoTheOtherWay() throws {
    let reversed = ReversedPairs(
      InMemoryPairs([("a", "b")], languages: LanguagePair(source: "en", target: "fr")))
    #expect(try reversed.all().pairs.map { [$0.source, $0.target] } == [["b", "a"]])
    #expect(reversed.languages == LanguagePair(source: "fr", target: "en"))
  }
}
