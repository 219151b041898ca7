public import ArgumentParser
public import NeuralNetwork
import Seq2Seq
import Tokenization

/// Updates of a model of stated sizes on real batches; reading and tokenising are not counted.
struct TrainBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Target tokens per second in training.")

  @Argument(help: "Sentence pairs, TSV.") var pairs: String
  @Option(help: "Which columns are source and target.") var columns = "1,2"
  @Option(help: "Tokens of a vocabulary.") var vocabulary = 8000
  @Flag(help: "One vocabulary for both sides.") var joint = false
  @Option(help: "E.") var embedding = 256
  @Option(help: "Encoder states, both directions together.") var encoder = 512
  @Option(help: "Decoder states.") var decoder = 512
  @Option(help: "Layers of encoder and of decoder.") var layers = 1
  @Option(help: "tied, untied or none.") var readout = "tied"
  @Option(help: "Sentences of a batch.") var batch = 64
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "Updates timed.") var updates = 100
  @Option(help: "Updates before.") var warmup = 20
  @Option(help: "How often the same updates are timed.") var repeats = 3
  @Option(help: "float32 or bfloat16.") var precision = Precision.float32
  @Option(help: "Dropout.") var dropout: Float = 0
  @Flag(help: "Print where the time goes, too.") var profile = false

  struct Line: Encodable {
    let benchmark = "train"
    var configuration: ModelConfiguration
    var parameters: Int
    var precision: String
    var threads: Int
    var batch: Int
    var updates: Int
    var targetTokens: Int
    var sourceTokens: Int
    var targetTokensPerSecond: Spread
    var millisecondsPerUpdate: Spread
    /// 10⁹ operations in matrix products per second, and that as a share of the products' own speed.
    var gigaflops: Double
    var productGigaflops: Double
    var productShare: Double
    var peakMemoryMB: Double
    var workspaceMB: Double
    var lastLoss: Double
  }

  struct ProfileLine: Encodable {
    let benchmark = "train profile"
    let millisecondsPerUpdate: [String: Double]
  }

  func run() throws {
    guard let readout = ModelConfiguration.Readout(rawValue: readout) else {
      throw ValidationError("--readout is tied, untied or none")
    }
    let corpus = try BenchmarkCorpus(
      pairs, columns: columns, vocabulary: vocabulary, isJoint: joint)
    let network = Network(
      ModelConfiguration(
        sourceVocabulary: corpus.source.vocabularySize,
        targetVocabulary: corpus.target.vocabularySize, embedding: embedding,
        encoderHidden: encoder, decoderHidden: decoder, encoderLayers: layers,
        decoderLayers: layers, readout: readout))
    let store = ParameterStore(
      layout: network.layout, purpose: .training, precision: precision)
    var generator = SeededGenerator(seed: 1)
    store.initialize(using: &generator)
    let updater = ParallelUpdater(
      network: network, store: store,
      optimizer: Adam(size: network.layout.size, options: AdamOptions()), threads: threads)
    let batches = corpus.batches(of: batch, count: warmup + updates)
    guard batches.count == warmup + updates else {
      throw ValidationError("\(pairs) has too few pairs for that many updates")
    }
    try measure(updater, batches)
  }

  private func measure(_ updater: ParallelUpdater, _ batches: [[EncodedPair]]) throws {
    var options = ParallelUpdater.Options()
    options.dropouts = ModelDropouts(.init(dropout))
    for pairs in batches[..<warmup] { _ = updater.update(pairs, rate: 0.001, seed: 1, options) }
    let timed = batches[warmup...]
    let tokens = timed.joined().reduce(0) { $0 + $1.target.count + 1 }
    let (operations, phases) = (updater.workers.operations, updater.phases)
    var loss = 0.0
    let times = (0..<repeats).map { _ in
      seconds {
        for pairs in timed {
          loss = updater.update(pairs, rate: 0.001, seed: 1, options).loss.meanNLL
        }
      }
    }
    let total = times.reduce(0, +)
    let gigaflops = 1e-9 * Double(updater.workers.operations - operations) / total
    let memory = peakMemory()
    let peak = productSpeed(m: 512, n: 8000, k: 512, threads: threads).median
    try printLine(
      Line(
        configuration: updater.network.configuration,
        parameters: updater.network.layout.parameterCount, precision: precision.rawValue,
        threads: threads, batch: batch,
        updates: updates, targetTokens: tokens,
        sourceTokens: timed.joined().reduce(0) { $0 + $1.source.count + 1 },
        targetTokensPerSecond: Spread(times.map { Double(tokens) / $0 }),
        millisecondsPerUpdate: Spread(times.map { 1_000 * $0 / Double(updates) }),
        gigaflops: gigaflops, productGigaflops: peak, productShare: gigaflops / peak,
        peakMemoryMB: memory, workspaceMB: 1e-6 * Double(updater.workers.workspaceBytes),
        lastLoss: loss))
    if profile { try printProfile(updater.phases, since: phases, total: total) }
  }

  private func printProfile(
    _ now: ParallelUpdater.Phases, since then: ParallelUpdater.Phases, total: Double
  ) throws {
    let scale = 1_000 / Double(updates * repeats)
    let named = [
      "backpropagation": now.backpropagation - then.backpropagation,
      "gradients": now.gradients - then.gradients, "optimizer": now.optimizer - then.optimizer,
      "packing": now.packing - then.packing,
    ]
    var line = named.mapValues { $0 * scale }
    line["rest"] = (total - named.values.reduce(0, +)) * scale
    try printLine(ProfileLine(millisecondsPerUpdate: line))
  }
}

/// A corpus, tokenised, for measurements.
struct BenchmarkCorpus {
  let source: Tokenizer
  let target: Tokenizer
  let pairs: [EncodedPair]

  init(_ path: String, columns: String, vocabulary: Int, isJoint: Bool) throws {
    let text = try readPairs(path, columns)
    var options = TokenizerOptions()
    options.vocabularySize = vocabulary
    var sourceCounter = try WordCounter()
    var targetCounter = try WordCounter()
    for pair in text {
      sourceCounter.add(pair.source)
      targetCounter.add(pair.target)
    }
    if isJoint {
      (source, target) = try TokenizerTrainer.learnJoint(
        source: sourceCounter, target: targetCounter, options: options)
    } else {
      source = try TokenizerTrainer.learn(from: sourceCounter, options: options)
      target = try TokenizerTrainer.learn(from: targetCounter, options: options)
    }
    let (source, target) = (source, target)
    pairs = text.map {
      EncodedPair(source: source.encode($0.source), target: target.encode($0.target))
    }
  }

  /// The first `count` full batches of an epoch.
  func batches(of size: Int, count: Int) -> [[EncodedPair]] {
    let usable = pairs.filter { $0.source.count <= 100 && $0.target.count <= 100 }
    let plan = BatchPlan(
      lengths: usable.map { (Int32($0.source.count + 1), Int32($0.target.count + 1)) },
      options: BatchOptions(size: .sentences(size)), seed: 1, epoch: 0)
    return plan.batches.filter { $0.count == size }.prefix(count).map { $0.map { usable[$0] } }
  }
}

/// All usable pairs of a TSV file.
func readPairs(_ path: String, _ columnText: String) throws -> [SentencePair] {
  var result: [SentencePair] = []
  _ = try CorpusReader(tsv: path, columns: try columns(columnText)).forEachPair {
    result.append($0)
  }
  return result
}

extension Precision: ExpressibleByArgument {}
