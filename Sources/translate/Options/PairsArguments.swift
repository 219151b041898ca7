import ArgumentParser
import Seq2Seq

/// Sentence pairs: files of pairs, or two aligned files.
struct PairsArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      Files of sentence pairs, or directories of such files: TSV (source, TAB, target), CSV, TMX, XLIFF, PO or JSON lines; \
      may be gzipped. In training, FILE:2 has the pairs of a file twice per epoch, and FILE:0.5 half of them.
      """, valueName: "pairs.tsv"))
  var pairs: [String] = []

  @Option(
    help: ArgumentHelp("Instead of files of pairs: a file of source sentences.", valueName: "file"))
  var source: String?

  @Option(
    name: [.customLong("target"), .customLong("reference")],
    help: ArgumentHelp("The translations of --source, line by line.", valueName: "file"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "Columns of source and target in TSV and CSV files; 2,1 swaps the direction, in other formats, too.",
      valueName: "source,target"))
  var columns = Columns(source: 1, target: 2)

  func validate() throws {
    if !pairs.isEmpty && (source != nil || target != nil) {
      throw ValidationError("give either files of pairs or --source and --target, not both")
    }
    if (source == nil) != (target == nil) {
      throw ValidationError("--source and --target go together; one of them is missing")
    }
    if pairs.isEmpty && source == nil {
      throw ValidationError("no sentence pairs; give a file of pairs, or --source and --target")
    }
  }

  /// Where the pairs come from; `languages` are those of the corpus or the model, if they are known.
  func sentencePairs(in languages: LanguagePair?) throws -> any PairSource {
    if let source, let target { return AlignedPairs(source: source, target: target) }
    let paths = try weightedPaths()
    return try PairFile.source(
      at: paths.map(\.path), weights: paths.map(\.weight), options(in: languages))
  }

  /// The files that are read.
  func paths() throws -> [String] {
    try PairFile.files(at: weightedPaths().map(\.path)) + [source, target].compactMap(\.self)
  }

  /// Refuses weights of files, for a command to which they say nothing.
  func refuseWeights() throws {
    if let path = try weightedPaths().first(where: { $0.weight != 1 }) {
      throw ValidationError("weights of files are for training; give \(path.path) alone")
    }
  }

  private func weightedPaths() throws -> [WeightedPath] { try pairs.map { try WeightedPath($0) } }

  /// How files are read.
  func options(in languages: LanguagePair?) -> PairFile.Options {
    var options = PairFile.Options()
    options.columns = (columns.source, columns.target)
    options.languages = languages
    return options
  }

  /// The name of the first file.
  var name: String {
    guard let first = pairs.first else { return source ?? "" }
    return (try? WeightedPath(first).path) ?? first
  }
}

/// Two columns of a table, counted from 1.
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
