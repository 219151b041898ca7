public import ArgumentParser
public import Evaluation
import Formatting
import Seq2Seq
import Tokenization

extension ReferenceTokenizer: ExpressibleByArgument {}

/// Translates the sources of a test set and scores the translations.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Translate the source sentences of pairs, and score the translations.",
    discussion: """
      Prints BLEU, chrF2++ and TER as sacreBLEU computes them, with the signatures to quote them by. \
      Pairs that cannot be used are left out, with a warning.

        translate evaluate test.tsv
        translate evaluate --source test.de --reference test.en --output test.out --beam 1
      """)

  @OptionGroup(title: "Pairs") var pairs: PairsArguments
  @OptionGroup(title: "Model") var model: ModelArguments
  @OptionGroup(title: "Search") var search: SearchArguments
  @OptionGroup(title: "Language model") var fusion: FusionArguments
  @OptionGroup(title: "Sampling") var sampling: SamplingArguments
  @OptionGroup(title: "Scores") var scores: ScoreSettings

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write the translations, line by line.", valueName: "file"))
  var output: String?

  @OptionGroup var messages: QuietArguments

  func validate() throws { try pairs.refuseWeights() }

  func run() throws {
    let options = try options()
    let models = try model.paths()
    if let output {
      let inputs = try pairs.paths() + models + fusion.paths + [search.terms].compactMap(\.self)
      try InputFiles(inputs).check(output: output)
    }
    let translator = try fusion.translator(models, model)
    let chunks = try PairChunks(pairs.sentencePairs(in: translator.model.languages))
    try translator.check(options)
    let done = try translate(chunks, translator, options)
    chunks.warn()
    if let output { try write(done, lines: chunks.report.units, to: output) }
    let reports = try scores.reports(
      done.translations.map(\.text), references: done.pairs.map(\.target),
      language: translator.model.targetTokenizer.locale)
    try print(done, reports)
  }

  private func options() throws -> SearchOptions {
    var options = try search.options()
    options.sampling = sampling.options
    options.fusion = fusion.weight
    return options
  }

  /// A test set and its translations.
  private struct Done {
    var pairs: [SentencePair] = []
    var translations: [Translation] = []
    /// Time spent translating, without loading and scoring.
    var seconds = 0.0

    var tokens: Int { translations.reduce(0) { $0 + ($1.candidates.first?.tokens ?? 0) } }
    var sentencesPerSecond: Double { Double(pairs.count) / max(seconds, 1e-9) }
    var tokensPerSecond: Double { Double(tokens) / max(seconds, 1e-9) }
  }

  private func translate(
    _ chunks: PairChunks, _ translator: Translator, _ options: SearchOptions
  ) throws -> Done {
    var done = Done()
    var status = StatusLine()
    while let pairs = try chunks.next() {
      let start = monotonicSeconds()
      done.translations += translator.translate(
        pairs.map(\.source), options, maximumTokens: search.maxLength)
      done.seconds += monotonicSeconds() - start
      done.pairs += pairs
      status.update { _ in
        "\(done.pairs.count.grouped) sentences, \(Int(done.sentencesPerSecond).grouped) per second"
      }
    }
    status.clear()
    return done
  }

  private func write(_ done: Done, lines: Int, to path: String) throws {
    try AtomicFile.write(to: path) { writer throws(FileError) in
      var aligned = AlignedLines()
      for (pair, translation) in zip(done.pairs, done.translations) {
        for line in aligned.lines(for: pair.origin.number, translation.text) {
          try writer.write(line + "\n")
        }
      }
      for line in aligned.rest(of: lines) { try writer.write(line + "\n") }
    }
  }

  private func print(_ done: Done, _ reports: [ScoreReport]) throws {
    let standardOutput = StandardOutput()
    if scores.json {
      try standardOutput.write(json(done, reports))
    } else {
      for report in reports { try standardOutput.write(report.line(decimals: 2)) }
      StandardError.write(
        """
        \(done.pairs.count.grouped) sentences in \(done.seconds.fixed(1)) s: \
        \(done.sentencesPerSecond.fixed(1)) sentences/s, \
        \(Int(done.tokensPerSecond).grouped) target tokens/s \
        \(sampling.sample ? "by sampling" : "with beam \(search.beam)")
        """)
    }
    try standardOutput.flush()
  }

  private func json(_ done: Done, _ reports: [ScoreReport]) -> String {
    JSONValue.object([
      ("sentences", .integer(done.pairs.count)),
      (
        "scores",
        .array(
          reports.map {
            .object([
              ("name", .string($0.name)), ("score", .rounded($0.value, 4)),
              ("signature", .string($0.signature.formatted())),
            ])
          })
      ),
      ("beam", sampling.sample ? .null : .integer(search.beam)),
      ("seconds", .rounded(done.seconds, 3)),
      ("sentences_per_second", .rounded(done.sentencesPerSecond, 1)),
      ("target_tokens_per_second", .rounded(done.tokensPerSecond, 1)),
    ]).compact
  }
}
