import ArgumentParser
import Seq2Seq
import Tokenization

/// Learns a joint vocabulary by byte-pair encoding, on one thread; reading the file is not timed.
struct BytePairsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bpe", abstract: "Seconds to count words and to learn merges.")

  @OptionGroup(title: "Text") var text: TextArguments
  @Option(help: "Tokens of the joint vocabulary.") var vocabulary = 8_000
  @Option(help: "Number of timed repeats.") var repeats = 3

  struct Line: Encodable {
    let benchmark = "bpe"
    let conditions = Conditions(threads: 1)
    let lines: Int
    let megabytes: Double
    let vocabulary: Int
    let countSeconds: Spread
    let learnSeconds: Spread
    let peakMemoryMB: Double
  }

  func validate() throws {
    guard repeats >= 1 else { throw ValidationError("--repeats is 1 or more") }
  }

  func run() throws {
    let lines = try text.read().flatMap { [$0.source, $0.target] }
    var options = TokenizerOptions()
    options.vocabularySize = vocabulary
    var (count, learn, size) = ([Double](), [Double](), 0)
    for _ in 0..<repeats {
      var counter = try WordCounter()
      count.append(seconds { for line in lines { counter.add(line) } })
      let began = monotonicSeconds()
      size = try TokenizerTrainer.learn(from: counter, options: options).vocabularySize
      learn.append(monotonicSeconds() - began)
    }
    try printLine(
      Line(
        lines: lines.count, megabytes: 1e-6 * Double(lines.reduce(0) { $0 + $1.utf8.count }),
        vocabulary: size, countSeconds: Spread(count), learnSeconds: Spread(learn),
        peakMemoryMB: peakMemory()))
  }
}
