import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// The form of the source's characters: learned in training, kept in the model, and used by all that reads a source.
@Suite struct SourceFormsTests {
  /// The sample's pairs, with sources as a typographer sets them.
  private static let pairs =
    TrainingSample.pairs + [
      ("It’s “late” – isn’t it…", "Il est « tard » – n'est-ce pas..."),
      ("That’s all.", "C’est tout."),
    ]

  // MARK: - Training

  @Test func trainingLearnsTheFormsOfItsSources() throws {
    let sample = try TrainingSample(Self.pairs)
    let corpus = try TrainingCorpus(sample.input, sample.options)
    let forms = try #require(corpus.sourceForms)
    #expect(forms.apply(to: "It's \"so\" — no...") == "It’s “so” – no…")
    try sample.train()
    let model = try sample.model()
    #expect(model.learnedForms == forms)
    #expect(model.sourceForms == forms)
    #expect(model.quantized().learnedForms == forms)
    #expect(
      try TranslationModel.average(of: [model, model], names: ["a", "b"]).learnedForms == forms)
    let plain = model.encodeSource("It's \"late\" - isn't it...")
    #expect(plain == model.sourceTokenizer.encode("It’s “late” – isn’t it…"))
  }

  /// A pair is trained on as it will be translated: a rare variant is not learned as a character of its own.
  @Test(arguments: [0, 0.1 as Float])
  func bothSidesOfTrainingAgree(dropout: Float) throws {
    let odd =
      Self.pairs + [
        ("\u{200B}", "x"),
        ("\u{FEFF}The red bo\u{AD}at.", "Le\u{A0}bateau\u{AD} rouge."),
      ]
    var sample = try TrainingSample(odd)
    sample.options.subwordDropout = dropout
    let corpus = try TrainingCorpus(sample.input, sample.options)
    let pool = WorkerPool(count: 1)
    let training = corpus.training(inEpoch: 0, on: pool)
    // A source without any character that is seen teaches nothing.
    #expect(training.count == odd.count - 1)
    let last = training[training.count - 1]
    #expect(corpus.sourceTokenizer.decode(last.source) == "The red boat.")
    // The target keeps the typography of its text.
    #expect(corpus.targetTokenizer.decode(last.target) == "Le\u{A0}bateau\u{AD} rouge.")
    #expect(corpus.sourceTokenizer.vocabulary.id(of: "\u{AD}") == nil)
  }

  /// A checkpoint says whether forms were learned; the training that it belongs to goes on in the same way.
  @Test func trainingsResumeAsTheyBegan() throws {
    let sample = try TrainingSample(Self.pairs)
    try sample.train(stopAfter: 2)
    let path = sample.directory.file("model/checkpoint.safetensors")
    let metadata = try SafeTensorsFile(path: path).metadata
    #expect(SavedChoices(metadata).learnsForms)
    do {
      let directory = try TrainingDirectory(sample.directory.file("model"), .resume)
      #expect(directory.saved?.learnsForms == true)
    }
    try sample.train(.resume)
    try sample.train(in: "whole")
    #expect(
      try sample.bytes("model.safetensors") == sample.bytes("model.safetensors", in: "whole"))

    let old = try TrainingCorpus(sample.input, sample.options, learnsForms: false)
    #expect(old.sourceForms == nil)
    #expect(old.identity.metadata["options"]?.contains("characterForms") == false)
    #expect(!SavedChoices(old.identity.metadata).learnsForms)
    #expect(old.identity.mismatch(metadata) != nil)
  }

  // MARK: - Models

  /// Models of versions that learned no forms know what is in their vocabulary.
  @Test func earlierModelsKnowTheirVocabulary() throws {
    let model = try SearchEnsembleTests.model(seed: 1)
    #expect(model.learnedForms == nil)
    for (plain, variant) in [
      ("The boat is here.", "The\u{A0}bo\u{AD}at \u{202F}is here\u{200B}．"),
      ("The lake", "\u{200E}Ｔhe lake\u{2060}"),
    ] {
      #expect(model.encodeSource(variant) == model.sourceTokenizer.encode(plain))
      #expect(model.encodeSource(plain) == model.sourceTokenizer.encode(plain))
    }
    let translator = Translator(model, threads: 1)
    let translations = translator.translate(["The boat", "The\u{A0}boat", "\u{200B}\u{FEFF}"])
    #expect(translations[0] == translations[1])
    #expect(translations[2].text == "\u{200B}\u{FEFF}" && translations[2].sourceTokens == 0)
    let scores = translator.score([("The boat", "a"), ("The\u{2009}boat", "a"), ("\u{AD}", "a")])
    #expect(scores[0] == scores[1])
    #expect(scores[2].tokens.isEmpty)
  }

  /// The model that comes with the program.
  @Test func theShippedModelReadsWhatWordProcessorsWrite() throws {
    let root = #filePath.replacing("Tests/Seq2SeqTests/SourceFormsTests.swift", with: "")
    let model = try TranslationModel(path: root + "models/phrasebook/model.safetensors")
    for (plain, variant) in [
      ("I'm not tired.", "I’m not tired."), ("Who's there?", "Whoʼs\u{2003}there？"),
      ("The bill, please.", "The\u{202F}bi\u{AD}ll，\u{200F} please．"),
    ] {
      #expect(model.encodeSource(variant) == model.sourceTokenizer.encode(plain))
    }
  }

  /// Sentences are divided as they were given, and each is translated in the forms that the model knows.
  @Test func sentencesAreBroughtIntoKnownForms() throws {
    let root = #filePath.replacing("Tests/Seq2SeqTests/SourceFormsTests.swift", with: "")
    let translator = try Translator(modelAt: root + "models/phrasebook/model.safetensors")
    let alone = translator.translate(["I'm not tired.", "Mr. Hall isn't here.", "Who's there?"])
    let line =
      "\u{2003}I’m not ti\u{AD}red.\u{A0}Mr.\u{A0}Hall isn’t here.\u{200B}"
      + " 5 – 6! \u{2067}Whoʼs there？ "
    let result = translator.translate([line])[0]
    #expect(
      result.text == "\u{2003}\(alone[0].text)\u{A0}\(alone[1].text) 5 – 6! \(alone[2].text) ")
    let (first, second, last) = (alone[0], alone[1], alone[2])
    #expect(
      result.sentences.map(\.translation.sourceTokens)
        == [first.sourceTokens, second.sourceTokens, 0, last.sourceTokens])
  }

  /// Wherever it stands, also beside quotation marks and dashes.
  @Test(arguments: ["“I'm not tired.”", "- I'm not tired.", "(Who's there?)"])
  func anInvisibleCharacterChangesNothing(line: String) throws {
    let root = #filePath.replacing("Tests/Seq2SeqTests/SourceFormsTests.swift", with: "")
    let translator = try Translator(modelAt: root + "models/phrasebook/model.safetensors")
    let scalars = Array(line.unicodeScalars)
    let variants = (0...scalars.count).map { place in
      var variant = String.UnicodeScalarView(scalars[..<place])
      variant.append("\u{200B}")
      variant.append(contentsOf: scalars[place...])
      return String(variant)
    }
    let translations = translator.translate([line] + variants)
    for (variant, translation) in zip(variants, translations.dropFirst()) {
      #expect(translation.text == translations[0].text, "\(Array(variant.unicodeScalars))")
    }
  }

  // MARK: - Alignments

  /// Words are counted in the line as it was given.
  @Test func alignmentsCountTheWordsOfTheLine() throws {
    let model = try SearchEnsembleTests.model(seed: 1, attention: .additive)
    func words(_ line: String) -> [Int] {
      let tokens = model.encodeSource(line)
      let target = model.targetTokenizer.encode("bateau")
      let row = [Float](repeating: 0.1, count: tokens.count + 1)
      let alignment = Alignment(
        tokens, of: line,
        Hypothesis(
          tokens: target, logProbability: -1, score: -1, isFinished: true,
          attention: (target + [2]).map { _ in row }), model)
      return alignment.sourceWords.compactMap(\.self)
    }
    #expect(Set(words("The boat is")) == [0, 1, 2])
    #expect(Set(words("The\u{A0}boat is")) == [0, 1])
    #expect(Set(words("The \u{200B} boat is")) == [0, 2, 3])
    #expect(words("The boat is") == words("The bo\u{AD}at is"))
  }

  /// The same for lines of several sentences, and for one after white space that counts as a word.
  @Test func alignmentsOfSentencesCountTheWordsOfTheLine() throws {
    let model = try SearchEnsembleTests.model(seed: 1, attention: .additive)
    var options = SearchOptions()
    options.keepsAttention = true
    let lines = ["\u{A0} The\u{2009}boat", "The\u{A0}boat is. We \u{200B} hear\u{AD} it."]
    let words = try Translator(model, threads: 1).translate(lines, options).map {
      try #require($0.candidates.first?.alignment).sourceWords.compactMap(\.self)
    }
    #expect(Set(words[0]) == [1])
    #expect(Set(words[1]) == [0, 1, 2, 4, 5])
  }
}
