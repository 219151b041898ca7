import ArgumentParser
import Formatting
import NeuralNetwork
import Platform
import Seq2Seq
import Tokenization

extension LanguagePartition.Order: ExpressibleByArgument {}

/// Trains a language model.
struct TrainLanguageModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a language model on text.",
    discussion: """
      The last lines of the text are held out: after each epoch their perplexity is printed, and the best epoch is kept. \
      Ctrl-C saves; the same command resumes.
      """)

  enum Tokens: String, CaseIterable, ExpressibleByArgument {
    case pieces, words, characters
  }

  private static let heldOutShare = 0.05
  /// The fewest tokens to learn, and to hold out.
  private static let (fewest, fewestHeldOut) = (20, 1)

  @Argument(
    help: ArgumentHelp("A text, a line per sentence; - is standard input.", valueName: "text.txt"))
  var text: String

  @Option(
    help: ArgumentHelp("Held-out text. (default: the last lines of the text)", valueName: "file"))
  var valid: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file of the model.", valueName: "file"))
  var output = "language-model.safetensors"

  @Option(
    help:
      "Tokens are pieces of words by byte-pair encoding, whole words, or characters. (default: pieces)"
  )
  var tokens: Tokens?

  @Option(
    help: ArgumentHelp(
      "Take the pieces of this translation model's target language.", valueName: "model"))
  var tokensOf: String?

  @Option(
    name: .customLong("vocabulary"),
    help: ArgumentHelp("At most this many tokens. (default: 8000)", valueName: "size"))
  var vocabularySize: Int?

  @Option(help: "Kind of recurrent cell.")
  var cell = LanguageShape().cell

  @Option(help: ArgumentHelp("Units of each layer, and size of the embedding.", valueName: "n"))
  var units = LanguageShape().units

  @Option(help: ArgumentHelp("Recurrent layers.", valueName: "n"))
  var layers = LanguageShape().layers

  @Option(
    help: """
      Windows follow each other and pass on their state (sequential), or are shuffled and begin with zero (random).
      """)
  var partition = LanguagePartition().order

  @Option(help: ArgumentHelp("Windows per update.", valueName: "n"))
  var batch = LanguagePartition().batch

  @Option(help: ArgumentHelp("Tokens per window; gradients go no further back.", valueName: "n"))
  var steps = LanguagePartition().steps

  @Option(help: ArgumentHelp("Probability of dropping a unit.", valueName: "p"))
  var dropout = LanguageTrainer.Options().dropout

  @Option(
    help: ArgumentHelp(
      "First learning rate; it is halved after each epoch that is not the best.", valueName: "rate")
  )
  var learningRate = LanguageTrainer.Options().rate

  @Option(help: ArgumentHelp("At most this many epochs.", valueName: "n"))
  var epochs = LanguageTrainer.Options().epochs

  @Option(help: ArgumentHelp("End after this many epochs without a better one.", valueName: "n"))
  var patience = LanguageTrainer.Options().patience

  @Option(help: ArgumentHelp("Determines first weights, order and dropout.", valueName: "n"))
  var seed = LanguageTrainer.Options().seed

  @Option(help: "Worker threads. (default: one per core)")
  var threads: Int?

  @Flag(help: "Start anew, and replace the model that is there.")
  var fresh = false

  @OptionGroup var messages: QuietArguments

  func validate() throws {
    if tokens != nil && tokensOf != nil {
      throw ValidationError("--tokens and --tokens-of exclude each other")
    }
    if vocabularySize != nil && (tokensOf != nil || tokens == .characters) {
      throw ValidationError("--vocabulary is for --tokens pieces and words")
    }
    try check(vocabularySize, "--vocabulary", in: 300...1_000_000)
    try check(units, "--units", in: 1...8192)
    try check(layers, "--layers", in: 1...16)
    try check(batch, "--batch", in: 1...10_000)
    try check(steps, "--steps", in: 1...10_000)
    try check(dropout, "--dropout", in: 0...0.95)
    try check(learningRate, "--learning-rate", in: 1e-9...10)
    try check(epochs, "--epochs", in: 1...1_000_000)
    try check(patience, "--patience", in: 1...1_000_000)
    try check(threads, "--threads", in: 1...1024)
  }

  func run() throws {
    try checkOutput()
    Interruption.catchSignals(SingleProcess())
    let trainer = try makeTrainer()
    if !fresh, try trainer.restore() {
      StandardError.write("resuming after \(trainer.progress.updateCount.grouped) updates")
    }
    var status = StatusLine()
    let isDone = try trainer.run(stops: { Interruption.isRequested }) { event in
      show(event, &status)
    }
    status.clear()
    guard isDone else {
      StandardError.write("saved in \(trainer.checkpointPath); the same command resumes")
      throw ExitCode(Interruption.exitCode)
    }
    let perplexity = trainer.progress.bestPerplexity ?? .infinity
    StandardError.write(
      "wrote \(output): epoch \(trainer.progress.bestEpoch), held-out perplexity \(perplexity.fixed(3))"
    )
  }

  /// Refuses to write over the text, over another training's model and over what is no language model.
  private func checkOutput() throws {
    for path in [text, valid].compactMap(\.self) {
      try LanguageTextFile(path: path).inputs.check(output: output)
    }
    guard FileStatus(path: output) != nil else { return }
    do {
      _ = try TrainedLanguageModel(path: output)
    } catch {
      throw LanguageModelError.foreignFile(path: output)
    }
    let isResumed = FileStatus(path: LanguageTrainer.checkpointPath(of: output)) != nil
    if !fresh && !isResumed { throw LanguageModelError.exists(path: output) }
  }

  private func makeTrainer() throws -> LanguageTrainer {
    var training = try read(text)
    let heldOut =
      try valid.map { try read($0) } ?? training.takeLast(share: Self.heldOutShare)
    let tokenizer = try tokenizer(for: training)
    var shape = LanguageShape()
    (shape.units, shape.layers, shape.cell) = (units, layers, cell)
    let trainer = LanguageTrainer(
      path: output, shape, tokenizer,
      tokens: (
        try training.tokens(tokenizer, needed: Self.fewest),
        try heldOut.tokens(tokenizer, needed: Self.fewestHeldOut)
      ), options, threads: threads ?? availableCores())
    StandardError.write(
      """
      \(training.lines.count.grouped) lines, \(heldOut.lines.count.grouped) held out, \
      \(tokenizer.vocabularySize.grouped) kinds of tokens, \(trainer.parameterCount.grouped) parameters
      """)
    return trainer
  }

  private func read(_ path: String) throws -> LanguageText {
    let file = LanguageTextFile(path: path)
    return try LanguageText(path: file.name, try file.corpus())
  }

  private func tokenizer(for training: LanguageText) throws -> Tokenizer {
    if let tokensOf {
      return try TranslationModel(path: ModelArguments.locate(tokensOf)).targetTokenizer
    }
    var options = TokenizerOptions()
    options.vocabularySize = vocabularySize ?? 8000
    switch tokens ?? .pieces {
    case .pieces: break
    case .words: options.subwords = .words
    case .characters: options.mergesPieces = false
    }
    guard !training.lines.isEmpty else {
      throw LanguageModelError.tooShort(path: training.path, tokens: 0, needed: Self.fewest)
    }
    return try TokenizerTrainer.learn(from: training.lines, options: options)
  }

  private var options: LanguageTrainer.Options {
    var options = LanguageTrainer.Options()
    (options.partition.order, options.partition.batch, options.partition.steps) = (
      partition, batch, steps
    )
    (options.dropout, options.rate, options.seed) = (dropout, learningRate, seed)
    (options.epochs, options.patience) = (epochs, patience)
    return options
  }

  private func show(_ event: LanguageTrainer.Event, _ status: inout StatusLine) {
    switch event {
    case .update(let epoch, let update, let count, let loss):
      status.update { _ in
        "epoch \(epoch), update \(update) of \(count), perplexity \(exponential(loss.meanNLL).fixed(2))"
      }
    case .epoch(let number, let training, let heldOut, let isBest):
      status.write(
        """
        epoch \(number): perplexity \(training.fixed(3)), held out \(heldOut.fixed(3))\(isBest ? ", the best" : "")
        """)
    }
  }
}
