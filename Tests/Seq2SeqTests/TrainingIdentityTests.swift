import NeuralNetwork
import Testing
import Tokenization

@testable import Seq2Seq

/// What identifies the training of a checkpoint.
@Suite struct TrainingIdentityTests {
  private func identity(
    learnsForms: Bool = false, sources: [WeightedPairs] = [],
    _ change: (inout TrainingOptions) -> Void = { _ in }
  ) -> TrainingIdentity {
    var options = TrainingOptions()
    options.precision = .float32
    options.letterCase = .spelling
    options.noiseRules = .keepingAll
    options.marksSpans = false
    change(&options)
    var plan = TrainingPlan(options, pairs: 3_200, bytes: 400_000, cores: 2)
    plan.learnsForms = learnsForms
    var configuration = ModelConfiguration(
      sourceVocabulary: 400, targetVocabulary: 500, embedding: plan.embedding,
      encoderHidden: plan.encoderHidden, decoderHidden: plan.decoderHidden)
    configuration.options = options.model
    var corpus = CorpusDigest()
    corpus.add("One.")
    var tokens = CorpusDigest()
    tokens.add([1, 2, 3])
    return TrainingIdentity(
      plan: plan, configuration: configuration,
      languages: LanguagePair(source: "en", target: "fr"), corpus: corpus,
      tokens: tokens, sources: sources, synthetic: sources.count)
  }

  private func written(_ identity: TrainingIdentity) throws -> [String: String] {
    try #require(decodeJSON([String: String].self, identity.metadata["options"] ?? ""))
  }

  private func differences(
    _ now: TrainingIdentity, from saved: TrainingIdentity
  ) -> [OptionDifference] {
    guard case .options(let all)? = now.mismatch(saved.metadata) else { return [] }
    return all
  }

