import ArgumentParser
import NeuralNetwork
import Seq2Seq

/// Measures whether the time of a translation grows linearly with the length of the sentence.
///
/// Sentences of the text are joined and cut to exact lengths; translations may have at most as many tokens.
struct LengthsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lengths", abstract: "A translation's time against the sentence's length.")

  @Argument(help: "The model file.") var model: String
  @OptionGroup(title: "Text") var text: TextArguments
  @Option(help: "Source tokens per sentence, fewest first.") var lengths = "8,16,32,64,128"
  @Option(help: "Sentences of each length.") var sentences = 64
  @Option(help: "Beam size; 1 is greedy search.") var beam = 5
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "Number of timed repeats.") var repeats = 3

  struct Line: Encodable {
    let benchmark = "lengths"
    let conditions: Conditions
    let configuration: ModelConfiguration
    let beam: Int
    let parts: [Part]
    /// Milliseconds per source and target token: the ratio of the longest sentences to the shortest.
    let millisecondsPerTokenRatio: Double
  }

  struct Part: Encodable {
    let sourceTokens: Int
    let sentences: Int
    /// Target tokens per sentence, on average.
    let targetTokens: Double
    let millisecondsPerSentence: Spread
    let millisecondsPerToken: Double
  }

  func run() throws {
    let counts = lengths.split(separator: ",").compactMap { Int($0) }
    guard counts.count >= 2, counts.allSatisfy({ $0 >= 1 }), sentences >= 1, repeats >= 1 else {
      throw ValidationError("--lengths takes two or more numbers, such as 8,16")
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
    // Every sentence has at least one token, so `length` of them have enough, whichever comes first.
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
