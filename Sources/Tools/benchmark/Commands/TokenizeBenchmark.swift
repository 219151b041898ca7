import ArgumentParser
import NeuralNetwork
import Seq2Seq
import Tokenization

/// Encodes and decodes lines; reading the file and learning the vocabulary are not timed.
struct TokenizeBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize", abstract: "Tokens per second to encode and to decode.")

  @OptionGroup(title: "Text") var text: TextArguments
  @Option(help: "Tokens of the joint vocabulary.") var vocabulary = 8_000
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "Number of timed repeats.") var repeats = 3

  struct Line: Encodable {
    let benchmark = "tokenize"
    let conditions: Conditions
    let lines: Int
    let megabytes: Double
    let vocabulary: Int
    let tokens: Int
    let encodedTokensPerSecond: Spread
    let encodedMegabytesPerSecond: Spread
    let decodedTokensPerSecond: Spread
  }

  func validate() throws {
    guard threads >= 1, repeats >= 1 else {
      throw ValidationError("--threads and --repeats are 1 or more")
    }
  }

  func run() throws {
    let lines = try text.read().flatMap { [$0.source, $0.target] }
    var options = TokenizerOptions()
    options.vocabularySize = vocabulary
    let tokenizer = try TokenizerTrainer.learn(from: lines, options: options)
    let pool = WorkerPool(count: threads)
    let encoded = PerWorker(count: lines.count, initial: [Int32]())
    let encode = (0..<repeats).map { _ in
      seconds {
        pool.run { [threads] worker in
          for index in (0..<lines.count).part(worker, of: threads) {
            encoded[index] = tokenizer.encode(lines[index])
          }
        }
      }
    }
    let decode = (0..<repeats).map { _ in
      seconds {
        pool.run { [threads] worker in
          for index in (0..<lines.count).part(worker, of: threads) {
            _ = tokenizer.decode(encoded[index])
          }
        }
      }
    }
    let tokens = (0..<lines.count).reduce(0) { $0 + encoded[$1].count }
    let megabytes = 1e-6 * Double(lines.reduce(0) { $0 + $1.utf8.count })
    try printLine(
      Line(
        conditions: Conditions(threads: threads), lines: lines.count, megabytes: megabytes,
        vocabulary: tokenizer.vocabularySize, tokens: tokens,
        encodedTokensPerSecond: Spread(encode.map { Double(tokens) / $0 }),
        encodedMegabytesPerSecond: Spread(encode.map { megabytes / $0 }),
        decodedTokensPerSecond: Spread(decode.map { Double(tokens) / $0 })))
  }
}
