import ArgumentParser
import Seq2Seq

/// Sentence pairs: a TSV, or two aligned files.
struct PairsArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A file of pairs: source, TAB, target, one pair a line; also compressed (.gz).",
      valueName: "pairs.tsv"))
  var pairs: String?

  @Option(help: ArgumentHelp("Instead of a TSV: the file of source sentences.", valueName: "file"))
  var source: String?

  @Option(
    name: [.customLong("target"), .customLong("reference")],
    help: ArgumentHelp("… and the one of their translations, line by line.", valueName: "file"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "Which columns of a TSV are source and target; 2,1 is the other direction.",
      valueName: "source,target"))
  var columns = Columns(source: 1, target: 2)

  func validate() throws {
    if pairs != nil && (source != nil || target != nil) {
      throw ValidationError("give either a file of pairs or --source and --target, not both")
    }
    if (source == nil) != (target == nil) {
      throw ValidationError("--source and --target go together; one of them is missing")
    }
    if pairs == nil && source == nil {
      throw ValidationError("no sentence pairs given; name a TSV, or --source and --target")
    }
  }

  /// Where the pairs come from.
  var sentencePairs: any PairSource {
    if let source, let target { return AlignedPairs(source: source, target: target) }
    return PairFile.source(pairs ?? "", columns)
  }

  /// How messages call the file.
  var name: String { pairs ?? source ?? "" }
}

/// Two columns of a TSV, counted from 1.
struct Columns: ExpressibleByArgument, Equatable {
  var source: Int
  var target: Int

  init(source: Int, target: Int) {
    self.source = source
    self.target = target
  }

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let source = numbers[0], let target = numbers[1],
      source >= 1, target >= 1, source != target
    else { return nil }
    self.init(source: source, target: target)
  }

  var defaultValueDescription: String { "\(source),\(target)" }
}
