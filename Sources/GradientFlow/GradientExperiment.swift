internal import NeuralNetwork
package import Seq2Seq
package import Tokenization

/// Trains small networks of several cells, and measures how gradients flow back through their encoders.
///
/// A network is an encoder of one direction and a decoder, which knows of the source only the encoder's last state: all that
/// the first state is to learn comes back through every state after it. This is where gradients vanish or explode
/// (Bengio, Simard & Frasconi 1994; Pascanu, Mikolov & Bengio 2013). Training is plain gradient descent, since an
/// optimizer that divides by the size of gradients, such as Adam, would hide most of what clipping does.
package struct GradientExperiment: Sendable {
  package struct Options: Sendable, Hashable {
    package var cells: [ModelOptions.Cell] = [.rnnTanh, .rnnReLU, .lstm, .gru]
    /// Words of the texts, in rising order.
    package var lengths = [5, 10, 20, 50, 100]
    /// What the recurrent matrices, orthogonal ones, are multiplied by at the beginning.
    package var scales: [Float] = [0.5, 1, 1.5]
    /// Units of a layer, and the size of embeddings.
    package var units = 64
    package var updates = 200
    package var rate: Float = 0.5
    /// The longest gradient when clipped.
    package var clip: Float = 1
    package var seed: UInt64 = 1
    package var threads = 1

    package init() {}
  }

  /// Whole words of a language that the networks know.
  private static let vocabularySize = 1000
  /// Texts of an update, and of a measurement.
  private static let (batch, measured) = (16, 32)

  package let options: Options
  private let pairs: [EncodedPair]
  private let vocabularies: (source: Int, target: Int)

  /// Prepares an experiment.
  ///
  /// - Parameters:
  ///   - pairs: what networks are trained on and measured with.
  ///   - options: which networks, and how they are trained.
  /// - Throws: ``TokenizerError/noText`` if no pair has words.
  package init(_ pairs: [SentencePair], _ options: Options) throws(TokenizerError) {
    self.options = options
    var words = TokenizerOptions()
    (words.subwords, words.vocabularySize) = (.words, Self.vocabularySize)
    let source = try TokenizerTrainer.learn(from: pairs.lazy.map(\.source), options: words)
    let target = try TokenizerTrainer.learn(from: pairs.lazy.map(\.target), options: words)
    vocabularies = (source.vocabularySize, target.vocabularySize)
    self.pairs = pairs.map {
      EncodedPair(source: source.encode($0.source), target: target.encode($0.target))
    }.filter { !$0.source.isEmpty }
    guard !self.pairs.isEmpty else { throw .noText }
  }

  /// What was found of one cell at one scale.
  package struct Result: Sendable {
    package let cell: ModelOptions.Cell
    package let scale: Float
    /// Before the first update, by length.
    package let before: [StateGradientNorms]
    package let clipped, unclipped: Course
  }

  /// A training, and what was measured at its end.
  package struct Course: Sendable {
    /// The loss in nats per token, and the gradient's norm before clipping, by update.
    package fileprivate(set) var losses: [Double] = []
    package fileprivate(set) var norms: [Double] = []
    /// Whether it ended early, because the gradient or the loss was not a finite number any more.
    package fileprivate(set) var hasDiverged = false
    /// After the last update, by length.
    package fileprivate(set) var after: [StateGradientNorms] = []
  }

  /// The trainings of the whole experiment.
  package var trainings: Int { 2 * options.cells.count * options.scales.count }

  /// Makes all trainings.
  ///
  /// - Parameter progress: receives the training, from 1, and the update, from 1.
  /// - Returns: what was found, by cell, then scale.
  package func run(_ progress: (Int, Int) -> Void) -> [Result] {
    var results: [Result] = []
    var number = 0
    for cell in options.cells {
      for scale in options.scales {
        let before = measure(updater(of: cell, scale: scale))
        let courses = [options.clip, .infinity].map { clip in
          number += 1
          return train(updater(of: cell, scale: scale), clip: clip) { [number] update in
            progress(number, update)
          }
        }
        results.append(
          Result(
            cell: cell, scale: scale, before: before, clipped: courses[0], unclipped: courses[1]))
      }
    }
    return results
  }

  /// A network with its first weights, the same for each call.
  private func updater(
    of cell: ModelOptions.Cell, scale: Float
  ) -> ParallelUpdater<Network> {
    var configuration = ModelConfiguration(
      sourceVocabulary: vocabularies.source, targetVocabulary: vocabularies.target,
      embedding: options.units, encoderHidden: options.units, decoderHidden: options.units)
    configuration.cell = cell
    configuration.isBidirectional = false
    configuration.readout = .none
    let network = Network(configuration)
    let store = ParameterStore(layout: network.layout, purpose: .training)
    var generator = SeededGenerator(seed: options.seed, stream: 1)
    store.initialize(using: &generator)
    for recurrence in (network.encoder.stack.layers + network.decoder.stack.layers).joined() {
      let matrix = store.vector(recurrence.cell.stateWeight.parameter)
      for index in matrix.indices { matrix[index] *= scale }
    }
    let updater = ParallelUpdater(
      model: network, store: store,
      optimizer: GradientDescent(size: network.layout.size, momentum: 0), threads: options.threads)
    updater.workers.repack()
    return updater
  }

  private func measure(_ updater: ParallelUpdater<Network>) -> [StateGradientNorms] {
    var generator = SeededGenerator(seed: options.seed, stream: 2)
    var texts = JoinedTexts(pairs, using: &generator)
    return options.lengths.map { words in
      StateGradientNorms(
        of: (0..<Self.measured).map { _ in texts.take(words: words) }, in: updater)
    }
  }

  /// Each update has texts of one length; the lengths take turns.
  private func train(
    _ updater: ParallelUpdater<Network>, clip: Float, _ progress: (Int) -> Void
  ) -> Course {
    var generator = SeededGenerator(seed: options.seed, stream: 3)
    var texts = JoinedTexts(pairs, using: &generator)
    var course = Course()
    var updateOptions = ParallelUpdater<Network>.Options()
    updateOptions.clipNorm = clip
    for update in 0..<options.updates {
      let words = options.lengths[update % options.lengths.count]
      let report = updater.update(
        (0..<Self.batch).map { _ in texts.take(words: words) }, rate: options.rate, seed: 0,
        updateOptions)
      course.losses.append(report.loss.meanNLL)
      course.norms.append(Double(report.norm))
      progress(update + 1)
      if !report.isFinite {
        course.hasDiverged = true
        break
      }
    }
    course.after = measure(updater)
    return course
  }
}
