public import ArgumentParser
public import Seq2Seq

extension SearchOptions.LengthNormalization: ExpressibleByArgument {}

/// How translations are looked for.
struct SearchArguments: ParsableArguments {
  @Option(help: "Hypotheses kept at each step; 1 is greedy search, faster and a little worse.")
  var beam = SearchOptions().beam

  @Option(
    help: ArgumentHelp(
      "A translation of n tokens scores log p / n^penalty: 0 favours short ones.",
      valueName: "penalty"))
  var lengthPenalty = SearchOptions().lengthPenalty

  @Option(help: "log p / n^penalty (power), or log p / ((5 + n) / 6)^penalty (wu: Wu et al. 2016).")
  var lengthPenaltyForm = SearchOptions().lengthNormalization

  @Option(
    help: ArgumentHelp(
      """
      With attention: weight of the penalty for source tokens that were little looked at \
      (Wu et al. 2016); 0.2 is a usual one.
      """,
      valueName: "weight"))
  var coveragePenalty = SearchOptions().coveragePenalty

  @Option(
    help: ArgumentHelp("Never say n tokens in a row twice in a translation; 0: do.", valueName: "n")
  )
  var noRepeatNgram = SearchOptions().noRepeatNGram

  @Option(
    help: ArgumentHelp(
      """
      Choose each sentence's words among the n likeliest translations of each of its words (up to 50) \
      and frequent words: faster, a little worse. (default: among all words)
      """,
      valueName: "n"))
  var shortlist = SearchOptions().shortlist

  @Option(
    help: ArgumentHelp(
      """
      A translation has at most this many tokens for each token of the source, and \
      \(SearchOptions().lengthExtra) more.
      """,
      valueName: "ratio"))
  var maxLengthRatio = SearchOptions().lengthRatio

  @Flag(help: "Do not cut off endless repetition.")
  var noRepetitionGuard = false

  @Option(help: "Sentences translated together: a matter of speed alone.")
  var batch = SearchOptions().batch

  @Option(help: ArgumentHelp("Longer lines are cut after this many tokens.", valueName: "tokens"))
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

  /// As options of the library.
  var options: SearchOptions {
    var options = SearchOptions()
    options.beam = beam
    options.lengthPenalty = lengthPenalty
    options.lengthNormalization = lengthPenaltyForm
    options.coveragePenalty = coveragePenalty
    options.noRepeatNGram = noRepeatNgram
    options.shortlist = shortlist
    options.lengthRatio = maxLengthRatio
    options.guardsRepetition = !noRepetitionGuard
    options.batch = batch
    return options
  }
}
