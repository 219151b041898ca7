import NeuralNetwork
import Seq2Seq
import Testing

@testable import GradientFlow

/// What the textbooks say of gradients in recurrent layers.
@Suite struct GradientFlowTests {
  private static let pairs = (0..<60).map { number in
    SentencePair(
      source:
        "the \(number % 7 == 0 ? "small" : "old") ship number \(number % 10) sails at \(number % 6)",
      target: "le navire numéro \(number % 10) part à \(number % 6)",
      origin: PairOrigin(unit: .line, number: number + 1))
  }

  private static func options(
    _ cells: [ModelOptions.Cell], updates: Int = 1
  ) -> GradientExperiment.Options {
    var options = GradientExperiment.Options()
    (options.cells, options.updates, options.units) = (cells, updates, 16)
    (options.lengths, options.scales) = ([3, 40], [0.5, 1, 1.6])
    return options
  }

  @Test func everyStateHasANorm() throws {
    let experiment = try GradientExperiment(Self.pairs, Self.options([.lstm, .gru]))
    let results = experiment.run { _, _ in }
    #expect(results.map(\.cell) == [.lstm, .lstm, .lstm, .gru, .gru, .gru])
    #expect(results.map(\.scale) == [0.5, 1, 1.6, 0.5, 1, 1.6])
    for result in results {
      for norms in [result.before, result.clipped.after, result.unclipped.after] {
        #expect(norms.map(\.words) == [3, 40])
        #expect(norms.map(\.outputs.count) == [4, 41])
        #expect(norms.allSatisfy { $0.outputs.allSatisfy { $0 > 0 } })
        for norm in norms where result.cell == .lstm {
          // After the last time step nothing follows that a memory cell could act upon.
          #expect(norm.memoryCells?.last == 0)
          #expect(norm.memoryCells?.dropLast().allSatisfy { $0 > 0 } == true)
        }
      }
    }
  }

  /// A recurrent matrix that shrinks states makes gradients vanish with the distance, one that stretches them explode.
  @Test func theScaleDecides() throws {
    let results = try GradientExperiment(Self.pairs, Self.options([.rnnReLU])).run { _, _ in }
    let long = results.map { $0.before[1].firstToLast }
    #expect(long[0] < 1e-9)
    #expect(long[0] < long[1] && long[1] < long[2])
    #expect(results[0].before[0].firstToLast > 1e6 * long[0])
  }

  @Test func aMemoryCellKeepsMoreThanAPlainLayer() throws {
    let results = try GradientExperiment(Self.pairs, Self.options([.rnnTanh, .lstm])).run { _, _ in
    }
    let cell = try #require(results[3].before[1].memoryCells)
    #expect(cell[0] / cell[39] > results[0].before[1].firstToLast * 1e3)
  }

  /// Without clipping, updates follow the gradient wherever it leads; with it, none is longer than the limit.
  @Test func clippingKeepsATrainingTogether() throws {
    var options = Self.options([.rnnReLU], updates: 40)
    (options.scales, options.rate) = ([1.6], 1)
    let result = try #require(
      GradientExperiment(Self.pairs, options).run { _, _ in }.first)
    #expect(!result.clipped.hasDiverged && result.clipped.losses.count == 40)
    #expect(result.clipped.losses.allSatisfy { $0.isFinite })
    #expect(result.clipped.norms[0] == result.unclipped.norms[0])
    #expect(result.unclipped.norms != result.clipped.norms)
  }

  @Test func theSameSeedGivesTheSame() throws {
    func run(seed: UInt64) throws -> GradientExperiment.Result {
      var options = Self.options([.gru], updates: 3)
      (options.scales, options.seed) = ([1], seed)
      return try GradientExperiment(Self.pairs, options).run { _, _ in }[0]
    }
    let (first, second, other) = (try run(seed: 1), try run(seed: 1), try run(seed: 2))
    #expect(first.before == second.before && first.clipped.after == second.clipped.after)
    #expect(first.before != other.before)
  }

  @Test func textsAreJoined() {
    var generator = SeededGenerator(seed: 1)
    var texts = JoinedTexts(
      [EncodedPair(source: [4, 5, 6], target: [7]), EncodedPair(source: [8], target: [9, 9])],
      using: &generator)
    let taken = [1, 3, 8].map { texts.take(words: $0) }
    #expect(taken.map(\.source.count) == [1, 3, 8])
    #expect(Set(taken[2].source) == [4, 5, 6, 8] && taken[2].target.count >= 6)
  }
}
