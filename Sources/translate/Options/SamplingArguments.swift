import ArgumentParser
import Seq2Seq

/// Translations drawn at random.
struct SamplingArguments: ParsableArguments {
  @Flag(
    help: """
      Draw translations at random, by the model's probabilities, instead of looking for the best. \
      A line's samples depend on the line and the seed alone.
      """)
  var sample = false

  @Option(
    help: ArgumentHelp(
      "Below 1 draws the probable more often, 0 always; above 1 less. (default: 1)",
      valueName: "t"))
  var temperature: Double?

  @Option(help: ArgumentHelp("Draw from the k most probable words alone.", valueName: "k"))
  var topK: Int?

  @Option(
    help: ArgumentHelp(
      "Draw from the fewest words alone that together have probability p.", valueName: "p"))
  var topP: Double?

  @Option(help: ArgumentHelp("Another seed draws other samples. (default: 1)", valueName: "number"))
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
      throw ValidationError("\(option) is of no use without --sample")
    }
  }

  /// nil: the best translations are looked for.
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
