public import ArgumentParser
public import Documents
import Seq2Seq

extension DocumentFormat: ExpressibleByArgument {}

/// What is translated: lines, or a document.
struct DocumentArguments: ParsableArguments {
  @Option(
    help: """
      What the input is. (default: by the ending of the file's name; text if that tells none, and for standard \
      input)
      """)
  var format: DocumentFormat?

  /// The format of an input, standard input if it has no name; nil if its lines are translated.
  func format(of file: String?) -> DocumentFormat? {
    let format = format ?? file.flatMap { DocumentFormat(fileName: $0) }
    return format == .text ? nil : format
  }

  /// Refuses what only lines have.
  func refuse(
    output: TranslationOutput, prefix: PrefixArguments, alignments: AlignmentArguments,
    for format: DocumentFormat
  ) throws {
    let options = [
      ("--n-best", output.nBest > 1), ("--scores", output.scores), ("--json", output.json),
      ("--prefix", prefix.prefix != nil), ("--prefix-column", prefix.prefixColumn != nil),
      ("--alignments", alignments.alignments != nil),
    ]
    if let (name, _) = options.first(where: \.1) {
      throw ValidationError(
        """
        a document (\(format.rawValue)) has one translation, without columns: leave out \(name), or give --format text \
        to translate lines
        """)
    }
  }
}
