import NeuralNetwork
import Testing

@testable import Seq2Seq
import TestSupport

/// Trainings that begin with a model.
@Suite struct BaseModelTests {
  private static let files = ["model.safetensors", "metrics.jsonl", "checkpoint.safetensors"]

  private static let otherPairs = [
    ("The valve is open.", "La vanne est ouverte."),
    ("Close the valve.", "Fermez la vanne."),
    ("The pump is in the boat.", "La pompe est dans le bateau."),
    ("The pump is old.", "La pompe est vieille."),
  ]

  /// A sample with other pairs that begins with a model of the usual ones.
  private func sample(isOther: Bool = false) throws -> TrainingSample {
    var general = try TrainingSample()
    general.options.precision = .float32
    if isOther { general.options.seed = 9 }
    try general.train()
    var sample = try TrainingSample(Self.otherPairs)
    sample.options.precision = .float32
    // Of another size, which the model decides.
    sample.options.embedding = 24
    sample.options.vocabularySize = 500
    sample.options.maximumEpochs = 12
    sample.options.validationInterval = 5
    sample.options.patience = 100
    sample.input.base = BaseModel(try general.model(), name: "general")
    return sample
  }

  /// With a rate of 0 the weights stay those of the model.
  @Test func takesOverWeightsTokenizersAndShape() throws {
    var sample = try sample()
    sample.options.learningRate = 0
    sample.options.averageDecay = nil
    try sample.train()
    let base = try #require(sample.input.base?.model)
    let model = try sample.model()
    #expect(model.configuration == base.configuration)
    #expect(model.sourceTokenizer == base.sourceTokenizer)
    #expect(model.targetTokenizer == base.targetTokenizer)
    #expect(model.sourceForms == base.sourceForms)
    for parameter in model.network.layout.parameters {
      #expect(numbers(parameter, model) == numbers(parameter, base), "\(parameter.name)")
    }
  }

  @Test func learnsFromTheOtherPairs() throws {
    var sample = try sample()
    sample.options.maximumEpochs = 60
    sample.options.learningRate = 0.01
    let further = try sample.train(in: "further")
    sample.options.learningRate = 0
    let unchanged = try sample.train(in: "unchanged")
    #expect(further.bestPerplexity < 0.9 * unchanged.bestPerplexity)
  }

  @Test func resumesToTheSameBytesAndRefusesAnotherModel() throws {
    var sample = try sample()
    try sample.train(in: "whole")
    try sample.train(in: "parts", stopAfter: 7)
    // The same model in another place is the same.
    let base = try #require(sample.input.base?.model)
    sample.input.base = BaseModel(base, name: "moved")
    try sample.train(in: "parts", .resume)
    for file in Self.files[..<2] {
      #expect(try sample.bytes(file, in: "parts") == sample.bytes(file, in: "whole"), "\(file)")
    }
    sample.input.base = try self.sample(isOther: true).input.base.map {
      BaseModel($0.model, name: "special")
    }
    let failure = try #require(try sample.failure(in: "whole"))
    #expect(failure.contains("the model to begin with was general "))
    #expect(failure.contains("now special "))
    sample.input.base = nil
    #expect(try sample.failure(in: "whole")?.contains("now none") == true)
  }

  struct Freezing: Sendable, CustomTestStringConvertible {
    let parts: Set<TrainingOptions.ModelPart>
    let change: @Sendable (inout TrainingOptions) -> Void
    let testDescription: String

    init(
      _ description: String, _ parts: Set<TrainingOptions.ModelPart>,
      _ change: @escaping @Sendable (inout TrainingOptions) -> Void
    ) {
      testDescription = description
      self.parts = parts
      self.change = change
    }

