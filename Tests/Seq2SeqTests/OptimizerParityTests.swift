import NeuralNetwork
import Testing

@testable import Seq2Seq

/// Every optimizer against torch.optim, element by element; see Fixtures/optimizers/make_optimizers.py.
@Suite struct OptimizerParityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let optimizer: TrainingOptions.Optimizer
    var momentum: Float = 0
    var decay: Float = 0

    var options: TrainingOptions {
      var options = TrainingOptions()
      options.optimizer = optimizer
      options.momentum = momentum
      options.weightDecay = decay
      return options
    }

    static let all = [
      Case(testDescription: "adam", optimizer: .adam),
      Case(testDescription: "adam-decay", optimizer: .adam, decay: 0.1),
      Case(testDescription: "adamw", optimizer: .adamw),
      Case(testDescription: "adamw-decay", optimizer: .adamw, decay: 0.1),
      Case(testDescription: "sgd", optimizer: .sgd),
      Case(testDescription: "sgd-momentum", optimizer: .sgd, momentum: 0.9),
      Case(testDescription: "sgd-momentum-decay", optimizer: .sgd, momentum: 0.5, decay: 0.1),
      Case(testDescription: "adagrad", optimizer: .adagrad),
      Case(testDescription: "adagrad-decay", optimizer: .adagrad, decay: 0.1),
    ]
  }

  private func fixture() throws -> SafeTensorsFile {
    try SafeTensorsFile(
      path: #filePath.replacing(
        "OptimizerParityTests.swift", with: "Fixtures/optimizers/optimizers.safetensors"))
  }

  private func floats(_ file: SafeTensorsFile, _ name: String) throws -> [Float] {
    try #require(file[name], "no tensor \(name)").withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Float.self)
      }
    }
  }

  private func buffer(_ values: some Collection<Float>) -> AlignedBuffer {
    let result = AlignedBuffer(count: values.count)
    for (index, value) in values.enumerated() { result.floats[index] = value }
    return result
  }

  /// In two slices, as two workers would; the gradient comes doubled and is halved by the scale.
  @Test(arguments: Case.all)
  func everyStepIsTorchs(_ sample: Case) throws {
    let file = try fixture()
    let values = buffer(try floats(file, "start"))
    let count = values.count
    let gradients = try floats(file, "gradients")
    let expected = try floats(file, sample.testDescription)
    let optimizer = sample.options.makeOptimizer(size: count)
    #expect(gradients.count == expected.count)
    #expect(gradients.count / count >= 10)
    for step in 1...gradients.count / count {
      let rows = (step - 1) * count..<step * count
      let gradient = buffer(gradients[rows].map { 2 * $0 })
      for range in [0..<16, 16..<count] {
        optimizer.update(
          values, gradient: gradient, range: range,
          OptimizerUpdate(number: step, rate: 0.05 / Float(step), scale: 0.5))
      }
      for (actual, expected) in zip(values.floats, expected[rows]) {
        #expect(abs(actual - expected) <= 1e-6 + 1e-6 * abs(expected))
      }
    }
  }

  @Test func everyOptimizerIsCompared() {
    #expect(Set(Case.all.map(\.optimizer)) == Set(TrainingOptions.Optimizer.allCases))
  }

  /// Each part of the optimizer's state has a name of its own for the checkpoint.
  @Test(arguments: TrainingOptions.Optimizer.allCases)
  func stateHasTheSizeOfTheParameters(_ choice: TrainingOptions.Optimizer) {
    var options = TrainingOptions()
    options.optimizer = choice
    let state = options.makeOptimizer(size: 48).state
    #expect(!state.isEmpty)
    #expect(Set(state.map(\.name)).count == state.count)
    #expect(state.allSatisfy { $0.values.count == 48 })
  }
}
