import ArgumentParser
import NeuralNetwork
import Seq2Seq

/// Times updates of a model of given sizes on real batches; reading and tokenising are not timed.
struct TrainBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Target tokens per second in training.",
    discussion: """
      With --compare the text, its pieces, batches and their order are those of the PyTorch program.
      """)

  @OptionGroup(title: "Text") var text: TextArguments
  @Option(help: "Instead of text: a file of batches of token ids.") var batches: String?
  @Option(help: "Use only this many pairs, chosen at random.") var limit: Int?
  @OptionGroup(title: "Model") var shape: ShapeArguments
  @OptionGroup(title: "Work") var work: WorkArguments
  @Option(help: "Compute the output layer for likely tokens and this many others.")
  var outputSample: Int?
  @Flag(help: "Do not let these others count for the rest.") var noOutputCorrection = false
  @Flag(help: "Time a whole epoch; ignores --updates.") var epoch = false
  @Flag(help: "Also print where the time is spent.") var profile = false
  @Flag(help: "Do not measure the speed of matrix products alone.") var noProducts = false
  @OptionGroup(title: "Comparison") var peer: PeerArguments

  struct Line: Encodable {
    let benchmark = "train"
    let conditions: Conditions
    let configuration: ModelConfiguration
    let parameters: Int
    let batch: Int
    let dropout: Float
    /// Tokens drawn for the output layer, and all tokens that a thread computes it for, on average.
    let outputSample: Int?
    let sampledTokens: Double?
    /// The work of each timed repeat.
    let work: BatchSizes
    let targetTokensPerSecond: Spread
    let sentencesPerSecond: Spread
    let millisecondsPerUpdate: Spread
    let seconds: Spread
    /// From the start of the program to the first update.
    let preparationSeconds: Double
    let peakMemoryMB: Double
    let workspaceMB: Double
    let lastLoss: Double
    /// 10⁹ operations of matrix products per second.
    let gigaflops: Double
    /// 10⁹ operations of the products of one update, as counted.
    let gigaoperations: Double
    let products: Products?
    let profile: Profile?
  }

  /// The speed of matrix products alone at the shapes of this training, and the share of it that was reached.
  struct Products: Encodable {
    let gigaflops: Double
    let share: Double
    /// 10⁹ operations of the products of one update, computed from their shapes.
    let gigaoperations: Double
  }

  func validate() throws {
    guard limit.map({ $0 >= 1 }) ?? true else { throw ValidationError("--limit is 1 or more") }
    guard outputSample.map({ $0 >= 1 }) ?? true else {
      throw ValidationError("--output-sample is 1 or more")
    }
    guard peer.folder != nil else {
      guard text.isGiven != (batches != nil) else {
        throw ValidationError("give a file of sentence pairs, or --batches")
      }
      return
    }
    guard shape.isNamed, shape.attention == .none || shape.attention == .additive else {
      throw ValidationError(
        "the PyTorch program has only --size small and big, with or without --attention additive")
    }
    guard !text.isGiven && batches == nil else {
      throw ValidationError("with --compare the text comes from --peer-data; give no other")
    }
  }

  func run() throws {
    if peer.folder != nil { return try compare() }
    let began = monotonicSeconds()
    let corpus = try readCorpus()
    let run = TrainingRun(
      try shape.configuration(
        sourceVocabulary: corpus.sourceVocabulary, targetVocabulary: corpus.targetVocabulary),
      threads: work.threads, precision: work.precision,
      dropouts: ModelDropouts(.init(work.dropout)), outputSample: try outputSample(corpus))
    let count = epoch ? corpus.batches.count : work.warmup + work.updates
    guard corpus.batches.count >= max(count, work.warmup + 1) else {
      throw ValidationError(
        "there are only \(corpus.batches.count) full batches: lower --updates or --warmup")
    }
    run.update(corpus.batches[..<work.warmup])
    let timed = corpus.batches[(epoch ? 0 : work.warmup)..<count]
    try measure(run, timed, preparation: monotonicSeconds() - began)
  }

  private func outputSample(_ corpus: BatchCorpus) throws -> OutputSample? {
    guard let outputSample else { return nil }
    return OutputSample(
      try corpus.shortlist(), count: outputSample, isCorrected: !noOutputCorrection)
  }

  private func readCorpus() throws -> BatchCorpus {
    if let batches { return try BatchCorpus(path: batches) }
    var pairs = try text.read()
    if let limit {
      var generator = SeededGenerator(seed: 1)
      generator.shuffle(&pairs)
      pairs = Array(pairs.prefix(limit))
    }
    return try BatchCorpus(
      pairs, vocabulary: shape.vocabularySize, isJoint: shape.isJoint, batch: work.batch)
  }

  private func measure(
    _ run: TrainingRun, _ batches: ArraySlice<[EncodedPair]>, preparation: Double
  ) throws {
    let workers = run.updater.workers
    let sizes = BatchSizes(batches)
    let operations = workers.operations
    if profile { workers.startClocks() }
    var loss = 0.0
    let times = (0..<work.repeats).map { _ in seconds { loss = run.update(batches) } }
    let memory = peakMemory()
    let uses = workers.stopClocks()
    let made = 1e-9 * Double(workers.operations - operations)
    let gigaflops = made / times.reduce(0, +)
    let products =
      noProducts || outputSample != nil
      ? nil : products(run.updater.model, sizes, reached: gigaflops)
    let profile =
      profile
      ? Profile(
        uses, updates: work.repeats * batches.count, threads: work.threads,
        peak: products?.gigaflops ?? 0) : nil
    try printLine(
      Line(
        conditions: Conditions(threads: work.threads, precision: work.precision),
        configuration: run.updater.model.configuration,
        parameters: run.updater.model.layout.parameterCount, batch: work.batch,
        dropout: work.dropout, outputSample: outputSample,
        sampledTokens: outputSample == nil ? nil : run.meanSampledTokens(batches), work: sizes,
        targetTokensPerSecond: Spread(times.map { Double(sizes.targetTokens) / $0 }),
        sentencesPerSecond: Spread(times.map { Double(sizes.sentences) / $0 }),
        millisecondsPerUpdate: Spread(times.map { 1_000 * $0 / Double(batches.count) }),
        seconds: Spread(times), preparationSeconds: preparation, peakMemoryMB: memory,
        workspaceMB: 1e-6 * Double(workers.workspaceBytes), lastLoss: loss, gigaflops: gigaflops,
        gigaoperations: made / Double(work.repeats * batches.count), products: products,
        profile: profile))
    if let profile { note(profile.table) }
  }

  private func products(
    _ network: Network, _ sizes: BatchSizes, reached: Double
  ) -> Products {
    let shapes = ProductShapes(
      updating: network, sentences: work.batch, sourceSteps: Int(sizes.sourceSteps.rounded()),
      targetSteps: Int(sizes.targetSteps.rounded()), threads: work.threads)
    var speed = ProductSpeed(threads: work.threads, precision: work.precision)
    let gigaflops = speed.gigaflops(shapes)
    return Products(
      gigaflops: gigaflops, share: reached / gigaflops,
      gigaoperations: 1e-9 * Double(shapes.operations * work.threads))
  }

  // MARK: - Comparison

  private func compare() throws {
    let batches = try peer.writeBatches(vocabulary: shape.vocabularySize, batch: work.batch)
    defer { batches.remove() }
    var options = [
      "--size", shape.size == .big ? "big" : "small", "--batch", "\(work.batch)", "--warmup",
      "\(work.warmup)", "--updates", "\(work.updates)", "--repeats", "\(work.repeats)",
      "--dropout", "\(work.dropout)", "--threads", "\(work.threads)",
    ]
    if shape.attention == .additive { options.append("--attention") }
    let comparison = Comparison(
      what: "train", unit: "target tokens/s", rounds: peer.rounds,
      ours: .init(
        command: PeerArguments.ownCommand(adding: ["--batches", batches.path]),
        figure: ["targetTokensPerSecond", "median"], memory: ["peakMemoryMB"],
        work: ["work", "targetTokens"]),
      theirs: .init(
        command: try peer.command("bench_torch.py", ["--mode", "train"] + options),
        figure: ["target_tokens_per_s", "median"], memory: ["peak_rss_mb"],
        work: ["target_tokens"]))
    try printLine(comparison.run())
  }
}
