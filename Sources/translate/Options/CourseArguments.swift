public import ArgumentParser
public import NeuralNetwork
public import Seq2Seq

extension TrainingOptions.Criterion: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}

/// When training validates, ends and begins.
struct CourseArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Passes over the pairs at most. (default: 60)", valueName: "n"))
  var epochs: Int?

  @Option(help: ArgumentHelp("Updates at most. (default: no limit)", valueName: "n"))
  var updates: Int?

  @Option(
    help: ArgumentHelp(
      "Updates between validations. (default: an epoch's, at most 2,000)", valueName: "updates"))
  var validateEvery: Int?

  @Option(
    help: ArgumentHelp(
      "Training ends after this many validations without a better score. (default: 6)",
      valueName: "n"))
  var patience: Int?

  @Option(help: "The score that counts: BLEU of greedy translations, or the loss.")
  var criterion = TrainingOptions().criterion

  @Option(
    help: ArgumentHelp(
      """
      Matrix products in float32 or bfloat16; weights are float32 in either. \
      (default: bfloat16 if the processor has units for it)
      """, valueName: "precision"))
  var precision: Precision?

  @Option(help: "The same seed, threads and machine give the same model, byte for byte.")
  var seed = TrainingOptions().seed

  @Option(help: "Worker threads. (default: one a core)")
  var threads: Int?

  @Flag(help: "Go on with an earlier training; an error if there is none.")
  var resume = false

  @Flag(help: "Begin anew, whatever the output directory holds.")
  var fresh = false

  func validate() throws {
    if resume && fresh {
      throw ValidationError("--resume goes on and --fresh begins anew; give one of them")
    }
    try check(epochs, "--epochs", in: 1...1 << 30)
    try check(updates, "--updates", in: 1...1 << 40)
    try check(validateEvery, "--validate-every", in: 1...1 << 40)
    try check(patience, "--patience", in: 1...1 << 30)
    try check(threads, "--threads", in: 1...1024)
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
    options.seed = seed
    options.threads = threads
  }
}
