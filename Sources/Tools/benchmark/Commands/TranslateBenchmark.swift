import ArgumentParser
import Evaluation
import NeuralNetwork
import Seq2Seq

/// Times the translation of a file, tokenising included; loading is timed separately.
struct TranslateBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate", abstract: "Sentences per second in translation.",
    discussion: "With --compare the text is test_2016_flickr of --peer-data.")

  @Argument(help: "The model file.") var model: String
  @OptionGroup(title: "Text") var text: TextArguments
  @Option(help: "Beam size; 1 is greedy search.") var beam = 5
  @Option(help: "Sentences translated together; with 1, one call per sentence.") var batch = 64
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "Precision of the products.") var precision = Precision.float32
  @OptionGroup var kernels: KernelArguments
  @Option(help: "Number of timed repeats.") var repeats = 3
  @Flag(help: "Do not measure the speed of matrix products alone.") var noProducts = false
  @Option(help: "The model that the PyTorch program wrote with --mode fit.")
  var peerCheckpoint: String?
  @OptionGroup(title: "Comparison") var peer: PeerArguments

  struct Line: Encodable {
    let benchmark = "translate"
    let conditions: Conditions
    let configuration: ModelConfiguration
    let parameters: Int
    let beam: Int
    let batch: Int
    let sentences: Int
    /// Including `</s>`.
    let sourceTokens: Int
    let targetTokens: Int
    let loadMilliseconds: Double
    let sentencesPerSecond: Spread
    let targetTokensPerSecond: Spread
    let millisecondsPerSentence: Spread
    /// The share of the time spent on tokenising before the search and detokenising after it.
    let tokenisationShare: Double
    let peakMemoryMB: Double
    /// BLEU (13a, cased) of the best translations.
    let bleu: Double
    let products: Products?
  }

  /// What the machine would reach if the search computed nothing but its matrix products.
  struct Products: Encodable {
    let gigaflops: Double
    let sentencesPerSecond: Double
    /// The share of `sentencesPerSecond` that was reached.
    let share: Double
  }

  func validate() throws {
    guard beam >= 1, batch >= 1, threads >= 1, repeats >= 1 else {
      throw ValidationError("--beam, --batch, --threads and --repeats are 1 or more")
    }
    guard text.isGiven || peer.folder != nil else {
      throw ValidationError("give a file of sentence pairs")
    }
    guard peer.folder == nil || peerCheckpoint != nil else {
      throw ValidationError("--compare also needs --peer-checkpoint")
    }
    guard peer.folder == nil || !text.isGiven else {
      throw ValidationError("with --compare the text comes from --peer-data; give no other")
    }
  }

  func run() throws {
    if peer.folder != nil { return try compare() }
    try kernels.apply()
    let pairs = try text.read()
    let began = monotonicSeconds()
    let translator = try Translator(modelAt: model, threads: threads, precision: precision)
    let load = monotonicSeconds() - began
    let outcome = translate(pairs.map(\.source), with: translator)
    let times = outcome.times
    let (sentences, tokens) = (Double(pairs.count), Double(outcome.targetTokens))
    let score = try BLEU().corpusScore(
      outcome.results.map(\.text), references: [pairs.map(\.target)])
    try printLine(
      Line(
        conditions: Conditions(threads: threads, precision: precision),
        configuration: translator.model.configuration,
        parameters: translator.model.parameterCount, beam: beam, batch: batch,
        sentences: pairs.count, sourceTokens: outcome.sourceTokens,
        targetTokens: outcome.targetTokens, loadMilliseconds: 1_000 * load,
        sentencesPerSecond: Spread(times.map { sentences / $0 }),
        targetTokensPerSecond: Spread(times.map { tokens / $0 }),
        millisecondsPerSentence: Spread(times.map { 1_000 * $0 / sentences }),
        tokenisationShare: outcome.textSeconds / times.reduce(0, +),
        peakMemoryMB: outcome.peakMemory, bleu: score.value,
        products: noProducts ? nil : products(translator, outcome)))
  }

  /// The translations of the last repeat, and the times of all repeats.
  private struct Outcome {
    var results: [Translation] = []
    var times: [Double] = []
    /// Seconds spent on text in all repeats together.
    var textSeconds = 0.0
    var peakMemory = 0.0

    var sourceTokens: Int { results.reduce(0) { $0 + $1.sourceTokens + 1 } }
    var targetTokens: Int { results.reduce(0) { $0 + ($1.candidates.first?.tokens ?? 0) + 1 } }
  }

  private func translate(_ sources: [String], with translator: Translator) -> Outcome {
    var options = SearchOptions()
    options.beam = beam
    options.batch = batch
    let portions = batch == 1 ? sources.map { [$0] } : [sources]
    _ = translator.translate(Array(sources.prefix(64)), options)
    var outcome = Outcome()
    for _ in 0..<repeats {
      outcome.results.removeAll()
      let began = monotonicSeconds()
      for portion in portions {
        outcome.results += translator.translate(
          portion, options, textSeconds: &outcome.textSeconds)
      }
      outcome.times.append(monotonicSeconds() - began)
    }
    outcome.peakMemory = peakMemory()
    return outcome
  }

  private func products(_ translator: Translator, _ outcome: Outcome) -> Products {
    let count = max(1, outcome.results.count)
    let sentences = min(batch, (count + threads - 1) / threads)
    let shapes = ProductShapes(
      translatingWith: translator.model.network, sentences: sentences, beam: beam,
      sourceSteps: max(1, outcome.sourceTokens / count), steps: outcome.targetTokens / count)
    // With one sentence per call only one thread works.
    var speed = ProductSpeed(threads: batch == 1 ? 1 : threads, precision: precision)
    let gigaflops = speed.gigaflops(shapes)
    let limit = 1e9 * gigaflops * Double(sentences) / Double(max(1, shapes.operations))
    let reached = Double(count) / Spread(outcome.times).median
    return Products(gigaflops: gigaflops, sentencesPerSecond: limit, share: reached / limit)
  }

  private func compare() throws {
    let text = try peer.text("test_2016_flickr")
    let comparison = Comparison(
      what: "translate", unit: "sentences/s", rounds: peer.rounds,
      ours: .init(
        command: PeerArguments.ownCommand(
          adding: ["--source", text.source, "--target", text.target]),
        figure: ["sentencesPerSecond", "median"], memory: ["peakMemoryMB"],
        work: ["sentences"]),
      theirs: .init(
        command: try peer.command(
          "bench_torch.py",
          [
            "--mode", "decode", "--ckpt", peerCheckpoint ?? "", "--beam", "\(beam)", "--batch",
            "\(batch)", "--threads", "\(threads)", "--repeats", "\(repeats)",
          ]), figure: ["sentences_per_s", "median"], memory: ["peak_rss_mb"],
        work: ["sentences"]))
    try printLine(comparison.run())
  }
}
