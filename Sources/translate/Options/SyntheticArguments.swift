import ArgumentParser
import Seq2Seq

/// Text without translations, from which synthetic pairs are made for a training.
struct SyntheticArguments: ParsableArguments {
  /// How the text is translated.
  enum Search: String, ExpressibleByArgument, CaseIterable {
    case beam, greedy, sampling
  }

  @Option(
    help: ArgumentHelp(
      """
      Text in the target language, one sentence per line: a model of the other direction is trained first, and translates \
      it. FILE:2 has these pairs twice per epoch.
      """, valueName: "file"))
  var targetText: String?

  @Option(
    help: ArgumentHelp(
      """
      Text in the source language: a model that is trained on the pairs alone translates it.
      """, valueName: "file"))
  var sourceText: String?

  @Option(
    help: ArgumentHelp(
      "With --target-text: a model of the other direction, instead of one that is trained first.",
      valueName: "model"))
  var backward: [String] = []

  @Option(
    help: ArgumentHelp(
      "With --target-text or --source-text: how it is translated.", valueName: "search"))
  var textSearch = Search.beam

  func validate() throws {
    if targetText == nil && !backward.isEmpty {
      throw ValidationError(
        "--backward translates text in the target language; name it with --target-text")
    }
  }

  /// The texts, those in the target language first.
  func texts() throws -> [SyntheticText] {
    let named = [(targetText, PairSynthesis.Side.target), (sourceText, .source)]
    return try named.compactMap { argument, side in
      try argument.map { SyntheticText(file: try WeightedPath($0), side: side) }
    }
  }

  /// The paths of the files of the models to translate text in the target language with; none: one is trained.
  func backwardPaths() throws -> [String] {
    try backward.map { try ModelLocator.current.locate($0).path }
  }

  var search: SearchOptions {
    var options = SearchOptions()
    switch textSearch {
    case .beam: break
    case .greedy: options.beam = 1
    case .sampling: options.sampling = SamplingOptions()
    }
    return options
  }
}

/// A file of text in one of the two languages.
struct SyntheticText {
  let file: WeightedPath
  let side: PairSynthesis.Side

  /// Where the model that translates it, and the pairs, are.
  func directory(in output: String) -> String {
    "\(output)/\(side == .target ? "backward" : "forward")"
  }
}
