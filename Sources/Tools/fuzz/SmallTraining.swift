import NeuralNetwork
import Platform
import Seq2Seq

/// A training of moments, to be resumed from checkpoints that someone has changed.
enum SmallTraining {
  private static let directory =
    "\(Scratch.directory)/fuzz-training-\(Environment.processIdentifier)"
  private static let checkpoint = "\(directory)/\(TrainingDirectory.fileNames[1])"

  private static let pairs = [
    ("The red boat is on the lake.", "Le bateau rouge est sur le lac."),
    ("My sister sells bread.", "Ma sœur vend du pain."),
    ("We hear the rain.", "Nous entendons la pluie."),
    ("They left yesterday.", "Ils sont partis hier."),
  ]

  private static var options: TrainingOptions {
    var options = TrainingOptions()
    options.vocabularySize = 290
    options.noiseRules = .keepingAll
    options.addsAttentionByNeed = false
    (options.embedding, options.encoderHidden, options.decoderHidden) = (2, 2, 2)
    options.batch = .sentences(2)
    options.precision = .float32
    options.threads = 1
    options.maximumEpochs = 4
    options.validationInterval = 3
    return options
  }

  /// Makes some updates; throws if the training cannot begin or resume.
  private static func train(_ start: Trainer.Start, updates limit: Int) throws {
    let source = InMemoryPairs(pairs)
    let trainer = try Trainer(
      TrainingInput(pairs: source, validation: source), options, output: directory, start: start)
    var updates = 0
    let stop = {
      updates += 1
      return updates >= limit
    }
    _ = try trainer.run(shouldStop: stop, report: { _ in })
  }

  /// Writes the checkpoint of a training that has begun.
  static func writeCheckpoint(to path: String) throws {
    defer { remove() }
    try train(.fresh, updates: 4)
    try Scratch.write(Scratch.bytes(of: checkpoint), to: path)
  }

  /// The other files of the training, made once.
  private static let isBegun: Bool = (try? train(.fresh, updates: 4)) != nil

  /// Resumes from a checkpoint for two updates; false if it is refused.
  static func resumes(from bytes: [UInt8]) -> Bool {
    precondition(isBegun, "the training does not begin")
    do {
      try Scratch.write(bytes, to: checkpoint)
      try train(.resume, updates: 2)
      return true
    } catch {
      return false
    }
  }

  /// Removes the training's files.
  static func remove() {
    for name in TrainingDirectory.fileNames { FileSystem.remove("\(directory)/\(name)") }
    FileSystem.removeDirectory(directory)
  }
}
