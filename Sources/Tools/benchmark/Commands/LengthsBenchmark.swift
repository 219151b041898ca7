import ArgumentParser
import NeuralNetwork
import Seq2Seq

/// Whether a translation's time grows as the sentence does: sentences of the text joined and cut to
/// exact lengths, answers of at most as many tokens.
struct LengthsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lengths", abstract: "A translation's time against the sentence's length.")

  @Argument(help: "The model.") var model: String
  @OptionGroup(title: "Text") var text: TextArguments
  @Option(help: "Source tokens of a sentence, fewest first.") var lengths = "8,16,32,64,128"
  @Option(help: "Sentences of each length.") var sentences = 64
  @Option(help: "Beam; 1 is greedy.") var beam = 5
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "How often each is timed.") var repeats = 3

  struct Line: Encodable {
    let benchmark = "lengths"
    let conditions: Conditions
    let configuration: ModelConfiguration
    let beam: Int
    let parts: [Part]
    /// Milliseconds a token, source and target, of the longest to the shortest.
    let millisecondsPerTokenRatio: Double
  }

  struct Part: Encodable {
    let sourceTokens: Int
    let sentences: Int
    /// Of a sentence, on average.
    let targetTokens: Double
    let millisecondsPerSentence: Spread
    let millisecondsPerToken: Double
  }

  func run() throws {
    let counts = lengths.split(separator: ",").compactMap { Int($0) }
    guard counts.count >= 2, counts.allSatisfy({ $0 >= 1 }), sentences >= 1, repeats >= 1 else {
      throw ValidationError("--lengths are two numbers or more, as 8,16")
    }
    let sources = try text.read().map(\.source)
    let translator = try Translator(modelAt: model, threads: threads)
    let parts = counts.map { measure(translator, sources, length: $0) }
    try printLine(
      Line(
        conditions: Conditions(threads: threads), configuration: translator.model.configuration,
        beam: beam, parts: parts,
        millisecondsPerTokenRatio: parts[parts.count - 1].millisecondsPerToken
          / parts[0].millisecondsPerToken))
  }

  private func measure(_ translator: Translator, _ sources: [String], length: Int) -> Part {
    // A token is a character at least, so this many sentences are long enough wherever they begin.
    let lines = (0..<sentences).map { index in
      (0..<length).map { sources[(index + $0) % sources.count] }.joined(separator: " ")
    }
    var options = SearchOptions()
    options.beam = beam
    options.lengthRatio = 1
    options.lengthExtra = 0
    func run() -> [Translation] { translator.translate(lines, options, maximumTokens: length) }
    var results = run()
    let times = (0..<repeats).map { _ in seconds { results = run() } }
    let target = results.reduce(0) { $0 + ($1.candidates.first?.tokens ?? 0) + 1 }
    let source = results.reduce(0) { $0 + $1.sourceTokens + 1 }
    return Part(
      sourceTokens: length, sentences: sentences,
      targetTokens: Double(target) / Double(sentences),
      millisecondsPerSentence: Spread(times.map { 1_000 * $0 / Double(sentences) }),
      millisecondsPerToken: 1_000 * Spread(times).median / Double(source + target))
  }
}
