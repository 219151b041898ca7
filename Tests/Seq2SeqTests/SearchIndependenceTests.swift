import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// A sentence's translation depends only on the sentence, the model and the options.
@Suite struct SearchIndependenceTests {
  private static let plain = [
    SearchSample.small(), SearchSample.small(layers: 2, readout: .none, pooling: .mean),
    wide,
  ]

  /// Wide enough for every blocked kernel of the products.
  private static var wide: ModelConfiguration {
    var configuration = ModelConfiguration(
      sourceVocabulary: 20, targetVocabulary: 300, embedding: 48, encoderHidden: 128,
      decoderHidden: 96)
    configuration.pooling = .max
    configuration.readout = .untied
    return configuration
  }

  /// With every kind of cell: all of a hypothesis' state must follow it from row to row.
  private static let configurations = plain + SearchSample.cells

  /// To the bit: tokens, log p and score.
  @Test(arguments: configurations.indices, [1, 4])
  func batchOfOneIsARowOf32(configuration: Int, beam: Int) {
    let sample = SearchSample(Self.configurations[configuration], seed: 9, scale: 0.7)
    let sources = SearchSample.sentences(32)
    var options = SearchOptions()
    options.beam = beam
    options.nBest = beam
    let together = sample.search(sources, options)
    for (source, expected) in zip(sources, together) {
      #expect(sample.search([source], options)[0] == expected)
    }
    let reversed = sample.search(sources.reversed(), options)
    #expect(Array(reversed.reversed()) == together)
  }

  /// To the bit: the logits of every time step, of a sentence alone and beside 31 others.
  @Test(arguments: plain.indices)
  func logitsOfOneAreARowOf32(configuration: Int) {
    let sample = SearchSample(Self.plain[configuration], seed: 9, scale: 0.7)
    let sources = SearchSample.sentences(32)
    let pairs = zip(sources, SearchSample.sentences(33, words: 14).dropFirst()).map {
      EncodedPair(source: $0, target: $1)
    }
    let together = logits(of: pairs, sample)
    for (row, pair) in pairs.enumerated() {
      let alone = logits(of: [pair], sample)[0]
      #expect(alone == Array(together[row].prefix(alone.count)), "sentence \(row)")
    }
  }

  /// By pair, then time step.
  private func logits(of pairs: [EncodedPair], _ sample: SearchSample) -> [[[Float]]] {
    let (network, compute) = (sample.network, sample.compute)
    compute.reset()
    let shard = Shard(pairs)
    var encoded = network.encoder.forward(shard.source, dropouts: .none, compute)
    let c = network.encoder.contextVectors(&encoded, compute)
    let decoded = network.decoder.forward(shard, c: c, encoderStates: nil, dropouts: .none, compute)
    let final = network.readoutForward(decoded, .none, compute).final
    let logits = compute.workspace.matrix(final.rows, network.output.vocabulary)
    network.output.logits(final, into: logits, compute)
    return pairs.indices.map { row in
      (0..<shard.targetSteps).map { Array(logits.row($0 * pairs.count + row)) }
    }
  }

  /// For any number of threads, batch size and order of the lines.
  @Test func linesAreTranslatedIndependently() throws {
    let lines = TrainingSample.pairs.map(\.0) + ["", "Two boats.", "  ", "a", "Old old old bread?"]
    var options = TokenizerOptions()
    options.vocabularySize = 300
    let source = try TokenizerTrainer.learn(from: lines, options: options)
    let target = try TokenizerTrainer.learn(
      from: TrainingSample.pairs.map(\.1), options: options)
    var configuration = SearchSample.small(words: target.vocabularySize)
    configuration.sourceVocabulary = source.vocabularySize
    let sample = SearchSample(configuration, seed: 6, scale: 1)
    let model = TranslationModel(
      network: sample.network, values: sample.store.values, sourceTokenizer: source,
      targetTokenizer: target)
    let expected = lines.map { Translator(model, threads: 1).translate([$0])[0] }
    #expect(expected.count { $0.text.isEmpty && $0.candidates.isEmpty } == 2)
    for threads in [1, 2, 3] {
      let translator = Translator(model, threads: threads)
      for batch in [1, 2, 5, 64] {
        var options = SearchOptions()
        options.batch = batch
        #expect(translator.translate(lines, options) == expected)
        #expect(translator.translate(lines.reversed(), options).reversed() == expected)
      }
      #expect(translator.translate([]).isEmpty)
    }
  }

  /// Lines that are too long are cut and marked as cut, if they are not divided.
  @Test func longLinesAreCut() throws {
    let sample = try TrainingSample()
    try sample.train()
    let translator = Translator(try sample.model(), threads: 1)
    let long = TrainingSample.pairs.map(\.0).joined(separator: " ")
    var options = SearchOptions()
    options.sentenceSplitting = .never
    let cut = translator.translate([long, "My"], options, maximumTokens: 10)
    #expect(cut.map(\.wasCut) == [true, false])
    #expect(cut[0].sourceTokens == 10)
    #expect(translator.translate([long], options)[0].sourceTokens > 10)
    let divided = translator.translate([long], maximumTokens: 60)[0]
    #expect(!divided.wasCut && divided.sourceTokens > 60)
  }
}
