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
      """
      Languages of source and target, by their codes or English names: for word boundaries and scores, and to choose the \
      texts of files in several languages. (default: as the files say, by their names or in them)
      """, valueName: "fr-en"), transform: CorpusArguments.languages)
  var languages: LanguagePair?

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

  /// What is trained on.
  func input() throws -> TrainingInput {
    let training = try pairs.sentencePairs(in: languages)
    let pair = languages ?? training.languages
    for doubt in [pair?.source, pair?.target].compactMap({ $0.flatMap(LanguageCode.doubt) }) {
      StandardError.write("warning: the language \(doubt)")
    }
    var input = TrainingInput(
      pairs: training, validation: try validation(in: pair),
      languages: languages)
    input.name = try pairs.paths().map { path in
      path.split(separator: "/").last.map(String.init) ?? path
    }.joined(separator: ", ")
    return input
  }

  private func validation(in languages: LanguagePair?) throws(CorpusError) -> (any PairSource)? {
    if let validSource, let validTarget {
      return AlignedPairs(source: validSource, target: validTarget)
    }
    guard let valid else { return nil }
    return try PairFile.source(at: [valid], pairs.options(in: languages))
  }

  static func languages(_ text: String) throws -> LanguagePair {
    do { return try LanguagePair(named: text) } catch { throw ValidationError("\(error)") }
  }

  /// The files that are read.
  func paths() throws -> [String] {
    try pairs.paths() + PairFile.files(at: [valid].compactMap(\.self))
      + [validSource, validTarget].compactMap(\.self)
  }

  /// The directory given, or `models/` and the file's name up to its first dot.
  var outputDirectory: String {
    if let output { return output }
    let name = pairs.name.split(separator: "/").last ?? ""
    return "models/\(name.split(separator: ".").first ?? "model")"
  }
}
