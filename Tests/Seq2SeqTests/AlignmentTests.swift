import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Attention weights as links between words.
@Suite struct AlignmentTests {
  /// The weights kept by the search are those of the training pass over the same tokens.
  @Test(arguments: [ModelOptions.Attention.additive, .dot, .general], [1, 4])
  func weightsAreTheModels(attention: ModelOptions.Attention, beam: Int) {
    var configuration = SearchSample.small(layers: 2, attention: attention)
    configuration.decoderHidden = 8
    let sample = SearchSample(configuration, seed: 3, scale: 1)
    var options = SearchOptions()
    options.beam = beam
    options.nBest = beam
    let sources = SearchSample.sentences(8)
    #expect(sample.search(sources, options).joined().allSatisfy { $0.attention.isEmpty })
    options.keepsAttention = true
    for (source, found) in zip(sources, sample.search(sources, options)) {
      for hypothesis in found {
        let expected = sample.attention(source, hypothesis.tokens)
        let steps = hypothesis.tokens.count + (hypothesis.isFinished ? 1 : 0)
        #expect(hypothesis.attention.count == steps)
        for (weights, expected) in zip(hypothesis.attention, expected) {
          #expect(weights.count == source.count + 1)
          #expect(zip(weights, expected).allSatisfy { abs($0 - $1) < 1e-4 })
        }
      }
    }
  }

  /// The mean over the models that have attention.
  @Test func ensemblesLookOnAverage() {
    let samples = [
      SearchSample(SearchSample.small(attention: .additive), seed: 1, scale: 1),
      SearchSample(SearchSample.small(), seed: 2, scale: 1),
      SearchSample(SearchSample.small(layers: 2, attention: .general), seed: 3, scale: 1),
    ]
    var options = SearchOptions()
    options.keepsAttention = true
    for source in SearchSample.sentences(5) {
      let found = SearchSample.search(samples, [source], options)[0][0]
      let (a, b) = (
        samples[0].attention(source, found.tokens), samples[2].attention(source, found.tokens)
      )
      for (step, weights) in found.attention.enumerated() {
        for (place, weight) in weights.enumerated() {
          #expect(abs(weight - (a[step][place] + b[step][place]) / 2) < 1e-4)
        }
      }
    }
  }

  private func tokenizer(
    _ lines: [String], _ subwords: TokenizerOptions.Subwords = .bytePairs
  ) throws -> Tokenizer {
    var options = TokenizerOptions()
    options.vocabularySize = 270
    options.subwords = subwords
    return try TokenizerTrainer.learn(from: lines, options: options)
  }

  /// Every token's word, found by decoding ever longer prefixes.
  @Test func tokensKnowTheirWords() throws {
    let tokenizer = try tokenizer(["the boats", "the boat"])
    for line in [
      "the boats", "a b c", "the, boat's  «x»", "ÿ 漢字 boat", "", "x", "the 👩‍👩‍👧‍👦 boat.",
    ] {
      let tokens = tokenizer.encode(line)
      let words = TokenWords.words(of: tokens, tokenizer.vocabulary)
      #expect(words.count == tokens.count)
      #expect(words == TokenWords.words(of: tokens, line: line, tokenizer))
      let texts = line.split(separator: " ")
      #expect(Set(words) == Set(texts.indices))
      for (index, text) in texts.enumerated() {
        let ids = zip(tokens, words).filter { $0.1 == index }.map(\.0)
        #expect(tokenizer.decode(ids) == text)
      }
    }
  }

  /// Unknown words have no text, but they are words.
  @Test func unknownWordsAreCounted() throws {
    let tokenizer = try tokenizer(["the boat, the boat"], .words)
    let line = "(unheard of) the boat"
    let tokens = tokenizer.encode(line)
    try #require(tokens.contains(SpecialToken.unknown.id))
    let words = TokenWords.words(of: tokens, line: line, tokenizer)
    #expect(words.first == 0)
    #expect(words.last == 3)
    #expect(Set(words) == [0, 1, 2, 3])
    let cut = TokenWords.words(of: Array(tokens.prefix(3)), line: line, tokenizer)
    #expect(cut == Array(words.prefix(3)))
  }

  /// Weights of a word's tokens are added up; `</s>` is not a word, however large its weight is.
  @Test func linksGoToTheMostLookedAtWord() throws {
    let model = try SearchEnsembleTests.model(seed: 1, attention: .additive)
    let source = "The boat qq", target = "bateau zz Le"
    let (x, y) = (model.sourceTokenizer.encode(source), model.targetTokenizer.encode(target))
    let xWords = TokenWords.words(of: x, model.sourceTokenizer.vocabulary)
    let yWords = TokenWords.words(of: y, model.targetTokenizer.vocabulary)
    // zz attends to qq, Le to The, bateau to boat: a little more than to any other word, but for each token
    // less than to </s>.
    let wanted = [0: 1, 1: 2, 2: 0]
    let weights: [[Float]] = yWords.map { word in
      let row: [Float] = xWords.map { place in
        let size = Float(xWords.count { $0 == place })
        return (place == wanted[word ?? -1] ? 0.2 : 0.15) / size
      }
      return row + [0.5]
    }
    let hypothesis = Hypothesis(
      tokens: y, logProbability: -1, score: -1, isFinished: true,
      attention: weights + [[Float](repeating: 0, count: x.count) + [1]])
    let alignment = Alignment(x, of: source, hypothesis, model)
    #expect(alignment.wordLinks.map(\.description) == ["1-0", "2-1", "0-2"])
    #expect(alignment.source.last == "</s>")
    #expect(alignment.target.last == "</s>")
    #expect(alignment.target.count == alignment.weights.count)
    #expect(alignment.tokenLinks.map(\.target) == Array(y.indices))
    for link in alignment.tokenLinks {
      #expect(weights[link.target].dropLast().max() == weights[link.target][link.source])
    }
    #expect(y.count > 3 && x.count > 3)
  }
}
