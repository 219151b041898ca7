import ArgumentParser
import Formatting
import Seq2Seq
import Tokenization

/// Prints how likely the model finds given translations.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Print how likely the model finds given translations.",
    discussion: """
      Prints one line per line of the pairs: log p of the target given the source, in nats, \
      including </s>; an empty line where there is no usable pair, or one that is too long. The perplexity of all pairs goes \
      to standard error.

        translate score pairs.tsv | paste - pairs.tsv | sort -g | head    # the least likely pairs
      """)

  @OptionGroup(title: "Pairs") var pairs: PairsArguments
  @OptionGroup(title: "Model") var model: ModelArguments

  @Flag(help: "Add each token with its log p, separated by TABs.")
  var tokens = false

  @Flag(help: "Write one JSON object per line.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Pairs with more tokens than this on either side get no score.", valueName: "tokens"))
  var maxLength = 2_000

  @OptionGroup var results: ResultArguments
  @OptionGroup var messages: QuietArguments

  func validate() throws {
    try check(maxLength, "--max-length", in: 1...100_000)
    try pairs.refuseWeights()
  }

  func run() throws {
    let models = try model.paths()
    try results.check(InputFiles(pairs.paths() + models))
    let translator = try model.translator(models)
    let chunks = try PairChunks(pairs.sentencePairs(in: translator.model.languages))
    var total = Total()
    try results.write { output in try write(chunks, translator, output, &total) }
    chunks.warn()
    StandardError.write(
      """
      \(chunks.report.pairs.grouped) pairs, \(total.tokens.grouped) target tokens: log p \(total.logProbability.fixed(2)), \
      perplexity \(PairScore.perplexity(logProbability: total.logProbability, tokens: total.tokens).fixed(4))
      """)
  }

  /// The sum over all pairs.
  private struct Total {
    var logProbability = 0.0
    var tokens = 0
  }

  private func write(
    _ chunks: PairChunks, _ translator: Translator, _ output: StandardOutput, _ total: inout Total
  ) throws {
    var aligned = AlignedLines()
    var warnings = LineWarnings()
    while let pairs = try chunks.next() {
      let scores = translator.score(
        pairs.map { ($0.source, $0.target) }, maximumTokens: maxLength)
      for (pair, score) in zip(pairs, scores) {
        total.logProbability += score.logProbability
        total.tokens += score.tokens.count
        if score.isOverlong { warnings.add(.unscored, line: pair.origin.number) }
        let result =
          score.isOverlong ? "" : line(pair, score, translator.model.targetTokenizer.vocabulary)
        for line in aligned.lines(for: pair.origin.number, result) { try output.write(line) }
      }
      try output.flush()
    }
    for line in aligned.rest(of: chunks.report.units) { try output.write(line) }
    try output.flush()
    warnings.finish()
  }

  private func line(
    _ pair: SentencePair, _ score: PairScore, _ vocabulary: Vocabulary
  ) -> String {
    let spellings = score.tokens.map { vocabulary.spelling(of: $0) }
    if json { return jsonLine(pair, score, spellings) }
    var fields = [score.logProbability.fixed(4)]
    if tokens {
      fields += zip(spellings, score.tokenLogProbabilities).map {
        "\($0.visible(most: .max)) \(Double($1).fixed(4))"
      }
    }
    return fields.joined(separator: "\t")
  }

  private func jsonLine(
    _ pair: SentencePair, _ score: PairScore, _ spellings: [String]
  ) -> String {
    var fields: [(String, JSONValue)] = [
      ("line", .integer(pair.origin.number)),
      ("source", .string(pair.source)),
      ("target", .string(pair.target)),
      ("log_probability", .rounded(score.logProbability, 6)),
      ("tokens", .integer(score.tokens.count)),
    ]
    if tokens {
      let parts = zip(spellings, score.tokenLogProbabilities).map { spelling, value in
        JSONValue.object([
          ("token", .string(spelling)), ("log_probability", .rounded(Double(value), 6)),
        ])
      }
      fields.append(("token_log_probabilities", .array(parts)))
    }
    return JSONValue.object(fields).compact
  }
}
