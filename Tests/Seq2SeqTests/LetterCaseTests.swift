import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// The case of letters in training, in models and in translating.
@Suite struct LetterCaseTests {
  private static let pairs =
    TrainingSample.pairs + [
      ("The boat to Oslo is red.", "Le bateau pour Oslo est rouge."),
      ("We hear that Oslo is green.", "Nous entendons qu'Oslo est vert."),
    ]

  private func model() throws -> TranslationModel {
    let sample = try TrainingSample(Self.pairs)
    try sample.train()
    return try sample.model()
  }

  // MARK: - Training

  @Test func aTrainingResumesAsItBegan() throws {
    for letterCase in [TrainingOptions.LetterCase.spelling, nil] {
      var sample = try TrainingSample(Self.pairs)
      sample.options.letterCase = letterCase
      try sample.train(stopAfter: 2)
      sample.options.letterCase = nil
      try sample.train(.resume)
      sample.options.letterCase = letterCase
      try sample.train(in: "whole")
      #expect(
        try sample.bytes("model.safetensors") == sample.bytes("model.safetensors", in: "whole"))
      #expect(try sample.model().sourceTokenizer.marksCase == (letterCase == nil))
      // Another choice is another training.
      sample.options.letterCase = letterCase == nil ? .spelling : .marks
      #expect(throws: TrainingError.self) { try sample.train(.resume) }
    }
  }

  @Test func wholeWordsKeepTheirSpelling() throws {
    var sample = try TrainingSample(Self.pairs)
    sample.options.subwords = .words
    sample.options.minimumFrequency = 1
    let corpus = try TrainingCorpus(sample.input, sample.options)
    #expect(!corpus.sourceTokenizer.marksCase)
    #expect(corpus.sourceTokenizer.vocabulary.id(of: " The") != nil)
  }

  /// A pair in capitals teaches the same as the pair in usual case.
  @Test func pairsInCapitalsAreReadAsTheyAreTranslated() throws {
    let model = try model()
    let pair = Self.pairs[8]
    let plain = model.encode(pair)
    #expect(model.encode((pair.0.uppercased(), pair.1.uppercased())) == plain)
    #expect(model.encode((pair.0.lowercased(), pair.1)) == plain)
    let mixed = model.encode((pair.0, pair.1.uppercased()))
    #expect(mixed.source == plain.source)
    #expect(Array(mixed.target.dropFirst()) == plain.target)
  }

  // MARK: - Translating

  @Test func whatSaysNothingIsTranslatedAlike() throws {
    let translator = Translator(try model(), threads: 1)
    for line in Self.pairs.map(\.0) {
      let title = line.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      let results = translator.translate([
        line, line.lowercased(), title.joined(separator: " "), line.uppercased(),
      ])
      #expect(results[1] == results[0])
      #expect(results[2] == results[0])
      #expect(results[3].text == results[0].text.uppercased())
      #expect(results[3].candidates[0].score == results[0].candidates[0].score)
      #expect(results[3].sourceTokens == results[0].sourceTokens)
    }
  }

  /// Each sentence has its own case, and the white space of the line stays.
  @Test func sentencesAreAnsweredEachInItsCase() throws {
    let translator = Translator(try model(), threads: 1)
    let alone = translator.translate(["We hear the rain.", "They left yesterday."]).map(\.text)
    let line = "  WE HEAR THE RAIN.  They left yesterday. 5! THEY LEFT YESTERDAY. "
    let result = translator.translate([line])[0].text
    #expect(
      result == "  \(alone[0].uppercased())  \(alone[1]) 5! \(alone[1].uppercased()) ")
  }

  @Test func aBeginningThatIsGivenSaysWhatFollows() throws {
    let translator = Translator(try model(), threads: 1)
    for (prefix, isInCapitals) in [("Le bateau", false), ("LE BATEAU", true), ("« ", true)] {
      let text = translator.translate(["THE BOAT TO OSLO IS RED."], prefixes: [prefix])[0].text
      #expect(text.hasPrefix(prefix.trimmed))
      #expect((text == text.uppercased()) == isInCapitals, "\(text)")
    }
  }

  @Test func aClauseThatContinuesBeginsWithASmallLetter() throws {
    let model = try model()
    let divider = LineDivider(
      source: model.sourceTokenizer, model.sourceForms, target: model.targetTokenizer)
    let line = divider.divide(
      "They left, we hear, Oslo hears", .init(splitsSentences: true, maximumTokens: 5))
    #expect(line.parts.map(\.text) == ["They left,", "we hear,", "Oslo hears"])
    #expect(line.parts.map(\.readings[0].beginsSentence) == [true, false, true])
    let tokenizer = model.targetTokenizer
    let ids = tokenizer.encode("Nous entendons")
    #expect(
      tokenizer.decode(ids, isInCapitals: false, beginsSentence: false) == "nous entendons")
  }

  /// Words are those of the text; a mark belongs to the word after it.
  @Test func marksHaveNoWordOfTheirOwn() throws {
    let model = try model()
    let tokenizer = model.targetTokenizer
    for text in ["le Bateau ROUGE", "Le bateau rouge", "LE BATEAU ROUGE", "« le BATEAU ROUGE est"] {
      let ids = tokenizer.encode(text)
      let words = TokenWords.words(of: ids, tokenizer.vocabulary).compactMap(\.self)
      #expect(words.count == ids.count)
      #expect(Set(words) == Set(0..<text.split(separator: " ").count))
      #expect(words == words.sorted())
    }
    let ids = tokenizer.encode("le Bateau")
    let place = try #require(
      ids.firstIndex { tokenizer.vocabulary.spelling(of: $0) == "<Capital>" })
    #expect(TokenWords.words(of: ids, tokenizer.vocabulary)[place] == 1)
  }
}

extension String {
  fileprivate var trimmed: String { text(UTF8Text.trimmed(0..<utf8.count, of: self)) }
}
