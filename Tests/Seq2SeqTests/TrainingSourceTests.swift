import NeuralNetwork
import Testing

@testable import Seq2Seq

/// Training on pairs that are not from a file.
@Suite struct TrainingSourceTests {
  /// Where the pairs come from makes no difference to what is learned.
  @Test(arguments: [0, 0.2] as [Float])
  func pairsInMemoryGiveTheModelOfAFile(dropout: Float) throws {
    var sample = try TrainingSample()
    sample.options.subwordDropout = dropout
    try sample.train(in: "file")
    let pairs = InMemoryPairs(TrainingSample.pairs)
    sample.input = TrainingInput(pairs: pairs, validation: pairs)
    try sample.train(in: "memory")
    let model = "model.safetensors"
    #expect(try sample.bytes(model, in: "memory") == sample.bytes(model, in: "file"))
  }

  @Test func languagesComeFromTheSourceUnlessGiven() throws {
    var sample = try TrainingSample()
    sample.input = TrainingInput(pairs: MadeUpPairs(MadeUpPairs.findings(TrainingSample.pairs)))
    #expect(
      try TrainingCorpus(sample.input, sample.options).languages
        == LanguagePair(source: "en", target: "fr"))
    sample.input.languages = LanguagePair(source: "de", target: "da")
    #expect(
      try TrainingCorpus(sample.input, sample.options).languages
        == LanguagePair(source: "de", target: "da"))
  }

  /// A pipe can be read only once; its pairs and its report are still complete.
  @Test func aSourceThatCanBeReadOnceIsReadOnce() throws {
    var sample = try TrainingSample()
    let faulty =
      MadeUpPairs.findings(TrainingSample.pairs) + [.fault(.tooLong, MadeUpPairs.origin(9))]
    var once = MadeUpPairs(faulty, [])
    once.isRepeatable = false
    sample.options.subwordDropout = 0.2
    let read = try TrainingCorpus(TrainingInput(pairs: once), sample.options)
    #expect(once.begun.count == 1)
    #expect("\(read.checks[0].report)" == "1 of 9 entries left out: 1 too long (entry 9)")
    let expected = try TrainingCorpus(TrainingInput(pairs: MadeUpPairs(faulty)), sample.options)
    #expect(read.training.prefix(.max) == expected.training.prefix(.max))
    #expect(read.validation == expected.validation)
    #expect(read.digest == expected.digest)
  }

  /// A file that somebody writes to meanwhile.
  @Test(arguments: [-1, 1])
  func aSourceThatChangesBetweenPassesIsAnError(by more: Int) throws {
    let sample = try TrainingSample()
    let pairs = TrainingSample.pairs
    let changed = MadeUpPairs.findings(more < 0 ? Array(pairs.dropLast()) : pairs + [("a", "b")])
    var source = MadeUpPairs(MadeUpPairs.findings(pairs))
    source.passes = [source.passes[0], changed]
    #expect {
      try TrainingCorpus(TrainingInput(pairs: source), sample.options)
    } throws: { error in
      "\(error)".hasPrefix("made up changed while it was read")
    }
  }

  /// Only the text that validations show and translate is kept.
  @Test func textIsKeptOfTranslatedPairsOnly() throws {
    let sample = try TrainingSample()
    let validation = InMemoryPairs((0..<1_100).map { ("The red boat \($0).", "Le bateau \($0).") })
    let corpus = try TrainingCorpus(
      TrainingInput(pairs: sample.input.pairs, validation: validation), sample.options)
    #expect(corpus.validation.count == 1_100)
    #expect(corpus.validationText.map(\.source) == (0..<1_000).map { "The red boat \($0)." })
  }
}
