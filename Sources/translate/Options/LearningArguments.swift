public import ArgumentParser
public import Seq2Seq

extension LearningRateSchedule.Kind: ExpressibleByArgument {}
extension TrainingOptions.Optimizer: ExpressibleByArgument {}

/// How the weights are learned.
struct LearningArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Sentence pairs per batch. (default: 64, or fewer for a small corpus)", valueName: "n"))
  var batchSentences: Int?

  @Option(
    help: ArgumentHelp(
      """
      Instead of --batch-sentences: tokens per batch, the number of pairs times the length of the \
      longest side.
      """, valueName: "n"))
  var batchTokens: Int?

  @Option(
    help: ArgumentHelp(
      """
      Batches per update: their gradients are added up, so that n batches learn as one of n times \
      the size, in the memory of one.
      """, valueName: "n"))
  var accumulate = TrainingOptions().accumulation

  @Option(help: "Optimizer that updates the weights.")
  var optimizer = TrainingOptions().optimizer

  @Option(help: ArgumentHelp("Momentum, for --optimizer sgd.", valueName: "share"))
  var momentum = TrainingOptions().momentum

  @Option(
    help: ArgumentHelp(
      "Highest learning rate. (default: depends on the optimizer and the corpus size)",
      valueName: "rate"))
  var learningRate: Float?

  @Option(
    help: ArgumentHelp(
      "Updates in which the learning rate rises from 0. (default: those of an epoch, at most 1,000)",
      valueName: "n"))
  var warmup: Int?

  @Option(
    help: """
      Learning rate after the warm-up: plateau halves it when validation no longer improves, cosine \
      brings it to 0 at the end of --updates or --epochs.
      """)
  var schedule = TrainingOptions().schedule

  @Option(
    help: ArgumentHelp("Clip the norm of the gradient to this. (default: 1)", valueName: "norm"))
  var clip: Float?

  @Option(
    help: ArgumentHelp(
      "Instead of --clip: clip every element of the gradient to ± this.", valueName: "value"))
  var clipValue: Float?

  @Option(
    name: .customLong("truncate-bptt"),
    help: ArgumentHelp(
      "Truncate backpropagation through the decoder states every n tokens. (default: never)",
      valueName: "n"))
  var truncation: Int?

  @Option(
    help: ArgumentHelp(
      "Weight decay: added to the gradient, or with adamw decoupled from it.", valueName: "rate"))
  var weightDecay = TrainingOptions().weightDecay

  @Option(
    help: ArgumentHelp(
      """
      Decay per update of the exponential moving average of the weights, which is validated and \
      saved; with 0 the weights themselves are.
      """, valueName: "decay"))
  var ema = TrainingOptions().averageDecay ?? 0

  @Option(
    help: ArgumentHelp(
      """
      Dropout probability: of embeddings, between layers, and of the output-layer input. \
      (default: depends on the corpus size)
      """, valueName: "p"))
  var dropout: Float?

  @Option(help: ArgumentHelp("Dropout of embeddings. (default: --dropout)", valueName: "p"))
  var embeddingDropout: Float?

  @Option(help: ArgumentHelp("Dropout between layers. (default: --dropout)", valueName: "p"))
  var layerDropout: Float?

  @Option(
    help: ArgumentHelp(
      "Dropout of the output-layer input. (default: --dropout)", valueName: "p"))
  var readoutDropout: Float?

  @Option(
    help: ArgumentHelp(
      "Dropout of the recurrent states, the same elements at all time steps of a sentence.",
      valueName: "p"))
  var recurrentDropout = TrainingOptions().recurrentDropout

  @Option(
    help: ArgumentHelp(
      "Probability that a token's embedding becomes zero, in source and target.", valueName: "p"))
  var wordDropout = TrainingOptions().wordDropout

  @Option(
    help: ArgumentHelp(
      "Label smoothing: share of the probability spread over the whole vocabulary.", valueName: "p")
  )
  var labelSmoothing = TrainingOptions().labelSmoothing

  @Option(
    name: .customLong("r-drop"),
    help: ArgumentHelp(
      """
      R-Drop (Liang et al. 2021): pass every pair twice, with two dropout masks, and add alpha times \
      the divergence of the two outputs to the loss. Slower; helps with a few thousand pairs. \
      (default: 0, off)
      """, valueName: "alpha"))
  var consistency: Float?

  @Option(
    help: ArgumentHelp(
      """
      Compute the output layer for likely tokens and n of the others, drawn anew for every update, \
      instead of the whole vocabulary (Jean et al. 2015). Faster with a large vocabulary; \
      validation and translation use all of it. (default: off)
      """, valueName: "n"))
  var outputSample: Int?

  @Flag(
    help: """
      With --output-sample: do not let the drawn tokens count for those that were not drawn.
      """)
  var noOutputCorrection = false

  func validate() throws {
    if batchSentences != nil && batchTokens != nil {
      throw ValidationError("give either --batch-sentences or --batch-tokens, not both")
    }
    try check(batchSentences, "--batch-sentences", in: 1...100_000)
    try check(batchTokens, "--batch-tokens", in: 1...10_000_000)
    try check(learningRate, "--learning-rate", in: 1e-9...100)
    try check(warmup, "--warmup", in: 0...1 << 30)
    if clip != nil && clipValue != nil {
      throw ValidationError("give either --clip or --clip-value, not both")
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
    try check(outputSample, "--output-sample", in: 1...1 << 22)
    if noOutputCorrection && outputSample == nil {
      throw ValidationError("--no-output-correction needs --output-sample")
    }
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
    options.outputSample = outputSample
    options.correctsOutputSample = !noOutputCorrection
  }
}
