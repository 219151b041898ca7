import NeuralNetwork
import Seq2Seq

/// A model whose updates are timed.
struct TrainingRun {
  let updater: ParallelUpdater<Network>
  let options: ParallelUpdater<Network>.Options
  let rate: Float

  init(
    _ configuration: ModelConfiguration, threads: Int, precision: Precision = .float32,
    dropouts: ModelDropouts = .none, outputSample: OutputSample? = nil, rate: Float = 0.001
  ) {
    let network = Network(configuration)
    let store = ParameterStore(
      layout: network.layout, purpose: .training, precision: precision)
    var generator = SeededGenerator(seed: 1)
    store.initialize(using: &generator)
    updater = ParallelUpdater(
      model: network, store: store,
      optimizer: Adam(size: network.layout.size, options: AdamOptions()), threads: threads)
    var options = ParallelUpdater<Network>.Options()
    options.loss.dropouts = dropouts
    options.loss.outputSample = outputSample
    self.options = options
    self.rate = rate
  }

  /// How many tokens the loss is computed among, on average over the shards of some batches.
  func meanSampledTokens(_ batches: some Sequence<[EncodedPair]>) -> Double {
    let vocabulary = updater.model.output.vocabulary
    let counts = batches.flatMap { updater.parts(of: $0, options.loss) }
      .flatMap { updater.shards(of: $0) }.filter { !$0.isEmpty }
      .map { shard in
        options.loss.outputSample?.tokens(
          for: Shard(shard), vocabulary: vocabulary, seed: 1)?.tokens.count ?? vocabulary
      }
    return Double(counts.reduce(0, +)) / Double(max(1, counts.count))
  }

  /// Makes one update per batch, and returns the loss per token of the last one.
  @discardableResult
  func update(_ batches: some Sequence<[EncodedPair]>) -> Double {
    var loss = 0.0
    for (index, pairs) in batches.enumerated() {
      loss = updater.update(pairs, rate: rate, seed: UInt64(index), options).loss.meanNLL
    }
    return loss
  }
}

/// The amount of work in some batches.
struct BatchSizes: Encodable {
  let batches: Int
  let sentences: Int
  // Tokens including `</s>`, without padding.
  let sourceTokens: Int
  let targetTokens: Int
  // Time steps per batch on average: those of its longest sentence, including `</s>`.
  let sourceSteps: Double
  let targetSteps: Double
  /// The share of padding in the target matrices.
  let targetPadding: Double

  init(_ batches: some Collection<[EncodedPair]>) {
    self.batches = batches.count
    sentences = batches.reduce(0) { $0 + $1.count }
    sourceTokens = batches.joined().reduce(0) { $0 + $1.source.count + 1 }
    targetTokens = batches.joined().reduce(0) { $0 + $1.target.count + 1 }
    let source = batches.map { ($0.map(\.source.count).max() ?? 0) + 1 }
    let target = batches.map { ($0.map(\.target.count).max() ?? 0) + 1 }
    sourceSteps = Double(source.reduce(0, +)) / Double(max(batches.count, 1))
    targetSteps = Double(target.reduce(0, +)) / Double(max(batches.count, 1))
    let cells = zip(batches, target).reduce(0) { $0 + $1.0.count * $1.1 }
    targetPadding = 1 - Double(targetTokens) / Double(max(cells, 1))
  }
}
