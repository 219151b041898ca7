import ArgumentParser
import Formatting
import Seq2Seq

/// Writes a report about models: how they were trained, and how they translate.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show how models were trained and how they translate, on one page.",
    discussion: """
      Writes one HTML file, which needs no script and nothing from elsewhere: curves, configuration, and \
      with --pairs scores by length, sentences, attention and words. Several models are compared on the \
      same pairs, each with the first one.

        translate report models/pairs --pairs valid.tsv
        translate report models/one models/two --pairs test.tsv --output report.html
        translate report models/pairs --pairs valid.tsv --corpus pairs.tsv
      """)

  @Argument(help: ArgumentHelp("Model files, or their directories.", valueName: "model"))
  var models: [String]

  @Option(
    help: ArgumentHelp(
      "Sentence pairs to translate, as for evaluate.", valueName: "pairs.tsv"))
  var pairs: String?

  @Option(
    help: ArgumentHelp(
      """
      With --pairs: the pairs that the models were trained on, to group sentences by how often training saw their \
      rarest word. (default: tokens per word tell how rare words are)
      """, valueName: "pairs.tsv"))
  var corpus: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to write the page. (default: report.html beside the first model)", valueName: "file"))
  var output: String?

  @Flag(help: "Print one JSON object instead of writing the page.")
  var json = false

  @Option(help: "Worker threads. (default: one per core)")
  var threads: Int?

  @OptionGroup var messages: QuietArguments

  func validate() throws {
    try check(threads, "--threads", in: 1...1024)
    if corpus != nil && pairs == nil { throw ValidationError("--corpus needs --pairs") }
    if json && output != nil { throw ValidationError("--json prints; leave out --output") }
  }

  func run() throws {
    let paths = try models.map { try ModelArguments.locate($0) }
    let page = output ?? Self.page(beside: paths[0])
    if !json {
      try InputFiles(paths + [pairs, corpus].compactMap(\.self)).check(output: page)
    }
    let test = try pairs.map { try Self.pairs(at: $0) } ?? []
    let frequencies = try corpus.map {
      try WordFrequencies(of: PairFile.source(at: [$0], PairFile.Options()))
    }
    let reported = try paths.map {
      try ReportedModel(path: $0, pairs: test, frequencies: frequencies, threads: threads)
    }
    let standardOutput = StandardOutput()
    if json {
      try standardOutput.write(ReportData(models: reported).json.compact)
    } else {
      try ReportPage(reported).page.write(to: page)
      try standardOutput.write(page)
    }
    try standardOutput.flush()
  }

  static func page(beside model: String) -> String {
    let parts = model.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return (parts + ["report.html"]).joined(separator: "/")
  }

  private static func pairs(at path: String) throws -> [SentencePair] {
    let chunks = try PairChunks(PairFile.source(at: [path], PairFile.Options()))
    var pairs: [SentencePair] = []
    while let more = try chunks.next() { pairs += more }
    chunks.warn()
    return pairs
  }
}
