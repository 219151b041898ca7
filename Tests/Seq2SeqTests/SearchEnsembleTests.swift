import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Several models that translate together.
@Suite struct SearchEnsembleTests {
  /// Of different shapes, but with the same vocabularies.
  private static func samples(words: Int = 14, scale: Float = 1) -> [SearchSample] {
    [
      SearchSample(SearchSample.small(words: words), seed: 1, scale: scale),
      SearchSample(
        SearchSample.small(words: words, layers: 2, readout: .none), seed: 2, scale: scale),
      SearchSample(SearchSample.small(words: words, attention: .additive), seed: 3, scale: scale),
    ]
  }

  private func options(beam: Int, nBest: Int = 1) -> SearchOptions {
    var options = SearchOptions()
    options.beam = beam
    options.nBest = nBest
    return options
  }

  /// The logarithm of the mean of the models' probabilities, in double precision.
  private func next(_ ensemble: [SearchSample], _ source: [Int32], _ words: [Int32]) -> [Double] {
    let each = ensemble.map { $0.next(source, after: words) }
    return each[0].indices.map { word in
      let mean = each.reduce(0) { $0 + ScalarKernels.exp($1[word]) } / Double(each.count)
      return mean > 0 ? ScalarKernels.log(mean) : -.infinity
    }
  }

  @Test(arguments: [1, 2, 3], [1, 4])
  func oneModelSeveralTimesIsThatModel(times: Int, beam: Int) {
    let sources = SearchSample.sentences(12)
    for sample in Self.samples() {
      let alone = sample.search(sources, options(beam: beam, nBest: beam))
      let together = SearchSample.search(
        (0..<times).map { _ in copy(of: sample) }, sources, options(beam: beam, nBest: beam))
      for (found, expected) in zip(together, alone) {
        #expect(found.map(\.tokens) == expected.map(\.tokens))
        for (a, b) in zip(found, expected) { #expect(abs(a.score - b.score) < 1e-4) }
      }
    }
  }

  /// The same weights, with a workspace of its own.
  private func copy(of sample: SearchSample) -> SearchSample {
    let copy = SearchSample(sample.network.configuration, seed: 1)
    copy.store.values.floats.copy(from: sample.store.values.floats)
    copy.store.repack()
    return copy
  }

  @Test func greedyFollowsTheMean() {
    let ensemble = Self.samples()
    let sources = SearchSample.sentences(10, longest: 4)
    let found = SearchSample.search(ensemble, sources, options(beam: 1))
    for (source, found) in zip(sources, found) {
      let expected = SearchSample.follow(
        limit: options(beam: 1).maximumTokens(sourceTokens: source.count),
        next: { next(ensemble, source, $0) }, isBarred: { RepetitionGuard.isLoop($0, next: $1) })
      #expect(found[0].isClose(to: expected))
    }
    // It is another translation than each model's alone, at least of some sentences.
    for sample in ensemble {
      #expect(
        sample.search(sources, options(beam: 1)).map { $0[0].tokens } != found.map { $0[0].tokens })
    }
  }

