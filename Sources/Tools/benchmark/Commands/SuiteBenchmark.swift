import ArgumentParser
import Formatting
import NeuralNetwork
import Seq2Seq

/// Measures all rows of the tables of speed, beside the PyTorch program, and writes one JSON file.
struct SuiteBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suite",
    abstract: "All rows of the tables of speed, as one JSON file.",
    discussion: """
      Each row is a run of another command of this program, so it is in a process of its own. Rows of translation need \
      a model, those of one in int8 also that, and to be compared the peer's model.

        benchmark suite --compare Sources/Tools/benchmark/Peer --peer-data raw --peer-work work \\
          --model model.safetensors --int8 int8.safetensors --peer-checkpoint m.pt --output results.json
      """)

  @OptionGroup(title: "Comparison") var peer: PeerArguments
  @Option(help: "Our model with attention, to translate with.") var model: String?
  @Option(help: "The same model, quantized.") var int8: String?
  @Option(help: "The model with attention that the PyTorch program wrote with --mode fit.")
  var peerCheckpoint: String?
  @Option(help: "Timed updates of each run of training.") var updates = 50
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "Only rows whose names contain this.") var only: String?
  @Option(help: "The commit of the sources. (default: that of the working directory)")
  var commit: String?
  @Option(name: .shortAndLong, help: "The file to write.") var output: String

  /// The file: under which conditions all rows were measured, and the rows.
  struct Results: Encodable {
    let conditions: Conditions
    /// The commit of the sources; with a plus if they were changed after it.
    let commit: String
    let rows: [Row]
  }

  struct Row: Encodable {
    let name: String
    let precision: String
    let unit: String
    let ours: Figures
    let theirs: Figures?
  }

  /// What a program measured, in the row's unit, and its peak memory.
  struct Figures: Encodable {
    let figure: Spread
    let peakMemoryMB: Double
  }

  func validate() throws {
    guard updates >= 1, threads >= 1 else {
      throw ValidationError("--updates and --threads are 1 or more")
    }
    guard peer.folder == nil || model == nil || peerCheckpoint != nil else {
      throw ValidationError("to compare --model, --peer-checkpoint is needed, too")
    }
    guard peer.data != nil, peer.work != nil else {
      throw ValidationError("--peer-data and --peer-work have the text; they are needed")
    }
  }

  func run() throws {
    let works = (trainings + translations).filter { only.map($0.name.contains) ?? true }
    let commit = try commit ?? Self.currentCommit()
    let rows = try works.map { work in
      note("\(work.name), \(work.precision)")
      return try row(of: work)
    }
    let results = Results(conditions: Conditions(threads: threads), commit: commit, rows: rows)
    let text = try jsonText(results, isPretty: true)
    try AtomicFile.write(to: output) { writer throws(FileError) in try writer.write(text + "\n") }
  }

  // MARK: - The rows

  /// What a row measures, and by which arguments of this program.
  private struct Work {
    let name: String
    let precision: String
    let arguments: [String]
    let unit: String
    /// The peer's options; nil: it is not run.
    let peerOptions: [String]?
  }

  private var trainings: [Work] {
    ["fixed context", "attention"].flatMap { shape in
      ["float32", "bfloat16"].map { precision in
        Work(
          name: "training, \(shape)", precision: precision,
          arguments: [
            "train", "--size", "small", "--attention", shape == "attention" ? "additive" : "none",
            "--precision", precision, "--updates", "\(updates)", "--warmup", "10", "--repeats", "1",
            "--threads", "\(threads)",
          ],
          unit: "target tokens/s",
          peerOptions: precision == "bfloat16" ? ["--bf16"] : [])
      }
    }
  }

  private var translations: [Work] {
    let searches = [
      ("beam 5", ["--beam", "5"]), ("greedy", ["--beam", "1"]),
      ("one at a time, beam 5", ["--beam", "5", "--batch", "1"]),
    ]
    let models = [(model, "float32"), (model, "bfloat16"), (int8, "int8")]
    return searches.flatMap { name, options in
      models.compactMap { path, precision in
        guard let path else { return nil }
        return Work(
          name: "translating, attention, \(name)", precision: precision,
          arguments: ["translate", path, "--precision", precision, "--threads", "\(threads)"]
            + options,
          unit: "sentences/s",
          // Its best is float32, and one run of it is enough for the three.
          peerOptions: precision == "float32" ? [] : nil)
      }
    }
  }

  // MARK: - Running

  private func row(of work: Work) throws -> Row {
    guard peer.folder != nil, let options = work.peerOptions else { return try ownRow(of: work) }
    let line = try run(
      work.arguments + peer.arguments(adding: options)
        + (work.arguments[0] == "translate" ? ["--peer-checkpoint", peerCheckpoint ?? ""] : []))
    return Row(
      name: work.name, precision: work.precision, unit: work.unit,
      ours: try Self.figures(line, ["ours", "figure"], ["ours", "peakMemoryMB", "median"]),
      theirs: try Self.figures(line, ["theirs", "figure"], ["theirs", "peakMemoryMB", "median"]))
  }

  /// Translation without the peer, which has the text.
  private func ownRow(of work: Work) throws -> Row {
    guard work.arguments[0] == "translate" else {
      throw CommandError("\(work.name) is measured with --compare, which has the batches")
    }
    let text = try peer.text("test_2016_flickr")
    let line = try run(work.arguments + ["--source", text.source, "--target", text.target])
    return Row(
      name: work.name, precision: work.precision, unit: work.unit,
      ours: try Self.figures(line, ["sentencesPerSecond"], ["peakMemoryMB"]), theirs: nil)
  }

  private func run(_ arguments: [String]) throws -> JSONValue {
    try JSONValue(
      lastLineOf: ChildProcess(arguments: [CommandLine.arguments[0]] + arguments).run())
  }

  private static func figures(
    _ line: JSONValue, _ figure: [String], _ memory: [String]
  ) throws -> Figures {
    let numbers = ["min", "median", "max"].compactMap { line.number(at: figure + [$0]) }
    guard numbers.count == 3, let peak = line.number(at: memory) else {
      throw CommandError("a run printed no \(figure.joined(separator: "."))")
    }
    return Figures(figure: Spread(numbers), peakMemoryMB: peak)
  }

  private static func currentCommit() throws -> String {
    let name = try ChildProcess(arguments: ["git", "rev-parse", "--short", "HEAD"]).run()
    let changes = try ChildProcess(arguments: ["git", "status", "--porcelain"]).run()
    return String(decoding: name.filter { $0 > 0x20 }, as: UTF8.self) + (changes.isEmpty ? "" : "+")
  }
}
