import ArgumentParser
import NeuralNetwork
import Platform
import Seq2Seq

/// Trains a model.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on sentence pairs.",
    discussion: """
      One file of pairs is enough: the defaults depend on the size of the corpus, and are shown \
      before training begins. The best model so far is written to models/ and can be used while \
      training continues. The same command resumes an interrupted training.

        translate train pairs.tsv
        translate train memory.tmx glossary.csv more/ --languages english-french
        translate train --source train.de --target train.en --languages de-en
        translate train pairs.tsv.gz --valid valid.tsv --columns 2,1 -o models/en-fr
        translate train mine.tsv --from models/general --output models/mine
        translate train pairs.tsv --target-text more.fr.txt
        translate train pairs.tsv --teachers models/a models/b --output models/small
      """)

  @OptionGroup(title: "Pairs") var corpus: CorpusArguments
  @OptionGroup(title: "Beginning") var base: BaseArguments
  @OptionGroup(title: "Text without translations") var synthetic: SyntheticArguments
  @OptionGroup(title: "Teachers") var teaching: TeacherArguments
  @OptionGroup(title: "Text") var text: TextArguments
  @OptionGroup(title: "Model") var network: NetworkArguments
  @OptionGroup(title: "Learning") var learning: LearningArguments
  @OptionGroup(title: "Course") var course: CourseArguments
  @OptionGroup var messages: QuietArguments

  func validate() throws {
    if network.tieEmbeddings && !text.jointVocabulary {
      throw ValidationError(
        "--tie-embeddings needs one vocabulary for both sides; add --joint-vocabulary")
    }
  }

  func run() throws {
    let code = try TrainingProcesses.run { processes in
      do { return try train(processes) } catch is TrainingInterrupted {
        return Self.interrupted(processes)
      }
    }
    if code != 0 { throw ExitCode(code) }
  }

  /// Trains, perhaps as one of several processes; returns the exit code, on which they agree.
  private func train(_ processes: any Collective) throws -> Int32 {
    let directory = corpus.outputDirectory
    let basePath = try base.path()
    let texts = try synthetic.texts()
    let teachers = try teaching.paths()
    try checkFiles(directory, texts, [basePath].compactMap(\.self) + teachers)
    Interruption.catchSignals(processes)
    var input = try corpus.input()
    input.base = try basePath.map { try BaseModel(path: $0) }
    let phases = SyntheticPhases(
      texts: texts, teachers: teachers, arguments: synthetic, teaching: teaching, course: course,
      output: directory, processes: processes,
      train: { _ = try train($0, in: TrainingDirectory($2, $3, processes), $1) })
    let start = try phases.start()
    if phases.count > 1 { input.pairs = try phases.pairs(input, options, start) }
    let result = try train(input, in: TrainingDirectory(directory, start, processes), options)
    if processes.isFirst {
      let output = StandardOutput()
      try output.write(result.modelPath)
      try output.flush()
    }
    return 0
  }

  /// Refuses to write over what is read.
  private func checkFiles(
    _ directory: String, _ texts: [SyntheticText], _ models: [String]
  ) throws {
    let models = try models + synthetic.backwardPaths()
    let inputs = try InputFiles(corpus.paths() + models + texts.map(\.file.path))
    var outputs = TrainingDirectory.fileNames.map { "\(directory)/\($0)" }
    for text in texts {
      let names = TrainingDirectory.fileNames + PairSynthesis.fileNames
      outputs += names.map { "\(text.directory(in: directory))/\($0)" }
    }
    if !teaching.teachers.isEmpty {
      outputs += PairSynthesis.fileNames.map { "\(teaching.directory(in: directory))/\($0)" }
    }
    for output in outputs { try inputs.check(output: output) }
  }

  /// Trains a model, and shows how; then reports how it went.
  private func train(
    _ input: TrainingInput, in directory: TrainingDirectory, _ options: TrainingOptions
  ) throws -> TrainingResult {
    let (result, pairs) = try trained(input, in: directory, options)
    if directory.collective.isFirst {
      let page = TrainingDirectory.reportPath(in: directory.path)
      writeReport(on: pairs, input.pairs, result.modelPath, to: page)
    }
    return result
  }

  /// Trains a model, and shows how; returns the pairs it was validated on, too, but not what took memory.
  private func trained(
    _ input: TrainingInput, in directory: TrainingDirectory, _ options: TrainingOptions
  ) throws -> (TrainingResult, [SentencePair]) {
    let trainer = try prepare(input, directory, options)
    directory.command = Self.typed(CommandLine.arguments)
    var monitor = TrainingMonitor()
    TrainingIntroduction(trainer, input, directory.path).lines.forEach { monitor.write($0) }
    let result = try trainer.run(shouldStop: { Interruption.isRequested }) { monitor.show($0) }
    if result.reason == .interrupted { throw TrainingInterrupted() }
    return (result, trainer.validationPairs)
  }

  /// Says how to resume an interrupted training, and returns the exit code.
  private static func interrupted(_ processes: any Collective) -> Int32 {
    let among = processes.size > 1 ? " \(processes.size) processes" : ""
    StandardError.write("resume with\(among): \(resumingCommand(CommandLine.arguments))")
    // The signal may have come to another process.
    let isOurs = Interruption.isRequested
    return isOurs ? Interruption.exitCode : Signal.exitCode(Signal.interrupt.number)
  }

  /// More sentences would delay the end, and show little more.
  private static let mostReported = 500

  /// Writes the report; the training is done, whether or not this succeeds.
  private func writeReport(
    on pairs: [SentencePair], _ corpus: any PairSource, _ model: String, to page: String
  ) {
    do {
      let reported = try ReportedModel(
        path: model, pairs: Array(pairs.prefix(Self.mostReported)),
        frequencies: corpus.isRepeatable ? WordFrequencies(of: corpus) : nil,
        threads: course.threads)
      try ReportPage([reported]).page.write(to: page)
      StandardError.write("report: \(page)")
    } catch {
      StandardError.write("warning: there is no report: \(error)")
    }
  }

  /// Prepares the training, and shows its progress.
  private func prepare(
    _ input: TrainingInput, _ directory: TrainingDirectory, _ options: TrainingOptions
  ) throws -> Trainer {
    var status = StatusLine()
    defer { status.clear() }
    let observer = PreparationObserver(shouldStop: { Interruption.isRequested }) { progress in
      status.update { _ in TrainingReports.preparation(progress) }
    }
    do {
      return try Trainer(input, options, in: directory, observer)
    } catch TrainingError.cancelled {
      status.write("stopped before training began")
      throw ExitCode(Interruption.exitCode)
    } catch {
      CorpusWarnings.explain(error, in: input.pairs)
      throw error
    }
  }

  private var options: TrainingOptions {
    var options = TrainingOptions()
    text.apply(to: &options)
    network.apply(to: &options)
    learning.apply(to: &options)
    course.apply(to: &options)
    options.frozen = base.freeze ?? []
    return options
  }

  /// The command that resumes the training that `arguments` began, quoted for a shell.
  static func resumingCommand(_ arguments: [String]) -> String {
    let kept = arguments.filter { $0 != "--fresh" && $0 != "--resume" }
    return typed(kept + ["--resume"])
  }

  /// The command as it can be typed in a shell.
  private static func typed(_ arguments: [String]) -> String {
    arguments.map(shellQuoted).joined(separator: " ")
  }

  private static func shellQuoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./,=:+@%".utf8.contains(byte)
      }
    }
    if isPlain && !word.isEmpty { return word }
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}

/// All processes of a training were told to stop, and its progress is saved.
struct TrainingInterrupted: Error {}
