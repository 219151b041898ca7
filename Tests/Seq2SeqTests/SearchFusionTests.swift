import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// A language model that has a say in the search.
@Suite struct SearchFusionTests {
  /// A language model with random weights.
  private struct LanguageSample {
    let network: LanguageNetwork
    let compute: ComputeState

    init(words: Int, layers: Int = 2, cell: ModelOptions.Cell = .gru, seed: UInt64 = 3) {
      var shape = LanguageShape()
      (shape.vocabulary, shape.units, shape.layers, shape.cell) = (words, 6, layers, cell)
      network = LanguageNetwork(shape)
      let store = ParameterStore(layout: network.layout, purpose: .inference)
      var generator = TestSupport.SeededGenerator(seed: seed)
      store.values.floats.copy(from: generator.floats(network.layout.size, scale: 1))
      store.repack()
      Products.useOneThread()
      compute = ComputeState(store: store)
    }

    /// log p of each token of a line, by the forward pass of training.
    func logProbabilities(_ line: [Int32]) -> [Double] {
      compute.reset()
      var losses: [Double] = []
      let window = LanguageWindow(([SpecialToken.end.id] + line)[...])
      let found = PerWorker(count: line.count, initial: Float(0))
      let count = PerWorker(count: 1, initial: 0)
      _ = network.loss(of: [window], compute) { _, loss in
        found[count[0]] = loss
        count[0] += 1
      }
      for place in line.indices { losses.append(-Double(found[place])) }
      return losses
    }

    /// log p of every token after a beginning of a line.
    func next(after words: [Int32]) -> [Double] {
      (0..<network.shape.vocabulary).map { word in
        logProbabilities(words + [Int32(word)])[words.count]
      }
    }
  }

  private func search(
    _ sample: SearchSample, _ language: LanguageSample, _ sources: [[Int32]],
    _ options: SearchOptions, prefixes: [[Int32]] = []
  ) -> [[Hypothesis]] {
    let member = FusionMember([
      LanguageSearch(network: language.network, compute: language.compute)
    ])
    let model = NetworkModel(sample.network, barred: sample.barred, sample.compute)
    return BeamSearch(
      member.fused(with: model, weight: options.fusion, worker: 0), options: options,
      start: SpecialToken.start.id, end: SpecialToken.end.id
    ).translate(SourceBatch(sources), prefixes: prefixes)
  }

  private func options(beam: Int, nBest: Int = 1, fusion: Float = 0.7) -> SearchOptions {
    var options = SearchOptions()
    options.beam = beam
    options.nBest = nBest
    options.fusion = fusion
    return options
  }

  private func next(
    _ sample: SearchSample, _ language: LanguageSample, _ source: [Int32], _ words: [Int32],
    _ weight: Float
  ) -> [Double] {
    zip(sample.next(source, after: words), language.next(after: words)).map {
      $0 + Double(weight) * $1
    }
  }

  private let samples = [
    SearchSample(SearchSample.small(words: 9), seed: 1),
    SearchSample(SearchSample.small(words: 9, layers: 2, attention: .additive), seed: 2),
  ]

  @Test(arguments: [ModelOptions.Cell.gru, .lstm])
  func greedyFollowsTheSum(cell: ModelOptions.Cell) {
    let language = LanguageSample(words: 9, cell: cell)
    let sources = SearchSample.sentences(6, longest: 4)
    for sample in samples {
      let options = options(beam: 1)
      let found = search(sample, language, sources, options)
      for (source, found) in zip(sources, found) {
        let expected = SearchSample.follow(
          limit: options.maximumTokens(sourceTokens: source.count),
          next: { next(sample, language, source, $0, 0.7) },
          isBarred: { RepetitionGuard.isLoop($0, next: $1) })
        #expect(found[0].tokens == expected.tokens && found[0].isFinished == expected.isFinished)
        let sum = Double(found[0].logProbability + 0.7 * found[0].languageLogProbability)
        #expect(abs(sum - expected.logProbability) < 1e-3)
      }
      let alone = sample.search(sources, options)
      #expect(alone.map { $0[0].tokens } != found.map { $0[0].tokens })
    }
  }

  /// With a beam as wide as all possible translations, nothing is missed; what is found has both models' log p.
  @Test(arguments: [0.3, 2] as [Float])
  func hugeBeamIsExhaustive(weight: Float) {
    let sample = SearchSample(SearchSample.small(words: 6), seed: 4)
    let language = LanguageSample(words: 6)
    var options = options(beam: 108, nBest: 5, fusion: weight)
    options.lengthRatio = 0
    options.lengthExtra = 4
    for source in SearchSample.sentences(3) {
      let found = search(sample, language, [source], options)[0]
      let all = SearchSample.everything(limit: 4) { next(sample, language, source, $0, weight) }
      let expected = all.filter(\.isFinished).sorted {
        $0.logProbability / Double($0.tokens.count + 1)
          > $1.logProbability / Double($1.tokens.count + 1)
      }
      #expect(found.count == 5)
      for (a, b) in zip(found, expected) {
        #expect(a.tokens == b.tokens)
        let all = a.tokens + [SpecialToken.end.id]
        let byLanguage = language.logProbabilities(all).reduce(0, +)
        let byTranslation = all.indices.reduce(0.0) {
          $0 + sample.next(source, after: Array(all[..<$1]))[Int(all[$1])]
        }
        #expect(abs(Double(a.languageLogProbability) - byLanguage) < 1e-3)
        #expect(abs(Double(a.logProbability) - byTranslation) < 1e-3)
        let score = (byTranslation + Double(weight) * byLanguage) / Double(all.count)
        #expect(abs(Double(a.score) - score) < 1e-3)
      }
    }
  }

