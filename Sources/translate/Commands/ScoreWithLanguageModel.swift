import ArgumentParser
import Formatting
import NeuralNetwork
import Platform
import Seq2Seq

/// Prints how likely a language model finds lines.
struct ScoreWithLanguageModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Print how likely a language model finds each line.",
    discussion: """
      Prints log p of each line in nats, </s> included, and the number of its tokens. Each line is read by itself. The \
      perplexity of all lines goes to standard error.
      """)

  @Argument(help: ArgumentHelp("The file of the language model.", valueName: "model"))
  var model: String

  @Argument(help: ArgumentHelp("A text; - is standard input.", valueName: "text.txt"))
  var text = "-"

  @Option(help: "Worker threads. (default: one per core)")
  var threads: Int?

  @OptionGroup var results: ResultArguments
  @OptionGroup var messages: QuietArguments

  func validate() throws { try check(threads, "--threads", in: 1...1024) }

  func run() throws {
    let file = LanguageTextFile(path: text)
    try results.check(file.inputs)
    try results.check(InputFiles([model]))
    let reader = LanguageReader(
      try TrainedLanguageModel(path: model), threads: threads ?? availableCores())
    var chunks = LineChunks(try file.file())
    var (total, lines) = (LossSum(), 0)
    try results.write { output in
      while let chunk = try chunks.next() {
        for score in reader.scores(of: chunk.map(\.text)) {
          try output.write("\((-score.nll).fixed(4))\t\(score.tokens)")
          total += score
        }
        lines += chunk.count
        try output.flush()
      }
    }
    StandardError.write(
      """
      \(lines.grouped) lines, \(total.tokens.grouped) tokens: log p \((-total.nll).fixed(2)), \
      perplexity \(exponential(total.meanNLL).fixed(4))
      """)
  }
}
