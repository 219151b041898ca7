import ArgumentParser
import Seq2Seq

/// What is learned from, and where the model goes.
struct CorpusArguments: ParsableArguments {
  @OptionGroup var pairs: PairsArguments

  @Option(
    help: ArgumentHelp(
      "Pairs to measure progress on, in the same form. (default: some are held out)",
      valueName: "file"))
  var valid: String?

  @Option(help: ArgumentHelp("Instead: their source sentences …", valueName: "file"))
  var validSource: String?

  @Option(help: ArgumentHelp("… and their translations.", valueName: "file"))
  var validTarget: String?

  @Option(
    help: ArgumentHelp(
      "Languages of source and target, to find words by. (default: guessed from the file's name)",
      valueName: "fr-en"))
  var languages: Languages?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the model goes. (default: models/ and the file's name)", valueName: "directory"))
  var output: String?

  func validate() throws {
    if valid != nil && (validSource != nil || validTarget != nil) {
      throw ValidationError("give either --valid or --valid-source and --valid-target, not both")
    }
    if (validSource == nil) != (validTarget == nil) {
      throw ValidationError("--valid-source and --valid-target go together; one of them is missing")
    }
  }

  var input: TrainingInput {
    TrainingInput(pairs: pairs.sentencePairs, validation: validation, languages: languages?.pair)
  }

  private var validation: (any PairSource)? {
    if let validSource, let validTarget {
      return AlignedPairs(source: validSource, target: validTarget)
    }
    return valid.map { PairFile.source($0, pairs.columns) }
  }

  /// `models/` and the file's name up to its first dot.
  var outputDirectory: String {
    if let output { return output }
    let name = pairs.name.split(separator: "/").last ?? ""
    return "models/\(name.split(separator: ".").first ?? "model")"
  }
}

/// Two language codes with a hyphen between them.
struct Languages: ExpressibleByArgument {
  let pair: LanguagePair

  init?(argument: String) {
    let codes = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard codes.count == 2, codes.allSatisfy({ (2...8).contains($0.utf8.count) }) else {
      return nil
    }
    pair = LanguagePair(source: String(codes[0]), target: String(codes[1]))
  }
}
