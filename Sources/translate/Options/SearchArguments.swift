public import ArgumentParser
public import Seq2Seq

extension SearchOptions.LengthNormalization: ExpressibleByArgument {}
extension SentenceSplitting: ExpressibleByArgument {}

/// How the best translation is searched for.
struct SearchArguments: ParsableArguments {
  @Option(help: "Hypotheses kept at each step; 1 is greedy search: faster, slightly worse.")
  var beam = SearchOptions().beam

  // Its value may begin with a dash.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Length penalty: n tokens score log p / n^penalty; 0 favours short translations.",
      valueName: "penalty"))
  var lengthPenalty = SearchOptions().lengthPenalty

  @Option(
    help: """
      Form of the length penalty: log p / n^penalty (power), or log p / ((5 + n) / 6)^penalty (wu: \
      Wu et al. 2016).
      """)
  var lengthPenaltyForm = SearchOptions().lengthNormalization

  @Option(
    help: ArgumentHelp(
      """
      With attention: weight of the coverage penalty, for source tokens that get little attention \
      (Wu et al. 2016); 0.2 is usual.
      """,
      valueName: "weight"))
  var coveragePenalty = SearchOptions().coveragePenalty

  @Option(
    help: ArgumentHelp(
      "Never repeat n tokens in a row within a translation; 0 allows it.", valueName: "n"))
  var noRepeatNgram = SearchOptions().noRepeatNGram

  @Option(
    help: ArgumentHelp(
      """
      Restrict the output to frequent tokens and the n likeliest translations of each source token, \
      at most 50: faster, perhaps slightly worse. 0 allows the whole vocabulary.
      """,
      valueName: "n"))
  var shortlist = SearchOptions().shortlist

  @Option(
    help: ArgumentHelp(
      """
      A translation has at most this many tokens per source token, plus \
      \(SearchOptions().lengthExtra).
      """,
      valueName: "ratio"))
  var maxLengthRatio = SearchOptions().lengthRatio

  @Flag(help: "Do not cut off endless repetition.")
  var noRepetitionGuard = false

  @Option(
    help: ArgumentHelp(
      """
      With several models: how much each of them counts, with commas between. (default: all the same)
      """, valueName: "w1,w2"), transform: SearchArguments.weights)
  var modelWeights: [Float]?

  @Option(
    help: ArgumentHelp(
      """
      Translate each sentence of a line by itself and join the results with the line's white space: \
      always, never, or unless the model learned from lines of several sentences (auto).
      """,
      valueName: "when"))
  var splitSentences = SearchOptions().sentenceSplitting

  @Option(
    help: ArgumentHelp(
      """
      Translate terms as this file says: in each line a source term, TAB, target term; * before a source term \
      finds it in any case and with any ending.
      """,
      valueName: "glossary.tsv"))
  var terms: String?

  @Option(help: "Sentences translated together; affects nothing but speed.")
  var batch = SearchOptions().batch

  @Option(
    help: ArgumentHelp(
      """
      Divide longer sentences at commas and other clause marks; cut what is still longer after this \
      many tokens.
      """,
      valueName: "tokens"))
  var maxLength = 512

  func validate() throws {
    try check(beam, "--beam", in: 1...1000)
    try check(lengthPenalty, "--length-penalty", in: -10...10)
    try check(coveragePenalty, "--coverage-penalty", in: 0...100)
    try check(noRepeatNgram, "--no-repeat-ngram", in: 0...1000)
    try check(shortlist, "--shortlist", in: 0...50)
    try check(maxLengthRatio, "--max-length-ratio", in: 0...100)
    try check(batch, "--batch", in: 1...100_000)
    try check(maxLength, "--max-length", in: 1...100_000)
  }

  static func weights(_ text: String) throws -> [Float] {
    let weights = text.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
    let numbers = weights.compactMap(\.self)
    guard numbers.count == weights.count, numbers.allSatisfy({ $0 >= 0 && $0 <= 1e6 }),
      numbers.contains(where: { $0 > 0 })
    else {
      throw ValidationError(
        "“\(text)” are no weights; give a number for each model, not below 0, with commas between")
    }
    return numbers
  }

  /// As options of the library, which reads the glossary.
  func options() throws(GlossaryError) -> SearchOptions {
    var options = SearchOptions()
    if let terms { options.terms = try Glossary(path: terms) }
    options.beam = beam
    options.lengthPenalty = lengthPenalty
    options.lengthNormalization = lengthPenaltyForm
    options.coveragePenalty = coveragePenalty
    options.modelWeights = modelWeights ?? []
    options.noRepeatNGram = noRepeatNgram
    options.shortlist = shortlist
    options.lengthRatio = maxLengthRatio
    options.guardsRepetition = !noRepetitionGuard
    options.sentenceSplitting = splitSentences
    options.batch = batch
    return options
  }
}
