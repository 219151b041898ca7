import ArgumentParser

/// Whether frequencies of tokens and runs of tokens are shown, and where their picture is written.
struct NgramArguments: ParsableArguments {
  /// The tokens of the longest n-grams that can be counted; longer ones hardly ever occur twice.
  private static let longest = 5
  private static let usualMost = 10

  @Option(
    help: ArgumentHelp(
      "Count tokens and runs of up to this many tokens, and list the most frequent of each length.",
      valueName: "1-\(NgramArguments.longest)"))
  var ngrams: Int?

  @Option(
    help: ArgumentHelp(
      "With --ngrams: list this many of each length. (default: \(NgramArguments.usualMost))",
      valueName: "count"))
  var most: Int?

  @Option(
    help: ArgumentHelp(
      "With --ngrams: write a picture of the frequencies by rank, both logarithmic, to this file as SVG.",
      valueName: "file"))
  var svg: String?

  func validate() throws {
    if ngrams == nil && most != nil { throw ValidationError("--most needs --ngrams") }
    if ngrams == nil && svg != nil { throw ValidationError("--svg needs --ngrams") }
    if let ngrams, !(1...Self.longest).contains(ngrams) {
      throw ValidationError("--ngrams must be from 1 to \(Self.longest)")
    }
    if let most, most < 1 { throw ValidationError("--most must be at least 1") }
  }

  /// How many n-grams of each length are listed.
  var listed: Int { most ?? Self.usualMost }
}
