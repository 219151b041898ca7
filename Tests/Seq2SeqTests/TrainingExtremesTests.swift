import Testing
import Tokenization

@testable import Seq2Seq
import TestSupport

/// Extreme corpora and options: each training ends well, or reports what is wrong.
@Suite struct TrainingExtremesTests {
  /// The result of a training, all its validations and the number of rollbacks.
  private struct Course {
    var result: TrainingResult?
    var error: String?
    var validations: [ValidationReport] = []
    var clipped = 0
    var rollbacks = 0
  }

  private func train(_ sample: TrainingSample) throws -> Course {
    var course = Course()
    do {
      course.result = try sample.train {
        switch $0 {
        case .validated(let report): course.validations.append(report)
        case .rolledBack: course.rollbacks += 1
        case .progress(let progress): course.clipped = max(course.clipped, progress.clipped)
        default: break
        }
      }
    } catch let error as TrainingError {
      course.error = error.description
    }
    return course
  }

  /// Many different sentences, so that one translation for all of them means something.
  private static let manyPairs = (0..<40).map {
    ("number \($0) is \($0 * 7)", "le \($0 * 7) vient \($0)")
  }

  @Test func aLearningRateOfTen() throws {
    var sample = try TrainingSample(Self.manyPairs)
    sample.options.learningRate = 10
    sample.options.warmup = 1
    sample.options.maximumEpochs = 4
    let course = try train(sample)
    #expect(course.result != nil || course.error?.contains("lower learning rate") == true)
    if course.result != nil {
      let model = try sample.model()
      #expect(model.parameterCount > 0)
      #expect(Translator(model, threads: 1).translate(["number 3"]).count == 1)
      // A model that translates everything alike is reported as collapsed.
      let last = try #require(course.validations.last)
      #expect(last.isCollapsed == (Set(last.samples.map(\.translation)).count == 1))
    }
    // Clipped gradients are reported, too.
    #expect(course.clipped > 0)
  }

  /// If all sources look the same, so do all translations; a model that can distinguish them does.
  @Test func collapseIsNoticed() throws {
    var sample = try TrainingSample(Self.manyPairs.enumerated().map { ("the word\($0)", $1.1) })
    sample.options.subwords = .words
    let course = try train(sample)
    #expect(course.validations.last?.isCollapsed == true)

    var learned = try TrainingSample(Self.manyPairs)
    learned.options.embedding = 32
    learned.options.decoderHidden = 64
    learned.options.encoderHidden = 64
    learned.options.learningRate = 0.01
    learned.options.maximumEpochs = 30
    #expect(try train(learned).validations.last?.isCollapsed == false)
  }

  @Test func pairsAllAlike() throws {
    // One translation for everything is no collapse if there is only one.
    let sources = (0..<20).map { ("number \($0)", "pareil") }
    #expect(try train(TrainingSample(sources)).validations.contains { $0.isCollapsed } == false)
    for isSplit in [true, false] {
      var sample = try TrainingSample(
        [(String, String)](repeating: ("the same", "pareil"), count: 200), isSplit: isSplit)
      sample.options.learningRate = 0.02
      sample.options.maximumEpochs = 10
      // Otherwise only five of them would be trained on.
      sample.options.noiseRules = .keepingAll
      let result = try #require(try train(sample).result)
      #expect(result.bestPerplexity < 2)
      #expect(
        Translator(try sample.model(), threads: 1).translate(["the same"])[0].text == "pareil")
    }
  }

  /// One token beside five hundred, in one batch and in turn.
  @Test(arguments: [1, 2])
  func pairsOfLengthOneAndFiveHundred(batch: Int) throws {
    let long = (String(repeating: "a b ", count: 250), String(repeating: "c d ", count: 250))
    var sample = try TrainingSample([("a", "c"), long, ("a", long.1), (long.0, "c")])
    sample.options.maximumTokens = 1000
    sample.options.subwords = .words
    sample.options.minimumFrequency = 1
    sample.options.batch = .sentences(batch)
    sample.options.maximumEpochs = 2
    let course = try train(sample)
    let result = try #require(course.result, "\(course.error ?? "")")
    #expect(result.updates == 2 * 4 / batch)
    #expect(result.bestPerplexity.isFinite)
  }

  /// A few words yield only a limited number of pieces.
  @Test(arguments: [TokenizerOptions.Subwords.bytePairs, .words])
  func aVocabularyLargerThanTheData(subwords: TokenizerOptions.Subwords) throws {
    var sample = try TrainingSample()
    sample.options.vocabularySize = 50_000
    sample.options.subwords = subwords
    sample.options.minimumFrequency = 1
    #expect(try train(sample).result != nil)
    #expect(try sample.model().configuration.targetVocabulary < 1000)
  }

  /// Columns that are not asked for, quotes that are never closed, words that mean null elsewhere.
  @Test func corporaThatTripReaders() throws {
    let many = String(repeating: "\tx", count: 100_000)
    let lines =
      [
        "\u{FEFF}\"a lone quote\tdu guillemet seul\n", "NA\tnull\r\n", "None\tnan\n",
        "nul \"\t\"\n",
      ]
      + TrainingSample.pairs.map { "\($0.0)\t\($0.1)\(many)\r\n" } + ["the last\tla fin"]
    var sample = try TrainingSample()
    _ = try sample.directory.write(lines.joined(), to: "odd.tsv")
    sample.input = TrainingInput(pairs: TabSeparatedPairs(path: sample.directory.file("odd.tsv")))
    var summary: TrainingSummary?
    try sample.train { if case .prepared(let found) = $0 { summary = found } }
    #expect(summary.map { $0.trainingPairs + $0.validationPairs } == 13)
  }
}
