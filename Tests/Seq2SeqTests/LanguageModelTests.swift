import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// The seams together: the decoder's layers, the updater and the search serve a model that has no encoder.
@Suite struct LanguageModelTests {
  /// What is said is told by the first token; sentences of several lengths stand in one batch.
  static let sentences: [[Int32]] = [[3, 5, 6, 5, 7], [4, 5, 5], [8]]

  private let model = LanguageModel(vocabulary: 9, width: 12, layers: 2)

  private func makeUpdater(threads: Int) -> ParallelUpdater<LanguageModel> {
    let store = ParameterStore(layout: model.layout, purpose: .training)
    var generator = TestSupport.SeededGenerator(seed: 11)
    store.initialize(using: &generator)
    return ParallelUpdater(
      model: model, store: store, optimizer: Adam(size: model.layout.size, options: AdamOptions()),
      threads: threads)
  }

  /// The gradient against central differences of the loss, at some places of every parameter.
  @Test func theGradientIsThatOfTheLoss() {
    let updater = makeUpdater(threads: 1)
    let tokens = Self.sentences.reduce(0) { $0 + $1.count + 1 }
    var options = ParallelUpdater<LanguageModel>.Options(loss: ())
    options.clipNorm = .infinity
    let values = updater.store.values.floats
    let before = Array(values)
    _ = updater.update(Self.sentences, rate: 0, seed: 1, options)
    let gradient = Array(updater.gradient.floats)
    #expect(Array(values) == before)
    func loss(_ place: Int, _ change: Float) -> Double {
      values[place] = before[place] + change
      updater.workers.repack()
      defer { values[place] = before[place] }
      return updater.loss([Self.sentences], ()).nll / Double(tokens)
    }
    for parameter in model.layout.parameters {
      for place in stride(from: parameter.offset, to: parameter.offset + parameter.count, by: 7) {
        let difference = (loss(place, 0.01) - loss(place, -0.01)) / 0.02
        #expect(
          abs(difference - Double(gradient[place])) < 2e-4,
          "\(parameter.name)[\(place - parameter.offset)]")
      }
    }
  }

  @Test(arguments: [1, 2])
  func whatWasLearnedIsFoundBySearch(threads: Int) {
    let updater = makeUpdater(threads: threads)
    for update in 0..<300 {
      let report = updater.update(
        Self.sentences, rate: 0.02, seed: UInt64(update), .init(loss: ()))
      #expect(report.isFinite)
    }
    // Of nine tokens only the first is a guess, among three.
    #expect(updater.loss([Self.sentences], ()).nll < 3 * 1.2)
    let compute = ComputeState(store: updater.store)
    let search = BeamSearch(
      LanguageModelSearch(model: model, compute: compute), options: SearchOptions(),
      start: LanguageModel.start, end: LanguageModel.end)
    let sources = SourceBatch(Self.sentences.map { _ in [3] })
    let found = search.translate(sources, prefixes: Self.sentences.map { [$0[0]] })
    #expect(found.map { $0[0].tokens } == Self.sentences)
  }
}
