import ArgumentParser
import Seq2Seq

/// Translations drawn at random.
struct SamplingArguments: ParsableArguments {
  @Flag(
    help: """
      Draw translations at random from the model's probabilities, instead of searching for the best. \
      The samples of a line depend on nothing but the line and the seed.
      """)
  var sample = false

  @Option(
    help: ArgumentHelp(
      """
      Sampling temperature: below 1 favours probable tokens, 0 always takes the most probable one, \
      above 1 favours the others. (default: 1)
      """, valueName: "t"))
  var temperature: Double?

  @Option(help: ArgumentHelp("Draw only from the k most probable tokens.", valueName: "k"))
  var topK: Int?

  @Option(
    help: ArgumentHelp(
      "Draw only from the most probable tokens that together have probability p.", valueName: "p"))
  var topP: Double?

  @Option(help: ArgumentHelp("Seed of the random numbers. (default: 1)", valueName: "number"))
  var seed: UInt64?

  func validate() throws {
    try check(temperature, "--temperature", in: 0...1000)
    try check(topK, "--top-k", in: 1...1 << 22)
    try check(topP, "--top-p", in: 0...1)
    guard !sample else { return }
    let given = [
      ("--temperature", temperature != nil), ("--top-k", topK != nil), ("--top-p", topP != nil),
      ("--seed", seed != nil),
    ]
    if let option = given.first(where: \.1)?.0 {
      throw ValidationError("\(option) needs --sample")
    }
  }

  /// As options of the library; nil without `--sample`.
  var options: SamplingOptions? {
    guard sample else { return nil }
    var options = SamplingOptions()
    if let temperature { options.temperature = temperature }
    if let topK { options.topK = topK }
    if let topP { options.topP = topP }
    if let seed { options.seed = seed }
    return options
  }
}
