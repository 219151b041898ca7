import ArgumentParser
import Seq2Seq

/// Sentence pairs: a TSV file, or two aligned files.
struct PairsArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A file of sentence pairs, one per line: source, TAB, target; may be gzipped.",
      valueName: "pairs.tsv"))
  var pairs: String?

  @Option(
    help: ArgumentHelp("Instead of a TSV file: a file of source sentences.", valueName: "file"))
  var source: String?

  @Option(
    name: [.customLong("target"), .customLong("reference")],
    help: ArgumentHelp("The translations of --source, line by line.", valueName: "file"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "Columns of source and target in a TSV file; 2,1 swaps the direction.",
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
      throw ValidationError("no sentence pairs; give a TSV file, or --source and --target")
    }
  }

  /// Where the pairs come from.
  var sentencePairs: any PairSource {
    if let source, let target { return AlignedPairs(source: source, target: target) }
    return PairFile.source(pairs ?? "", columns)
  }

  /// The files that are read.
  var paths: [String] { [pairs, source, target].compactMap(\.self) }

  /// The file's name in messages.
  var name: String { pairs ?? source ?? "" }
}

/// Two columns of a TSV file, counted from 1.
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
