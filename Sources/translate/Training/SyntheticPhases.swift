import Formatting
import NeuralNetwork
import Platform
import Seq2Seq

/// What comes before a training that also learns from text without translations: for each text a model that translates it is
/// trained, and translates it.
///
/// All of it is in the output directory. Each phase goes on where it was ended, and ends at once if it is complete.
struct SyntheticPhases {
  let arguments: SyntheticArguments
  let course: CourseArguments
  let output: String
  /// The processes that train together; the first alone translates.
  let processes: any Collective
  /// Trains a model into a directory; does not return if the training is interrupted.
  let train: (TrainingInput, TrainingOptions, _ directory: String, Trainer.Start) throws -> Void

  /// How a phase starts, as `--resume` means that any phase was begun.
  func start(_ texts: [SyntheticText]) throws -> Trainer.Start {
    guard course.start == .resume, !texts.isEmpty else { return course.start }
    let directories = [output] + texts.map { $0.directory(in: output) }
    if directories.contains(where: TrainingDirectory.hasCheckpoint) { return .resumeIfSame }
    throw TrainingError.nothingToResume(path: TrainingDirectory.checkpointPath(in: output))
  }

  /// The pairs of the input, and those made from texts.
  func pairs(
    _ texts: [SyntheticText], _ input: TrainingInput, _ options: TrainingOptions,
    _ start: Trainer.Start
  ) throws -> any PairSource {
    var sources: [any PairSource] = [input.pairs]
    var weights = [1.0]
    if let combined = input.pairs as? CombinedPairs {
      (sources, weights) = (combined.sources, combined.weights)
    }
    let languages = input.languages ?? input.pairs.languages
    for text in texts { try PairSynthesis.check(text: text.file.path) }
    for (number, text) in texts.enumerated() {
      let phases = "\(number + 1) of \(texts.count + 1)"
      sources.append(try pairs(text, input, options, start, phases))
      weights.append(text.file.weight)
    }
    StandardError.write("phase \(texts.count + 1) of \(texts.count + 1): training on all pairs")
    return CombinedPairs(sources, weights: weights, languages: languages)
  }

  private func pairs(
    _ text: SyntheticText, _ input: TrainingInput, _ options: TrainingOptions,
    _ start: Trainer.Start, _ phases: String
  ) throws -> SyntheticPairs {
    let directory = text.directory(in: output)
    var models = text.side == .target ? try arguments.backwardPaths() : []
    if models.isEmpty {
      StandardError.write("phase \(phases): training the model that translates \(text.file.path)")
      var options = options
      options.frozen = []
      try train(
        text.side == .target ? input.reversed : input.withoutBase, options, directory, start)
      models = [TrainingDirectory.modelPath(in: directory)]
    } else if processes.isFirst {
      try FileSystem.makeDirectory(directory)
    }
    let translator = try Translator(
      modelsAt: models, threads: course.threads, precision: course.precision ?? .float32)
    let synthesis = PairSynthesis(
      of: text.file.path, on: text.side, with: translator, arguments.search, into: directory)
    try translate(synthesis, "phase \(phases): translating \(text.file.path)")
    return synthesis.pairs
  }

  /// Translates a text, and shows the progress.
  private func translate(_ synthesis: PairSynthesis, _ title: String) throws {
    var status = StatusLine()
    defer { status.clear() }
    var isCancelled = false
    if processes.isFirst {
      do throws(TrainingError) {
        try synthesis.run(shouldStop: { Interruption.isRequested }) { done, total in
          status.update { _ in "\(title), \(done.grouped) of \(total.grouped) lines" }
        }
      } catch {
        status.clear()
        guard case .cancelled = error else { throw error }
        isCancelled = true
      }
    }
    if processes.any(isCancelled) { throw TrainingInterrupted() }
  }
}

extension TrainingInput {
  /// The input of a model of the other direction.
  fileprivate var reversed: TrainingInput {
    var input = TrainingInput(
      pairs: ReversedPairs(pairs), validation: validation.map { ReversedPairs($0) },
      languages: languages.map { LanguagePair(source: $0.target, target: $0.source) })
    input.name = name
    return input
  }

  fileprivate var withoutBase: TrainingInput {
    var input = self
    input.base = nil
    return input
  }
}