  /// In any batch, with any beam, with prefixes and by samples.
  @Test func aTranslationDoesNotDependOnTheOthers() {
    let language = LanguageSample(words: 9)
    let sources = SearchSample.sentences(12)
    var sampling = SearchOptions(beam: 1, samples: 3)
    sampling.fusion = 0.5
    for options in [options(beam: 1), options(beam: 4, nBest: 4), sampling] {
      for prefixes in [[], sources.map { $0.count > 4 ? [3, 5] : [] }] as [[[Int32]]] {
        let together = search(samples[1], language, sources, options, prefixes: prefixes)
        for (index, source) in sources.enumerated() {
          let prefix = prefixes.isEmpty ? [] : [prefixes[index]]
          #expect(
            search(samples[1], language, [source], options, prefixes: prefix)[0]
              == together[index])
        }
        #expect(together.allSatisfy { $0.allSatisfy { $0.languageLogProbability < 0 } })
      }
    }
  }

  /// A model whose log p of the next token is always the same.
  private struct FixedModel: SearchModel {
    let row: [Float]
    var spans: SpanConstraint?
    var vocabulary: Int { row.count }

    func start(_ batch: SourceBatch, beam: Int, shortlist: Int) -> any SearchDecoder {
      Decoder(row: row)
    }

    struct Decoder: SearchDecoder {
      let row: [Float]
      let workspace = Workspace()

      mutating func logProbabilities(
        after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
      ) -> Matrix {
        let result = workspace.matrix(1, row.count)
        result.row(0).copy(from: row)
        strike(result)
        return result
      }

      mutating func select(_ rows: [Int], sentences: [Int]) {}
    }
  }

  /// A language model has not read marks of spans, which stand for numbers and the like.
  @Test func marksOfSpansAreAsLikelyAsTheLikeliestToken() {
    let translation = FixedModel(
      row: [-1, -2, -3, -4, -5], spans: SpanConstraint(source: 1..<3, target: 2..<4))
    let language = FixedModel(row: [-1, -0.5, -8, -9, -3])
    var decoder = Fusion(translation: translation, language: language, weight: 2)
      .start(SourceBatch([[5]]), beam: 1, shortlist: 0)
    let sums = decoder.logProbabilities(after: [1], best: nil) { $0[0, 0] = -.infinity }
    #expect(sums.row(0).values == [-.infinity, -3, -4, -5, -11])
    #expect(decoder.languageLogProbabilities?.row(0).values == [-1, -0.5, -0.5, -0.5, -3])
  }

  // MARK: - Translator

  /// For any number of threads, batch size and order of the lines; by ensembles, too.
  @Test func linesAreTranslatedIndependently() throws {
    let models = [
      try SearchEnsembleTests.model(seed: 1),
      try SearchEnsembleTests.model(seed: 2, attention: .dot),
    ]
    let language = TrainedLanguageModel.random(of: models[0])
    let lines = TrainingSample.pairs.map(\.0) + ["", "Two boats. Do you hear the wind?", "a"]
    var options = options(beam: 3, nBest: 2)
    options.lengthRatio = 0
    let alone = Translator(models, language, threads: 1, precision: .float32)
    try alone.check(options)
    let expected = lines.map { alone.translate([$0], options)[0] }
    for threads in [1, 3] {
      let translator = Translator(models, language, threads: threads, precision: .float32)
      for batch in [2, 64] {
        options.batch = batch
        #expect(translator.translate(lines, options) == expected)
        #expect(translator.translate(lines.reversed(), options).reversed() == expected)
      }
    }
    // The score of a line of several sentences has the language model's share.
    let joined = try #require(expected[lines.count - 2].candidates.first)
    let sum = joined.logProbability + 0.7 * joined.languageLogProbability
    #expect(abs(joined.score - options.score(sum, length: joined.length)) < 1e-4)
    // Without weight it is not asked.
    options.fusion = 0
    let without = try Translator(ensemble: models, threads: 1, precision: .float32)
    #expect(alone.translate(lines, options) == without.translate(lines, options))
    #expect(alone.translate(lines, options) != expected)
  }

  @Test func onlyALanguageModelWithTheSameTokensHasASay() throws {
    let directory = try TemporaryDirectory()
    let model = try SearchEnsembleTests.model(seed: 1)
    let (path, language) = (directory.file("m.safetensors"), directory.file("l.safetensors"))
    try model.write(to: path)
    try TrainedLanguageModel.random(of: model).write(to: language)
    _ = try Translator(modelsAt: [path, path], languageModelAt: language, threads: 1)
    try SearchEnsembleTests.model(seed: 1, vocabulary: 310).write(to: path)
    #expect(throws: ModelError.otherTokens(path: language, other: path)) {
      try Translator(modelsAt: [path], languageModelAt: language, threads: 1)
    }
    #expect(throws: ModelError.self) {
      try Translator(modelsAt: [path], languageModelAt: path, threads: 1)
    }
    let plain = Translator(model, threads: 1)
    let fused = Translator(
      [model], TrainedLanguageModel.random(of: model), threads: 1, precision: nil)
    var options = options(beam: 1)
    #expect(throws: SearchError.noLanguageModel) { try plain.check(options) }
    try fused.check(options)
    options.shortlist = 3
    #expect(throws: SearchError.noShortlist(.languageModel)) { try fused.check(options) }
  }
}
