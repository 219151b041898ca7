import ArgumentParser
import Seq2Seq

/// How translations are looked for.
struct SearchArguments: ParsableArguments {
  @Option(help: "Hypotheses kept at each step; 1 is greedy search, faster and a little worse.")
  var beam = SearchOptions().beam

  @Option(
    help: ArgumentHelp(
      "A translation of n tokens scores log p / n^penalty: 0 favours short ones.",
      valueName: "penalty"))
  var lengthPenalty = SearchOptions().lengthPenalty

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
    try check(maxLengthRatio, "--max-length-ratio", in: 0...100)
    try check(batch, "--batch", in: 1...100_000)
    try check(maxLength, "--max-length", in: 1...100_000)
  }

  /// As options of the library.
  var options: SearchOptions {
    var options = SearchOptions()
    options.beam = beam
    options.lengthPenalty = lengthPenalty
    options.lengthRatio = maxLengthRatio
    options.guardsRepetition = !noRepetitionGuard
    options.batch = batch
    return options
  }
}
