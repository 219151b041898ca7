import NeuralNetwork
import Testing
import Tokenization

@testable import Seq2Seq
import TestSupport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Configurations as text: those of earlier versions are read, those of later ones refused.
@Suite struct ModelConfigurationTests {
  private static let sound = """
    {"attention":"none","cell":"gru","context":"last","decoderHidden":7,"decoderLayers":1,\
    "embedding":6,"encoderHidden":8,"encoderLayers":1,"isBidirectional":true,"readout":"tied",\
    "sourceVocabulary":20,"targetVocabulary":14}
    """

  private func read(_ text: String) throws -> ModelConfiguration {
    try JSONDecoder().decode(ModelConfiguration.self, from: Data(text.utf8))
  }

  @Test func readsWhatItWrites() throws {
    var choices = 0
    for cell in ModelOptions.Cell.allCases {
      for flags in 0..<16 {
        var configuration = SearchSample.small(cell: cell)
        configuration.hasResidualConnections = flags & 1 > 0
        configuration.hasLayerNormalization = flags & 2 > 0
        configuration.hasSharedEmbedding = flags & 4 > 0
        configuration.hasContextInReadout = flags & 8 > 0
        #expect(try read(stableJSON(configuration)) == configuration)
        choices += 1
      }
    }
    #expect(choices == 64)
  }

  @Test func whatWasNotKnownThenIsNotSo() throws {
    let configuration = try read(Self.sound)
    #expect(configuration == SearchSample.small())
    #expect(!configuration.hasResidualConnections && !configuration.hasLayerNormalization)
    #expect(!configuration.hasSharedEmbedding && configuration.hasContextInReadout)
  }

  @Test(arguments: [
    ("\"gru\"", "\"sru\"", ["cell", "sru", "gru, lstm, rnn-tanh, rnn-relu"]),
    ("\"last\"", "\"first\"", ["context", "first", "last, mean, max"]),
    ("{", "{\"hasGlue\":true,", ["does not know hasGlue"]),
  ])
  func whatOnlyALaterVersionKnowsIsRefused(old: String, new: String, words: [String]) throws {
    let error = #expect(throws: DecodingError.self) {
      try read(Self.sound.replacing(old, with: new, maxReplacements: 1))
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    for word in words { #expect(context.debugDescription.contains(word)) }
  }

  @Test(arguments: [
    "\"cell\":\"gru\",", "\"embedding\":6,", "\"isBidirectional\":true,", "\"readout\":\"tied\",",
  ])
  func whatWasAlwaysKnownMustBeThere(entry: String) throws {
    #expect(Self.sound.contains(entry))
    #expect(throws: DecodingError.self) { try read(Self.sound.replacing(entry, with: "")) }
  }

  // MARK: - One embedding for both sides

  private func tokenizer(_ lines: [String]) throws -> Tokenizer {
    var options = TokenizerOptions()
    options.vocabularySize = 280
    return try TokenizerTrainer.learn(from: lines, options: options)
  }

  @Test func aSharedEmbeddingTakesOneVocabulary() throws {
    var configuration = SearchSample.small(words: 14)
    configuration.hasSharedEmbedding = true
    #expect(configuration.problem?.contains("the source has 20 tokens and the target 14") == true)
    configuration.targetVocabulary = 20
    #expect(configuration.problem == nil)
    let source = try tokenizer(TrainingSample.pairs.map(\.0))
    let target = try tokenizer(TrainingSample.pairs.map(\.1))
    #expect(source.vocabularySize == target.vocabularySize)
    #expect(configuration.problem(source: source, target: source) == nil)
    #expect(
      configuration.problem(source: source, target: target)?.contains("each has its own") == true)
    configuration.hasSharedEmbedding = false
    #expect(configuration.problem(source: source, target: target) == nil)
  }

  @Test func aModelFileWithTwoVocabulariesForOneEmbeddingIsRefused() throws {
    let directory = try TemporaryDirectory()
    let source = try tokenizer(TrainingSample.pairs.map(\.0))
    let target = try tokenizer(TrainingSample.pairs.map(\.1))
    var configuration = SearchSample.small(words: source.vocabularySize, cell: .lstm)
    configuration.sourceVocabulary = source.vocabularySize
    configuration.hasSharedEmbedding = true
    let sample = SearchSample(configuration, seed: 1)
    #expect(!sample.network.layout.parameters.contains { $0.name == "decoder.embedding.weight" })
    for (other, isFine) in [(source, true), (target, false)] {
      let model = TranslationModel(
        network: sample.network, values: sample.store.values, sourceTokenizer: source,
        targetTokenizer: other)
      try model.write(to: directory.file("model"))
      if isFine {
        let read = try TranslationModel(path: directory.file("model"))
        #expect(Array(read.values.floats) == Array(model.values.floats))
      } else {
        let error = #expect(throws: ModelError.self) {
          try TranslationModel(path: directory.file("model"))
        }
        #expect(error?.description.contains("one vocabulary") == true)
      }
    }
  }

  @Test func trainingAsksForAJointVocabulary() throws {
    var sample = try TrainingSample()
    sample.options.model.hasSharedEmbedding = true
    #expect(try sample.failure()?.contains("one vocabulary") == true)
    sample.options.hasJointVocabulary = true
    #expect(try sample.failure() == nil)
    #expect(try sample.model().configuration.hasSharedEmbedding)
  }
}
