import ArgumentParser
import Seq2Seq

/// The training and validation pairs, and where the model is written.
struct CorpusArguments: ParsableArguments {
  @OptionGroup var pairs: PairsArguments

  @Option(
    help: ArgumentHelp(
      "Validation pairs, in the same format. (default: some of the training pairs are held out)",
      valueName: "file"))
  var valid: String?

  @Option(
    help: ArgumentHelp("Instead of --valid: a file of source sentences.", valueName: "file"))
  var validSource: String?

  @Option(
    help: ArgumentHelp("The translations of --valid-source, line by line.", valueName: "file"))
  var validTarget: String?

  @Option(
    help: ArgumentHelp(
      "Languages of source and target, for word boundaries. (default: guessed from the file name)",
      valueName: "fr-en"))
  var languages: Languages?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to write the model. (default: models/NAME for NAME.tsv)", valueName: "directory"))
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

  /// The files that are read.
  var paths: [String] { pairs.paths + [valid, validSource, validTarget].compactMap(\.self) }

  /// The directory given, or `models/` and the file's name up to its first dot.
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
