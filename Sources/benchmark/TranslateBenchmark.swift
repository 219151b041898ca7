import ArgumentParser
import NeuralNetwork
import Seq2Seq

/// Translates a file with a model; loading is timed apart, tokenising counts.
struct TranslateBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate", abstract: "Sentences per second in translation.")

  @Argument(help: "The model.") var model: String
  @Argument(help: "Sentence pairs, TSV: the source column is translated.") var pairs: String
  @Option(help: "Which columns are source and target.") var columns = "1,2"
  @Option(help: "Beam; 1 is greedy.") var beam = 5
  @Option(help: "Sentences searched together; 1 for one call a sentence.") var batch = 64
  @Option(help: "Worker threads.") var threads = availableCores()
  @Option(help: "How often the file is translated.") var repeats = 3

  struct Line: Encodable {
    let benchmark = "translate"
    let configuration: ModelConfiguration
    var precision = "float32"
    let threads: Int
    let beam: Int
    let batch: Int
    let sentences: Int
    let targetTokens: Int
    let loadMilliseconds: Double
    let sentencesPerSecond: Spread
    let targetTokensPerSecond: Spread
    let millisecondsPerSentence: Spread
    let peakMemoryMB: Double
  }

  func run() throws {
    let sources = try readPairs(pairs, columns).map(\.source)
    let began = monotonicSeconds()
    let translator = try Translator(modelAt: model, threads: threads)
    let load = monotonicSeconds() - began
    var options = SearchOptions()
    options.beam = beam
    options.batch = batch
    _ = translator.translate(Array(sources.prefix(64)), options)
    var tokens = 0
    let times = (0..<repeats).map { _ in
      seconds { tokens = translate(sources, translator, options) }
    }
    try printLine(
      Line(
        configuration: translator.model.configuration, threads: threads, beam: beam, batch: batch,
        sentences: sources.count, targetTokens: tokens, loadMilliseconds: 1_000 * load,
        sentencesPerSecond: Spread(times.map { Double(sources.count) / $0 }),
        targetTokensPerSecond: Spread(times.map { Double(tokens) / $0 }),
        millisecondsPerSentence: Spread(times.map { 1_000 * $0 / Double(sources.count) }),
        peakMemoryMB: peakMemory()))
  }

  /// Returns the tokens said, `</s>` included.
  private func translate(
    _ sources: [String], _ translator: Translator, _ options: SearchOptions
  ) -> Int {
    let translations =
      batch == 1
      ? sources.flatMap { translator.translate([$0], options) }
      : translator.translate(sources, options)
    return translations.reduce(0) { $0 + ($1.candidates.first?.tokens ?? 0) + 1 }
  }
}
