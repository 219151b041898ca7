public import ArgumentParser
public import NeuralNetwork
public import Seq2Seq

extension TrainingOptions.Criterion: ExpressibleByArgument {}
extension TrainingOptions.PairStorage: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}

/// How a training starts, when it validates and when it ends.
struct CourseArguments: ParsableArguments {
  @Option(help: ArgumentHelp("At most this many epochs. (default: 60)", valueName: "n"))
  var epochs: Int?

  @Option(help: ArgumentHelp("At most this many updates. (default: no limit)", valueName: "n"))
  var updates: Int?

  @Option(
    help: ArgumentHelp(
      "Updates between validations. (default: those of an epoch, at most 2,000)",
      valueName: "updates"))
  var validateEvery: Int?

  @Option(
    help: ArgumentHelp(
      "End after this many validations in a row without a better score. (default: 6)",
      valueName: "n"))
  var patience: Int?

  @Option(help: "Validation score to improve: BLEU of greedy translations, or the loss.")
  var criterion = TrainingOptions().criterion

  @Option(
    help: ArgumentHelp(
      """
      Precision of matrix products: float32 or bfloat16; weights stay float32. int8 is for \
      translating only. (default: the faster of the two on this processor, as measured when a \
      training begins)
      """, valueName: "precision"))
  var precision: Precision?

  @Option(
    help: ArgumentHelp(
      """
      Precision in which several processes send gradients to each other: float32, or bfloat16, \
      which takes half the bytes. See SeveralMachines in the documentation.
      """, valueName: "precision"))
  var gradientPrecision = TrainingOptions().gradientPrecision

  @Option(
    help: """
      Seed of the random numbers: the same seed, threads and machine give the same model, byte for \
      byte.
      """)
  var seed = TrainingOptions().seed

  @Option(help: "Worker threads. (default: one per core)")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      """
      Where the pairs are during training, once they are tokens: in memory, or in a file in the \
      output directory. It makes no difference to the model. (default: on the disk if they are \
      more than 128 MB of text)
      """, valueName: "memory|disk"))
  var pairsIn = TrainingOptions.PairStorage.automatic

  @Flag(
    help: "Keep the file of tokens when training is done, for another training on the same pairs.")
  var keepPairs = false

  @Flag(help: "Resume an earlier training; an error if there is none.")
  var resume = false

  @Flag(help: "Start anew, and replace what the output directory holds.")
  var fresh = false

  func validate() throws {
    if resume && fresh {
      throw ValidationError("give either --resume or --fresh, not both")
    }
    try check(epochs, "--epochs", in: 1...1 << 30)
    try check(updates, "--updates", in: 1...1 << 40)
    try check(validateEvery, "--validate-every", in: 1...1 << 40)
    try check(patience, "--patience", in: 1...1 << 30)
    try check(threads, "--threads", in: 1...1024)
    if gradientPrecision == .int8 {
      throw ValidationError("--gradient-precision int8 is too coarse; give float32 or bfloat16")
    }
    if precision == .int8 {
      throw ValidationError("--precision int8 is too coarse to train in; see translate quantize")
    }
  }

  var start: Trainer.Start { resume ? .resume : fresh ? .fresh : .resumeIfSame }

  func apply(to options: inout TrainingOptions) {
    options.maximumEpochs = epochs
    options.maximumUpdates = updates
    options.validationInterval = validateEvery
    options.patience = patience
    options.criterion = criterion
    options.precision = precision
    options.gradientPrecision = gradientPrecision
    options.seed = seed
    options.threads = threads
    options.pairStorage = pairsIn
    options.keepsPairs = keepPairs
  }
}
