import ArgumentParser
import Seq2Seq
import Tokenization

/// Learns a vocabulary and encodes with it, on one thread; reading the file is not counted.
struct TokenizeBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize", abstract: "Seconds to learn a vocabulary, tokens per second to encode."
  )

  @Argument(help: "Sentence pairs, TSV.") var pairs: String
  @Option(help: "Tokens of the joint vocabulary.") var vocabulary = 8000
  @Option(help: "How often each is timed.") var repeats = 3

  struct Line: Encodable {
    let benchmark = "tokenize"
    let lines: Int
    let vocabulary: Int
    let threads = 1
    let learnSeconds: Spread
    let tokens: Int
    let tokensPerSecond: Spread
  }

  func run() throws {
    let text = try readPairs(pairs, "1,2").flatMap { [$0.source, $0.target] }
    var options = TokenizerOptions()
    options.vocabularySize = vocabulary
    var tokenizer = try TokenizerTrainer.learn(from: text, options: options)
    let learn = try (0..<repeats).map { _ in
      try seconds { tokenizer = try TokenizerTrainer.learn(from: text, options: options) }
    }
    var tokens = 0
    let encode = (0..<repeats).map { _ in
      seconds { tokens = text.reduce(0) { $0 + tokenizer.encode($1).count } }
    }
    try printLine(
      Line(
        lines: text.count, vocabulary: tokenizer.vocabularySize, learnSeconds: Spread(learn),
        tokens: tokens, tokensPerSecond: Spread(encode.map { Double(tokens) / $0 })))
  }
}
