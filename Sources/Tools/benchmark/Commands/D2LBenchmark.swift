import ArgumentParser
import NeuralNetwork
import Seq2Seq

/// Trains as the sequence-to-sequence chapter of d2l.ai (1.0) does: same text, model, batches and unit of speed.
///
/// The only difference in the work: the chapter's decoder starts from the encoder's final states, ours applies a
/// small matrix to them first.
struct D2LBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "d2l", abstract: "Target tokens per second in the d2l.ai chapter's training.")

  @Argument(help: "The chapter's text: English, TAB, French; the first 640 lines are used.")
  var pairs: String
  @Option(help: "Size of embeddings and states; the book's is 256.") var units = 256
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "Number of epochs; the last one is timed, as in the book.") var epochs = 30
  @Option(help: "Number of trainings.") var repeats = 3
  @OptionGroup(title: "Comparison") var peer: PeerArguments

  struct Line: Encodable {
    let benchmark = "d2l"
    let conditions: Conditions
    let configuration: ModelConfiguration
    let parameters: Int
    let batch: Int
    let epochs: Int
    /// The work of an epoch.
    let work: BatchSizes
    let targetTokensPerSecond: Spread
    let lastEpochMilliseconds: Spread
    let peakMemoryMB: Double
    let lastLoss: Double
  }

  func validate() throws {
    guard units >= 1, threads >= 1, epochs >= 1, repeats >= 1 else {
      throw ValidationError("--units, --threads, --epochs and --repeats are 1 or more")
    }
    guard peer.folder == nil || units == 256 else {
      throw ValidationError("the PyTorch program has 256 units")
    }
  }

  func run() throws {
    if peer.folder != nil { return try compare() }
    let corpus = try D2LCorpus(path: pairs, read: 640, kept: Self.size, steps: 9)
    guard corpus.pairs.count == Self.size else {
      throw ValidationError("\(pairs) has only \(corpus.pairs.count) pairs, not \(Self.size)")
    }
    var configuration = ModelConfiguration(
      sourceVocabulary: corpus.sourceVocabulary, targetVocabulary: corpus.targetVocabulary,
      embedding: units, encoderHidden: units, decoderHidden: units)
    configuration.encoderLayers = 2
    configuration.decoderLayers = 2
    configuration.isBidirectional = false
    configuration.readout = .none
    let runs = (0..<repeats).map { _ in train(corpus.pairs, configuration) }
    let times = runs.map(\.lastEpoch)
    let sizes = BatchSizes([corpus.pairs])
    try printLine(
      Line(
        conditions: Conditions(threads: threads), configuration: configuration,
        parameters: Network(configuration).layout.parameterCount, batch: Self.batch,
        epochs: epochs, work: sizes,
        targetTokensPerSecond: Spread(times.map { Double(sizes.targetTokens) / $0 }),
        lastEpochMilliseconds: Spread(times.map { 1_000 * $0 }), peakMemoryMB: peakMemory(),
        lastLoss: runs.last?.loss ?? 0))
  }

  private static let size = 512
  private static let batch = 128

  private func train(
    _ pairs: [EncodedPair], _ configuration: ModelConfiguration
  ) -> (lastEpoch: Double, loss: Double) {
    var dropouts = ModelDropouts.Rates(0)
    dropouts.betweenLayers = 0.2
    let run = TrainingRun(
      configuration, threads: threads, dropouts: ModelDropouts(dropouts), rate: 0.005)
    var (time, loss) = (0.0, 0.0)
    for epoch in 0..<epochs {
      var generator = SeededGenerator(seed: 1, stream: UInt64(epoch))
      var order = pairs
      generator.shuffle(&order)
      let batches = stride(from: 0, to: order.count, by: Self.batch).map {
        Array(order[$0..<$0 + Self.batch])
      }
      time = seconds { loss = run.update(batches) }
    }
    return (time, loss)
  }

  private func compare() throws {
    let comparison = Comparison(
      what: "d2l", unit: "target tokens/s", rounds: peer.rounds,
      ours: .init(
        command: PeerArguments.ownCommand(adding: []),
        figure: ["targetTokensPerSecond", "median"], memory: ["peakMemoryMB"],
        work: ["work", "targetTokens"]),
      theirs: .init(
        command: try peer.bareCommand(
          "bench_d2l.py",
          [
            "--fra", pairs, "--config", "2023", "--threads", "\(threads)", "--epochs", "\(epochs)",
            "--repeats", "\(repeats)",
          ]), figure: ["tokens_per_s", "median"], memory: ["peak_rss_mb"],
        work: ["epoch_tokens"]))
    try printLine(comparison.run())
  }
}
