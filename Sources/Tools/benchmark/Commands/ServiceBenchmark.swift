import ArgumentParser
import NeuralNetwork
import Platform
import Seq2Seq

/// Measures an app whose tasks translate many lines at once.
///
/// How late other tasks run, how soon a cancelled call returns, and how soon a single line is answered meanwhile.
struct ServiceBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service",
    abstract: "How late a heartbeat is while tasks translate, and how long cancelling takes.",
    discussion: "benchmark service models/phrasebook/model.safetensors data/test.tsv")

  @Argument(help: "The model file.") var model: String
  @OptionGroup(title: "Text") var text: TextArguments
  @Option(help: "Tasks that translate at once.") var tasks = 4
  @Option(help: "Lines per task; those of the text are repeated.")
  var lines = 4_000
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "Milliseconds between beats.") var beat = 20
  @Option(help: "Number of cancelled calls.") var cancellations = 10

  struct Line: Encodable {
    let benchmark = "service"
    let conditions: Conditions
    let tasks: Int
    let linesPerTask: Int
    let sentencesPerSecond: Double
    let beats: Int
    let beatMilliseconds: Int
    /// How late a beat is.
    let beatLateMilliseconds: Spread
    /// The time of a call with one line while the tasks translate.
    let oneLineMilliseconds: Spread
    /// The time until a cancelled call returns.
    let cancelMilliseconds: Spread
    /// The time until the first line after that is translated.
    let freeAgainMilliseconds: Spread
  }

  func validate() throws {
    guard tasks >= 1, lines >= 1, threads >= 1, beat >= 1, cancellations >= 1 else {
      throw ValidationError(
        "--tasks, --lines, --threads, --beat and --cancellations are 1 or more")
    }
  }

  func run() async throws {
    let sources = try text.read().map(\.source)
    guard let first = sources.first else { throw ValidationError("the text has no lines") }
    let many = (0..<lines).map { sources[$0 % sources.count] }
    let service = try await TranslationService(modelAt: model, threads: threads)
    _ = try await service.translate(Array(many.prefix(64)))

    let heart = Task { [beat] in await Self.beats(every: beat) }
    let single = Task { await Self.answers(first, service) }
    let began = monotonicSeconds()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<tasks { group.addTask { _ = try await service.translate(many) } }
      try await group.waitForAll()
    }
    let seconds = monotonicSeconds() - began
    heart.cancel()
    single.cancel()
    let late = await heart.value
    let answers = await single.value
    let cancelled = try await cancel(many, first, service)
    try printLine(
      Line(
        conditions: Conditions(threads: threads), tasks: tasks, linesPerTask: lines,
        sentencesPerSecond: Double(tasks * lines) / seconds, beats: late.count,
        beatMilliseconds: beat, beatLateMilliseconds: Spread(late),
        oneLineMilliseconds: Spread(answers),
        cancelMilliseconds: Spread(cancelled.map(\.gone)),
        freeAgainMilliseconds: Spread(cancelled.map(\.free))))
  }

  /// By how many milliseconds each beat was late, until the task is cancelled.
  private static func beats(every milliseconds: Int) async -> [Double] {
    var late: [Double] = []
    while true {
      let began = monotonicSeconds()
      do { try await Task.sleep(for: .milliseconds(milliseconds)) } catch { return late }
      late.append(1_000 * (monotonicSeconds() - began) - Double(milliseconds))
    }
  }

  /// How many milliseconds each call of one line took, until the task is cancelled.
  private static func answers(_ line: String, _ service: TranslationService) async -> [Double] {
    var times: [Double] = []
    while true {
      let began = monotonicSeconds()
      do { _ = try await service.translate(line) } catch { return times }
      times.append(1_000 * (monotonicSeconds() - began))
    }
  }

  /// Milliseconds until a cancelled call returns, and until the threads are free for another.
  private func cancel(
    _ many: [String], _ line: String, _ service: TranslationService
  ) async throws -> [(gone: Double, free: Double)] {
    var times: [(gone: Double, free: Double)] = []
    for _ in 0..<cancellations {
      let call = Task { try await service.translate(many) }
      try await Task.sleep(for: .milliseconds(30))
      let began = monotonicSeconds()
      call.cancel()
      _ = await call.result
      let gone = monotonicSeconds()
      _ = try await service.translate(line)
      times.append((1_000 * (gone - began), 1_000 * (monotonicSeconds() - gone)))
    }
    return times
  }
}
