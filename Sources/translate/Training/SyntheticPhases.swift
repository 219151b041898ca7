import Formatting
import NeuralNetwork
import Platform
import Seq2Seq

/// What comes before a training that also learns from teachers or from text without translations: teachers translate the
/// sources of the pairs, and for each text a model that translates it is trained, and translates it.
///
/// All of it is in the output directory. Each phase goes on where it was ended, and ends at once if it is complete.
struct SyntheticPhases {
  let texts: [SyntheticText]
  /// The files of the models that teach.
  let teachers: [String]
  let arguments: SyntheticArguments
  let teaching: TeacherArguments
  let course: CourseArguments
  let output: String
  /// The processes that train together; the first alone translates.
  let processes: any Collective
  /// Trains a model into a directory; does not return if the training is interrupted.
  let train: (TrainingInput, TrainingOptions, _ directory: String, Trainer.Start) throws -> Void

  /// How many phases there are, with the training on all pairs.
  var count: Int { texts.count + (teachers.isEmpty ? 1 : 2) }

  /// How a phase starts, as `--resume` means that any phase was begun.
  func start() throws -> Trainer.Start {
    guard course.start == .resume, count > 1 else { return course.start }
    let directories = [output] + texts.map { $0.directory(in: output) }
    if directories.contains(where: TrainingDirectory.hasCheckpoint)
      || PairSynthesis.wasBegun(in: teaching.directory(in: output))
    {
      return .resumeIfSame
    }
    throw TrainingError.nothingToResume(path: TrainingDirectory.checkpointPath(in: output))
  }

  /// The pairs of the input, those of teachers, and those made from texts.
  func pairs(
    _ input: TrainingInput, _ options: TrainingOptions, _ start: Trainer.Start
  ) throws -> any PairSource {
    var sources: [any PairSource] = [input.pairs]
    var weights = [1.0]
    if let combined = input.pairs as? CombinedPairs {
      (sources, weights) = (combined.sources, combined.weights)
    }
    let languages = input.languages ?? input.pairs.languages
    for text in texts { try PairSynthesis.check(text: text.file.path) }
    if !teachers.isEmpty {
      sources.append(try distilledPairs(input, languages, "1 of \(count)"))
      weights.append(teaching.weight)
    }
    for (number, text) in texts.enumerated() {
      let phase = "\(number + count - texts.count) of \(count)"
      sources.append(try pairs(text, input, options, start, phase))
      weights.append(text.file.weight)
    }
    StandardError.write("phase \(count) of \(count): training on all pairs")
    return CombinedPairs(sources, weights: weights, languages: languages)
  }

  /// The pairs that teachers make from the sources of the input's.
  private func distilledPairs(
    _ input: TrainingInput, _ languages: LanguagePair?, _ phase: String
  ) throws -> any PairSource {
    guard input.pairs.isRepeatable else {
      throw TeacherArguments.UnrepeatablePairs(name: input.pairs.name)
    }
    let models = try teachers.map { path in
      let model = try TranslationModel(path: path)
      try BaseModel(model, name: path).check(languages)
      return model
    }
    let translator = try Translator(
      ensemble: models, names: teachers, threads: course.threads,
      precision: course.precision ?? .float32)
    let directory = teaching.directory(in: output)
    if processes.isFirst { try FileSystem.makeDirectory(directory) }
    let synthesis = PairSynthesis(
      ofSourcesOf: input.pairs, choosing: teaching.choice, with: translator, teaching.search,
      into: directory)
    StandardError.write(
      "phase \(phase): teachers translate the sources of \(input.pairs.name)")
    try translate(
      synthesis, replacesOthers: course.start == .fresh,
      "phase \(phase): teachers translate")
    return synthesis.pairs
  }

  private func pairs(
    _ text: SyntheticText, _ input: TrainingInput, _ options: TrainingOptions,
    _ start: Trainer.Start, _ phase: String
  ) throws -> any PairSource {
    let directory = text.directory(in: output)
    var models = text.side == .target ? try arguments.backwardPaths() : []
    if models.isEmpty {
      StandardError.write("phase \(phase): training the model that translates \(text.file.path)")
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
    try translate(
      synthesis, replacesOthers: true, "phase \(phase): translating \(text.file.path)")
    return synthesis.pairs
  }

  /// Makes pairs, and shows the progress.
  private func translate(
    _ synthesis: PairSynthesis, replacesOthers: Bool, _ title: String
  ) throws {
    var status = StatusLine()
    defer { status.clear() }
    var isCancelled = false
    if processes.isFirst {
      do throws(TrainingError) {
        try synthesis.run(
          replacesOthers: replacesOthers, shouldStop: { Interruption.isRequested }
        ) { done, total in
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
