import NeuralNetwork
import Testing
import Tokenization

@testable import Seq2Seq
import TestSupport

/// The mean of models' weights.
@Suite struct ModelAverageTests {
  private func model(seed: UInt64, notes: [String: String] = [:]) throws -> TranslationModel {
    var model = try SearchEnsembleTests.model(seed: seed)
    model.notes = notes
    return model
  }

  private func weights(_ model: TranslationModel) -> [Float] {
    model.network.layout.parameters.flatMap { parameter in
      (0..<parameter.count).map { model.values.floats[parameter.offset + $0] }
    }
  }

  @Test func everyWeightIsTheMean() throws {
    let models = [
      try model(seed: 1, notes: ["seed": "1", "updates": "10"]),
      try model(seed: 2, notes: ["seed": "1", "updates": "20", "more": "x"]),
      try model(seed: 3, notes: ["seed": "1", "updates": "30"]),
    ]
    let average = try TranslationModel.average(of: models, names: ["a", "b", "c"])
    let each = models.map(weights)
    #expect(weights(average).count == models[0].parameterCount)
    for (index, mean) in weights(average).enumerated() {
      let expected = (Double(each[0][index]) + Double(each[1][index]) + Double(each[2][index])) / 3
      #expect(abs(Double(mean) - expected) < 1e-7)
    }
    #expect(average.notes == ["seed": "1", "average of": "a, b, c"])
    #expect(average.sourceTokenizer == models[0].sourceTokenizer)
    // It is a model like any other.
    let directory = try TemporaryDirectory()
    try average.write(to: directory.file("m"))
    #expect(weights(try TranslationModel(path: directory.file("m"))) == weights(average))
    // Read from files, one after the other, it is the same.
    let paths = models.indices.map { directory.file("\($0)") }
    for (model, path) in zip(models, paths) { try model.write(to: path) }
    let read = try TranslationModel.average(modelsAt: paths)
    #expect(weights(read) == weights(average))
    #expect(read.notes == ["seed": "1", "average of": paths.joined(separator: ", ")])
  }

  @Test func theMeanOfOneModelIsThatModel() throws {
    let one = try model(seed: 1)
    let average = try TranslationModel.average(of: [one, one, one], names: ["a", "a", "a"])
    #expect(weights(average) == weights(one))
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let first = try model(seed: 1)
    func failure(with other: TranslationModel) -> String? {
      let error = #expect(throws: ModelError.self) {
        try TranslationModel.average(of: [first, other], names: ["a", "b"])
      }
      return error?.description
    }
    let attentive = try SearchEnsembleTests.model(seed: 1, attention: .dot)
    #expect(
      failure(with: attentive)?.hasPrefix("b: its attention is dot, but none in a; only") == true)
    let larger = try SearchEnsembleTests.model(seed: 1, vocabulary: 310)
    #expect(failure(with: larger)?.hasPrefix("b: its source vocabulary is ") == true)
    let foreign = TranslationModel(
      network: first.network, values: first.values,
      sourceTokenizer: try first.sourceTokenizer.withLocale("de"),
      targetTokenizer: first.targetTokenizer)
    #expect(failure(with: foreign)?.hasPrefix("b: its source vocabulary is not that of a") == true)
  }
}