    static let all = [
      Freezing("average and decoupled decay", [.embeddings, .encoder]) {
        $0.weightDecay = 0.1
        $0.averageDecay = 0.9
      },
      Freezing("decay in the loss, clipping of the norm", [.decoder]) {
        $0.optimizer = .adam
        $0.weightDecay = 0.1
        $0.clipNorm = 0.01
      },
      Freezing("gradient descent, clipping of elements", [.output, .encoder]) {
        $0.optimizer = .sgd
        $0.weightDecay = 0.1
        $0.clipValue = 0.01
      },
      Freezing("Adagrad without average", [.embeddings, .decoder]) {
        $0.optimizer = .adagrad
        $0.weightDecay = 0.1
        $0.averageDecay = nil
      },
    ]
  }

  @Test(arguments: Freezing.all)
  func frozenPartsDoNotMoveByAByte(_ freezing: Freezing) throws {
    var sample = try sample()
    sample.options.frozen = freezing.parts
    freezing.change(&sample.options)
    try sample.train()
    let base = try #require(sample.input.base?.model)
    let model = try sample.model()
    for parameter in model.network.layout.parameters {
      let isFrozen = freezing.parts.contains(.init(ofParameter: parameter.name))
      let isSame = numbers(parameter, model) == numbers(parameter, base)
      #expect(isSame == isFrozen, "\(parameter.name)")
    }
  }

  @Test func theNormIsThatOfWhatLearns() throws {
    let sample = try TrainingSample()
    let corpus = try TrainingCorpus(sample.input, sample.options)
    let network = try corpus.makeNetwork()
    let batch = (0..<corpus.training.count).map { corpus.training[$0] }
    let whole = corpus.plan.makeUpdater(network)
    _ = whole.update(batch, rate: 0, seed: 1, corpus.plan.updateOptions)
    let frozen = network.layout.ranges(of: [.encoder, .output])
    let learning = network.layout.ranges(of: [.encoder, .output], inverted: true)
    let squares = learning.joined().reduce(0.0) { sum, index in
      sum + Double(whole.gradient.floats[index]) * Double(whole.gradient.floats[index])
    }
    let part = corpus.plan.makeUpdater(network)
    part.freeze(frozen, training: learning)
    let norm = part.update(batch, rate: 0, seed: 1, corpus.plan.updateOptions).norm
    #expect(abs(Double(norm) - squares.squareRoot()) < 1e-5 * squares.squareRoot())
  }

  @Test func refusesOtherLanguagesAndNothingToLearn() throws {
    var general = try TrainingSample()
    general.input.languages = LanguagePair(source: "en", target: "fr")
    try general.train()
    var sample = try TrainingSample(Self.otherPairs)
    sample.input.base = BaseModel(try general.model(), name: "general")
    sample.input.languages = LanguagePair(source: "fr", target: "en")
    #expect(
      try sample.failure()
        == "general translates from en to fr, but the pairs are from fr to en")
    sample.input.languages = LanguagePair(source: "en-GB", target: "fr")
    sample.options.frozen = Set(TrainingOptions.ModelPart.allCases)
    #expect(try sample.failure()?.hasPrefix("all parts of the model are frozen") == true)
  }

  @Test func theRateIsAQuarterUnlessItIsGiven() {
    var options = TrainingOptions()
    func rate(_ hasBase: Bool) -> Float {
      TrainingPlan(options, pairs: 1_000, bytes: 100_000, cores: 1, hasBase: hasBase).learningRate
    }
    #expect(rate(true) == rate(false) / 4)
    options.learningRate = 0.01
    #expect(rate(true) == 0.01)
  }

  @Test func aShortlistIsFilledFromTheModels() {
    func shortlist(_ first: [Int32], frequent: [Int32]) -> Shortlist {
      Shortlist(
        translations: first + [Int32](repeating: -1, count: Shortlist.width - first.count),
        frequent: frequent)
    }
    let filled = shortlist([7, 5], frequent: [9]).filled(
      from: shortlist([5, 8], frequent: [4, 9]))
    #expect(filled == shortlist([7, 5, 8], frequent: [9, 4]))
  }

  private func numbers(_ parameter: Parameter, _ model: TranslationModel) -> [Float] {
    let vector = parameter.vector(in: model.values)
    return (0..<vector.count).map { vector[$0] }
  }
}