  /// These keys and values are in people's checkpoints: none may change, and none may be added.
  @Test func onlyWhatIsNotAsUsualIsWritten() throws {
    #expect(
      try written(identity()) == [
        "sourceLanguage": "en", "targetLanguage": "fr", "vocabularySize": "2000",
        "embedding": "128", "encoderHidden": "256", "decoderHidden": "256",
        "embeddingDropout": "0.1", "layerDropout": "0.1", "readoutDropout": "0.1",
        "batch": "64 pairs", "learningRate": "0.002", "warmup": "50", "precision": "float32",
        "threads": "2",
      ])
  }

  @Test func everythingElseIsWrittenUnderItsKey() throws {
    let sources = [
      WeightedPairs(pairs: 0..<200, weight: 4), WeightedPairs(pairs: 200..<3_200, weight: 0.5),
    ]
    let all = identity(learnsForms: true, sources: sources) { options in
      options.subwords = .words
      options.hasJointVocabulary = true
      options.minimumFrequency = 3
      options.subwordDropout = 0.1
      options.maximumTokens = 50
      options.noiseRules = NoiseRules()
      options.noiseRules?.leftOut = [.repeated, .markup]
      options.model.encoderLayers = 2
      options.model.decoderLayers = 3
      options.model.isBidirectional = false
      options.model.cell = .rnnReLU
      options.model.pooling = .max
      options.model.attention = .general
      options.model.readout = .none
      options.model.hasContextInReadout = false
      options.model.hasResidualConnections = true
      options.model.hasLayerNormalization = true
      options.model.hasSharedEmbedding = true
      options.dropout = 0.25
      options.embeddingDropout = 0
      options.recurrentDropout = 0.2
      options.wordDropout = 0.3
      options.labelSmoothing = 0
      options.consistency = 2
      options.outputSample = 2_000
      options.correctsOutputSample = false
      options.optimizer = .sgd
      options.momentum = 0.5
      options.batch = .tokens(900)
      options.accumulation = 4
      options.schedule = .cosine
      options.clipNorm = 2
      options.clipValue = 0.5
      options.truncation = 9
      options.weightDecay = 1e-5
      options.averageDecay = nil
      options.validationInterval = 100
      options.criterion = .loss
      options.seed = .max
      options.maximumEpochs = 5
      options.maximumUpdates = 700
      options.frozen = [.encoder, .attention]
      options.gradientPrecision = .bfloat16
    }
    let expected = [
      "frozen": "attention encoder",
      "subwords": "whole words", "hasJointVocabulary": "yes", "minimumFrequency": "3",
      "characterForms": "learned", "noise": "more than 5 repetitions, markup",
      "subwordDropout": "0.1", "maximumTokens": "50", "encoderLayers": "2", "decoderLayers": "3",
      "isBidirectional": "no", "cell": "rnn-relu", "context": "max", "attention": "general",
      "readout": "none", "hasContextInReadout": "no", "hasResidualConnections": "yes",
      "hasLayerNormalization": "yes", "hasSharedEmbedding": "yes", "embeddingDropout": "0.0",
      "layerDropout": "0.25", "readoutDropout": "0.25", "recurrentDropout": "0.2",
      "wordDropout": "0.3", "labelSmoothing": "0.0", "consistency": "2.0", "optimizer": "sgd",
      "outputSample": "2000", "correctsOutputSample": "no",
      "momentum": "0.5", "batch": "900 tokens", "accumulation": "4", "schedule": "cosine",
      "clipNorm": "2.0", "clipValue": "0.5", "truncation": "9", "weightDecay": "1e-05",
      "averageDecay": "none", "validationInterval": "100", "criterion": "loss",
      "seed": "18446744073709551615", "maximumEpochs": "5", "maximumUpdates": "700",
      "learningRate": "0.6", "synthetic": "2", "gradientPrecision": "bfloat16",
      "weights": "200 pairs 4.0 times, 3000 pairs 0.5 times",
    ]
    #expect(
      try written(all) == written(identity()).merging(expected) { $1 })
    // Whole words keep their spelling, and have no marks; the corpus is not large; no model is begun with; and there is
    // one process.
    let keys = Set(all.choices.map(\.key))
      .subtracting(["letterCase", "spans", "sample", "base", "processes"])
    #expect(keys == Set(try written(all).keys))
    #expect(Set(all.choices.map(\.label)).count == all.choices.count)
  }

  @Test func caseIsWrittenIfItIsMarked() throws {
    for letterCase in [TrainingOptions.LetterCase.marks, nil] {
      let marked = identity { $0.letterCase = letterCase }
      #expect(try written(marked)["letterCase"] == "marks")
      #expect(SavedChoices(marked.metadata).letterCase == .marks)
      #expect(
        differences(identity(), from: marked)
          == [OptionDifference(label: "case of letters", saved: "marks", now: "spelling")])
    }
    #expect(SavedChoices(identity().metadata).letterCase == .spelling)
    let words = identity {
      $0.letterCase = nil
      $0.subwords = .words
    }
    #expect(try written(words)["letterCase"] == nil)
  }

  @Test func spansAreWrittenIfTheyAreMarked() throws {
    for marksSpans in [true, nil] {
      let marked = identity { $0.marksSpans = marksSpans }
      #expect(try written(marked)["spans"] == "marks")
      #expect(SavedChoices(marked.metadata).marksSpans)
      #expect(
        differences(identity(), from: marked)
          == [OptionDifference(label: "what is not translated", saved: "marks", now: "text")])
    }
    #expect(!SavedChoices(identity().metadata).marksSpans)
    let words = identity {
      $0.marksSpans = nil
      $0.subwords = .words
    }
    #expect(try written(words)["spans"] == nil)
  }

  @Test func theSameChoicesFit() {
    let saved = identity { $0.model.cell = .lstm }
    #expect(differences(identity { $0.model.cell = .lstm }, from: saved) == [])
    // Given or by default, it is the same choice.
    let asked = identity {
      $0.embedding = 128
      $0.dropout = 0.1
      $0.threads = 2
    }
    #expect(differences(asked, from: identity()) == [])
  }

  /// Without a sample there is nothing to correct.
  @Test func theCorrectionCountsWithASampleOnly() {
    #expect(differences(identity { $0.correctsOutputSample = false }, from: identity()) == [])
    let sampled = identity { $0.outputSample = 500 }
    #expect(
      differences(identity(), from: sampled) == [
        OptionDifference(
          label: "tokens drawn for the output layer", saved: "500", now: "none")
      ])
    let uncorrected = identity {
      $0.outputSample = 500
      $0.correctsOutputSample = false
    }
    #expect(
      differences(uncorrected, from: sampled) == [
        OptionDifference(
          label: "correction for tokens that were not drawn", saved: "yes", now: "no")
      ])
  }

  @Test func limitsAreNoPartOfIt() {
    let limited = identity {
      $0.maximumEpochs = 2
      $0.maximumUpdates = 20
      $0.patience = 1
    }
    #expect(differences(limited, from: identity()) == [])
    // But the cosine schedule depends on the end.
    let cosine = identity {
      $0.schedule = .cosine
      $0.maximumUpdates = 20
    }
    let longer = identity {
      $0.schedule = .cosine
      $0.maximumUpdates = 30
    }
    #expect(
      differences(longer, from: cosine)
        == [OptionDifference(label: "updates", saved: "20", now: "30")])
  }

  @Test func anOptionThatIsNotWrittenWasAsUsual() {
    let lstm = identity { $0.model.cell = .lstm }
    #expect(
      differences(lstm, from: identity())
        == [OptionDifference(label: "cell", saved: "gru", now: "lstm")])
    #expect(
      differences(identity(), from: lstm)
        == [OptionDifference(label: "cell", saved: "lstm", now: "gru")])
  }

  @Test func anOptionOfALaterVersionIsNamed() throws {
    var saved = identity().metadata
    saved["options"] = stableJSON(try written(identity()).merging(["glue": "strong"]) { $1 })
    #expect(
      identity().mismatch(saved)
        == .options([OptionDifference(label: "glue", saved: "strong", now: "not known")]))
  }

  @Test func anotherCorpusIsTold() {
    let identity = identity()
    #expect(identity.mismatch(identity.metadata) == nil)
    for (key, expected) in [("corpus", CheckpointMismatch.corpus), ("tokens", .tokens)] {
      var saved = identity.metadata
      saved[key] = "abc"
      #expect(identity.mismatch(saved) == expected)
      saved[key] = nil
      #expect(identity.mismatch(saved) == expected)
    }
  }
}