  @Test func weightsAreSharesOfTheMean() {
    let ensemble = Self.samples()
    let sources = SearchSample.sentences(8, longest: 4)
    func search(_ weights: [Float], beam: Int) -> [[Hypothesis]] {
      var options = options(beam: beam, nBest: beam)
      options.modelWeights = weights
      return SearchSample.search(ensemble, sources, options)
    }
    for (source, found) in zip(sources, search([1, 5, 2], beam: 1)) {
      let expected = SearchSample.follow(
        limit: options(beam: 1).maximumTokens(sourceTokens: source.count),
        next: { words in
          let each = ensemble.map { $0.next(source, after: words) }
          return each[0].indices.map { word in
            let mean = zip(each, [1, 5, 2]).reduce(0.0) {
              $0 + $1.1 / 8 * ScalarKernels.exp($1.0[word])
            }
            return mean > 0 ? ScalarKernels.log(mean) : -.infinity
          }
        }, isBarred: { RepetitionGuard.isLoop($0, next: $1) })
      #expect(found[0].isClose(to: expected))
    }
    // A model with all the weight is alone; the same weights are as none.
    for (index, sample) in ensemble.enumerated() {
      let alone = sample.search(sources, options(beam: 4, nBest: 4))
      let weights: [Float] = (0..<3).map { $0 == index ? 2 : 0 }
      for (found, expected) in zip(search(weights, beam: 4), alone) {
        #expect(found.map(\.tokens) == expected.map(\.tokens))
      }
    }
    #expect(
      search([3, 3, 3], beam: 4).map { $0.map(\.tokens) }
        == search([], beam: 4).map { $0.map(\.tokens) })
  }

  /// With a beam as wide as all possible translations, nothing is missed.
  @Test func hugeBeamIsExhaustive() {
    var options = options(beam: 108, nBest: 5)
    options.lengthRatio = 0
    options.lengthExtra = 4
    let ensemble = Self.samples(words: 6)
    for source in SearchSample.sentences(4) {
      let found = SearchSample.search(ensemble, [source], options)[0]
      let expected = SearchSample.everything(limit: 4) { next(ensemble, source, $0) }
        .filter(\.isFinished)
        .sorted {
          $0.logProbability / Double($0.tokens.count + 1)
            > $1.logProbability / Double($1.tokens.count + 1)
        }
      #expect(found.count == 5)
      for (a, b) in zip(found, expected) { #expect(a.isClose(to: b)) }
    }
  }

  @Test func meanOfProbabilities() {
    #expect(ProbabilityMean.logMean([-1.5]) == -1.5)
    #expect(abs(ProbabilityMean.logMean([0, -.infinity]) - -0.693147) < 1e-6)
    #expect(abs(ProbabilityMean.logMean([-200, -201, -202]) - -200.69105) < 1e-4)
    #expect(ProbabilityMean.logMean([-.infinity, -.infinity]) == -.infinity)
  }

  /// What is left out to save time is never among the k best.
  @Test(arguments: [1, 5, 40], [[], [0.2, 0.5, 0.3], [0.9, 0, 0.1]] as [[Float]])
  func theBestMeansAreAllThere(k: Int, weights: [Float]) {
    let compute = SearchSample(SearchSample.small(), seed: 1).compute
    var generator = TestSupport.SeededGenerator(seed: 8)
    let (rows, words) = (30, 200)
    let matrices = (0..<6).map { _ in compute.workspace.matrix(rows, words) }
    for row in 0..<rows {
      for model in 0..<3 {
        let logits = generator.floats(words, scale: Float(1 + row % 8)).map(Double.init)
        for (word, value) in ScalarKernels.logSoftmax(logits).enumerated() {
          // Some tokens are barred.
          let isStruck = row % 3 == 0 && word % 5 == 0
          matrices[model].row(row)[word] = isStruck ? -.infinity : Float(value)
          matrices[model + 3].row(row)[word] = matrices[model].row(row)[word]
        }
      }
    }
    ProbabilityMean.form(Array(matrices[..<3]), weights: weights, best: nil, compute.workspace)
    ProbabilityMean.form(Array(matrices[3...]), weights: weights, best: k, compute.workspace)
    var left = 0
    for row in 0..<rows {
      let (all, some) = (Array(matrices[0].row(row)), Array(matrices[3].row(row)))
      #expect(all.sorted(by: >).prefix(k) == some.sorted(by: >).prefix(k))
      for (a, b) in zip(all, some) { #expect(a == b || b == -.infinity) }
      left += zip(all, some).count { $0 != $1 }
    }
    #expect(left > rows)
  }

  // MARK: - Translator

  /// A model with random weights for the sample's tokenizers.
  static func model(
    seed: UInt64, attention: ModelOptions.Attention = .none, vocabulary: Int = 300
  ) throws -> TranslationModel {
    var options = TokenizerOptions()
    options.vocabularySize = vocabulary
    let source = try TokenizerTrainer.learn(from: TrainingSample.pairs.map(\.0), options: options)
    let target = try TokenizerTrainer.learn(from: TrainingSample.pairs.map(\.1), options: options)
    var configuration = SearchSample.small(words: target.vocabularySize, attention: attention)
    configuration.sourceVocabulary = source.vocabularySize
    configuration.decoderHidden = configuration.encoderHidden
    let sample = SearchSample(configuration, seed: seed, scale: 1)
    return TranslationModel(
      network: sample.network, values: sample.store.values, sourceTokenizer: source,
      targetTokenizer: target)
  }

  /// For any number of threads, batch size and order of the lines.
  @Test(arguments: [false, true])
  func linesAreTranslatedIndependently(isSampling: Bool) throws {
    let models = [try Self.model(seed: 1), try Self.model(seed: 2, attention: .dot)]
    let lines = TrainingSample.pairs.map(\.0) + ["", "Two boats.", "a"]
    let prefixes = lines.indices.map { $0 % 3 == 0 ? "Le" : "" }
    var options = SearchOptions()
    options.noRepeatNGram = 2
    options.lengthRatio = 0
    options.keepsAttention = true
    options.coveragePenalty = 0.3
    options.nBest = 2
    if isSampling { options.sampling = SamplingOptions() }
    let alone = try Translator(ensemble: models, threads: 1)
    let expected = zip(lines, prefixes).map { alone.translate([$0], options, prefixes: [$1])[0] }
    #expect(expected.flatMap(\.candidates).allSatisfy { $0.alignment != nil })
    for threads in [1, 3] {
      let translator = try Translator(ensemble: models, threads: threads)
      for batch in [2, 64] {
        options.batch = batch
        #expect(translator.translate(lines, options, prefixes: prefixes) == expected)
        let reversed = translator.translate(
          lines.reversed(), options, prefixes: prefixes.reversed())
        #expect(reversed.reversed() == expected)
      }
    }
  }

  @Test func scoresWithTheMean() throws {
    let models = [try Self.model(seed: 1), try Self.model(seed: 2), try Self.model(seed: 3)]
    let pairs = TrainingSample.pairs.map { (source: $0.0, target: $0.1) } + [("", "x"), ("x", "")]
    let each = models.map { Translator($0, threads: 2).score(pairs) }
    let together = try Translator(ensemble: models, threads: 2).score(pairs)
    for (index, score) in together.enumerated() {
      let tokens = each.map { $0[index].tokenLogProbabilities }
      #expect(score.tokenLogProbabilities.count == tokens[0].count)
      for (token, value) in score.tokenLogProbabilities.enumerated() {
        let mean = tokens.reduce(0) { $0 + ScalarKernels.exp(Double($1[token])) } / 3
        #expect(abs(Double(value) - ScalarKernels.log(mean)) < 1e-4)
      }
    }
    #expect(together.suffix(2).allSatisfy { $0.tokenLogProbabilities.isEmpty })
  }

  @Test func modelsMustShareTheirVocabularies() throws {
    let directory = try TemporaryDirectory()
    let paths = ["a", "b"].map { directory.file("\($0).safetensors") }
    try Self.model(seed: 1).write(to: paths[0])
    try Self.model(seed: 2, vocabulary: 310).write(to: paths[1])
    let error = #expect(throws: ModelError.self) { try Translator(modelsAt: paths, threads: 1) }
    #expect(error?.description.contains("b.safetensors: its source vocabulary is not that") == true)
    #expect(error?.description.contains("a.safetensors") == true)
    _ = try Translator(modelsAt: [paths[1], paths[1]], threads: 1)
  }

  @Test func weightsMustFitTheModels() throws {
    let models = [try Self.model(seed: 1), try Self.model(seed: 2)]
    let translator = try Translator(ensemble: models, threads: 1)
    var options = SearchOptions()
    for weights in [[1], [1, 2, 3], [0, 0], [1, -1], [.infinity, 1]] as [[Float]] {
      options.modelWeights = weights
      #expect(throws: SearchError.unfitModelWeights(count: weights.count, models: 2)) {
        try translator.check(options)
      }
      // Who does not check has the mean.
      #expect(translator.translate(["Two boats."], options) == translator.translate(["Two boats."]))
    }
    options.modelWeights = [0, 1]
    try translator.check(options)
    let second = Translator(models[1], threads: 1).translate(["Two boats."])
    #expect(translator.translate(["Two boats."], options)[0].text == second[0].text)
  }

  @Test func whatNeedsAttentionSaysSo() throws {
    var options = SearchOptions()
    options.coveragePenalty = 0.2
    let plain = Translator(try Self.model(seed: 1), threads: 1)
    #expect(throws: SearchError.noAttention(for: .coveragePenalty)) { try plain.check(options) }
    #expect(plain.translate(["Two boats."], options) == plain.translate(["Two boats."]))
    options.coveragePenalty = 0
    options.keepsAttention = true
    #expect(throws: SearchError.noAttention(for: .alignment)) { try plain.check(options) }
    #expect(plain.translate(["Two boats."], options)[0].candidates[0].alignment == nil)
    let attentive = Translator(try Self.model(seed: 1, attention: .general), threads: 1)
    try attentive.check(options)
  }
}
