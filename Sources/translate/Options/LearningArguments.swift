public import ArgumentParser
public import Seq2Seq

extension LearningRateSchedule.Kind: ExpressibleByArgument {}
extension TrainingOptions.Optimizer: ExpressibleByArgument {}

/// How the weights are learned.
struct LearningArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Sentence pairs of a batch. (default: 64, or fewer)", valueName: "n"))
  var batchSentences: Int?

  @Option(
    help: ArgumentHelp(
      "Instead: tokens of a batch, pairs times the longest side's length.", valueName: "n"))
  var batchTokens: Int?

  @Option(
    help: ArgumentHelp(
      "Batches of an update: like one that is as large, in the memory of one.", valueName: "n"))
  var accumulate = TrainingOptions().accumulation

  @Option(help: "How the weights follow from their gradients.")
  var optimizer = TrainingOptions().optimizer

  @Option(help: ArgumentHelp("Momentum of --optimizer sgd.", valueName: "share"))
  var momentum = TrainingOptions().momentum

  @Option(
    help: ArgumentHelp(
      "The highest learning rate. (default: by optimizer and the text's size)", valueName: "rate"))
  var learningRate: Float?

  @Option(
    help: ArgumentHelp(
      "Updates over which the rate rises from 0. (default: an epoch's, at most 1,000)",
      valueName: "n"))
  var warmup: Int?

  @Option(
    help: """
      What the rate does then; plateau halves it when validation gets no better, cosine ends with \
      the last of --updates or --epochs.
      """)
  var schedule = TrainingOptions().schedule

  @Option(
    help: ArgumentHelp("The gradient's norm is cut to this. (default: 1)", valueName: "norm"))
  var clip: Float?

  @Option(
    help: ArgumentHelp("Instead: every element of the gradient is cut to this.", valueName: "value")
  )
  var clipValue: Float?

  @Option(
    name: .customLong("truncate-bptt"),
    help: ArgumentHelp(
      "Backpropagation through the decoder's state ends every so many words. (default: never)",
      valueName: "n"))
  var truncation: Int?

  @Option(
    help: ArgumentHelp(
      "Decay of weights, in the loss; with adamw by itself, times the rate.", valueName: "rate"))
  var weightDecay = TrainingOptions().weightDecay

  @Option(
    help: ArgumentHelp(
      """
      Validate and save an exponential moving average of the weights that keeps this share of \
      itself at an update; 0: the weights themselves.
      """, valueName: "decay"))
  var ema = TrainingOptions().averageDecay ?? 0

  @Option(
    help: ArgumentHelp(
      """
      Probability of dropping an element of embeddings, between layers and of the readout. \
      (default: by the text's size)
      """, valueName: "p"))
  var dropout: Float?

  @Option(help: ArgumentHelp("The same of embeddings. (default: --dropout)", valueName: "p"))
  var embeddingDropout: Float?

  @Option(help: ArgumentHelp("The same between layers. (default: --dropout)", valueName: "p"))
  var layerDropout: Float?

  @Option(help: ArgumentHelp("The same of the readout. (default: --dropout)", valueName: "p"))
  var readoutDropout: Float?

  @Option(
    help: ArgumentHelp(
      "Probability of dropping an element of the recurrent state, for all steps at once.",
      valueName: "p"))
  var recurrentDropout = TrainingOptions().recurrentDropout

  @Option(
    help: ArgumentHelp(
      "Probability of zeros instead of a word's vector, in source and target.", valueName: "p"))
  var wordDropout = TrainingOptions().wordDropout

  @Option(
    help: ArgumentHelp("Share of probability spread over all words in training.", valueName: "p"))
  var labelSmoothing = TrainingOptions().labelSmoothing

  @Option(
    name: .customLong("r-drop"),
    help: ArgumentHelp(
      """
      Take every pair twice, under two dropouts, and let this times their disagreement be a loss as \
      well (R-Drop): slower by half, and better, from a few thousand pairs of text. (default: 0, once)
      """, valueName: "alpha"))
  var consistency: Float?

  func validate() throws {
    if batchSentences != nil && batchTokens != nil {
      throw ValidationError("a batch is limited by --batch-sentences or --batch-tokens, not both")
    }
    try check(batchSentences, "--batch-sentences", in: 1...100_000)
    try check(batchTokens, "--batch-tokens", in: 1...10_000_000)
    try check(learningRate, "--learning-rate", in: 1e-9...100)
    try check(warmup, "--warmup", in: 0...1 << 30)
    if clip != nil && clipValue != nil {
      throw ValidationError("the gradient is cut by --clip or by --clip-value, not both")
    }
    try check(clip, "--clip", in: 1e-6...1e9)
    try check(clipValue, "--clip-value", in: 1e-9...1e9)
    try check(truncation, "--truncate-bptt", in: 1...1 << 30)
    try check(accumulate, "--accumulate", in: 1...100_000)
    try check(momentum, "--momentum", in: 0...0.9999)
    try check(weightDecay, "--weight-decay", in: 0...1)
    try check(ema, "--ema", in: 0...0.999999)
    let dropouts = [
      ("--dropout", dropout), ("--embedding-dropout", embeddingDropout),
      ("--layer-dropout", layerDropout), ("--readout-dropout", readoutDropout),
      ("--recurrent-dropout", recurrentDropout), ("--word-dropout", wordDropout),
    ]
    for (option, rate) in dropouts { try check(rate, option, in: 0...0.95) }
    try check(labelSmoothing, "--label-smoothing", in: 0...0.95)
    try check(consistency, "--r-drop", in: 0...1000)
  }

  func apply(to options: inout TrainingOptions) {
    options.batch = batchSentences.map { .sentences($0) } ?? batchTokens.map { .tokens($0) }
    options.accumulation = accumulate
    options.optimizer = optimizer
    options.momentum = momentum
    options.learningRate = learningRate
    options.warmup = warmup
    options.schedule = schedule
    options.clipNorm = clip ?? options.clipNorm
    options.clipValue = clipValue
    options.truncation = truncation
    options.weightDecay = weightDecay
    options.averageDecay = ema == 0 ? nil : ema
    options.dropout = dropout
    options.embeddingDropout = embeddingDropout
    options.layerDropout = layerDropout
    options.readoutDropout = readoutDropout
    options.recurrentDropout = recurrentDropout
    options.wordDropout = wordDropout
    options.labelSmoothing = labelSmoothing
    options.consistency = consistency ?? options.consistency
  }
}
