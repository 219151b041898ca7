import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// A model and a checkpoint of an earlier version; see Fixtures/saved/make_saved.sh.
@Suite struct CheckpointCompatibilityTests {
  private static func fixture(_ name: String) -> String {
    #filePath.replacing("CheckpointCompatibilityTests.swift", with: "Fixtures/saved/\(name)")
  }

  private let directory: TemporaryDirectory
  private var options = TrainingOptions()

  /// The options of the fixture's script.
  init() throws {
    directory = try TemporaryDirectory()
    for name in ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl"] {
      let bytes = try readBytes(atPath: Self.fixture(name))
      _ = try directory.write(bytes, to: "saved/\(name)")
    }
    options.vocabularySize = 280
    options.hasJointVocabulary = true
    options.subwordDropout = 0.1
    options.maximumTokens = 60
    (options.embedding, options.encoderHidden, options.decoderHidden) = (8, 8, 8)
    options.model.decoderLayers = 2
    options.model.cell = .lstm
    options.model.pooling = .mean
    options.model.attention = .additive
    options.model.readout = .untied
    options.model.hasContextInReadout = false
    options.model.hasResidualConnections = true
    options.model.hasLayerNormalization = true
    options.model.hasSharedEmbedding = true
    options.batch = .sentences(4)
    options.accumulation = 2
    options.optimizer = .adam
    options.weightDecay = 0.001
    options.learningRate = 0.01
    options.schedule = .inverseSquareRoot
    options.warmup = 3
    options.clipNorm = 2.5
    options.truncation = 7
    options.averageDecay = 0.9
    options.dropout = 0.2
    options.layerDropout = 0.1
    options.recurrentDropout = 0.05
    options.wordDropout = 0.05
    options.labelSmoothing = 0.05
    options.consistency = 1
    options.criterion = .loss
    options.validationInterval = 6
    options.maximumUpdates = 11
    options.seed = 7
    options.threads = 2
    options.precision = .float32
  }

  private func trainer(
    _ options: TrainingOptions, pairs: String = fixture("pairs.en-fr.tsv")
  ) throws(TrainingError) -> Trainer {
    let input = TrainingInput(
      pairs: TabSeparatedPairs(path: pairs), languages: LanguagePair(source: "en", target: "fr"))
    return try Trainer(input, options, output: directory.file("saved"), start: .resume)
  }

  private func mismatch(
    _ options: TrainingOptions, pairs: String = fixture("pairs.en-fr.tsv")
  ) throws -> CheckpointMismatch? {
    let error = #expect(throws: TrainingError.self) { try trainer(options, pairs: pairs) }
    guard case .otherTraining(let path, let mismatch) = error else { return nil }
    #expect(path == directory.file("saved/checkpoint.safetensors"))
    return mismatch
  }

  private func metadata() throws -> [String: String] {
    try SafeTensorsFile(path: directory.file("saved/checkpoint.safetensors")).metadata
  }

  @Test func anEarlierModelTranslates() throws {
    let translator = try Translator(modelAt: Self.fixture("model.safetensors"), threads: 1)
    let lines = ["It's raining in Switzerland today.", "He rarely drinks wine."]
    let translations = translator.translate(lines).map(\.text)
    #expect(translations == ["Il pleut en Suisse aujourd'hui.", "Il boit rarement du vin."])
  }

  @Test func anEarlierCheckpointIsResumed() throws {
    var first: Int?
    let result = try trainer(options).run { event in
      if case .progress(let progress) = event { first = first ?? progress.update }
    }
    #expect(first == 9)
    #expect(result.updates == 11)
    // It is now a checkpoint of this version, and can be resumed again.
    #expect(try metadata()["fingerprint"] == nil)
    var more = options
    more.maximumUpdates = 12
    #expect(try trainer(more).run { _ in }.updates == 12)
  }

  @Test func anEarlierCheckpointOfAnotherTrainingIsRefused() throws {
    var other = options
    other.model.hasResidualConnections = false
    #expect(try mismatch(other) == .optionsOrCorpus)
    var pairs = try readBytes(atPath: Self.fixture("pairs.en-fr.tsv"))
    pairs[0] = UInt8(ascii: "W")
    let path = try directory.write(pairs, to: "pairs.tsv")
    #expect(try mismatch(options, pairs: path) == .optionsOrCorpus)
  }

  @Test func whatDiffersIsNamed() throws {
    _ = try trainer(options).run { _ in }
    var other = options
    other.model.hasResidualConnections = false
    other.learningRate = 0.02
    let mismatch = try #require(try mismatch(other))
    #expect(
      mismatch
        == .options([
          OptionDifference(label: "residual connections", saved: "yes", now: "no"),
          OptionDifference(label: "learning rate", saved: "0.01", now: "0.02"),
        ]))
    #expect(
      "\(mismatch)"
        == "holds a training with other options: residual connections was yes, now no, "
        + "learning rate was 0.01, now 0.02")
    var pairs = try readBytes(atPath: Self.fixture("pairs.en-fr.tsv"))
    pairs[0] = UInt8(ascii: "W")
    let path = try directory.write(pairs, to: "pairs.tsv")
    #expect(try self.mismatch(options, pairs: path) == .corpus)
    _ = try trainer(options)
  }
}
