import ArgumentParser
import Formatting
import Seq2Seq

/// How translations are written.
struct TranslationOutput: ParsableArguments {
  @Option(
    name: .customLong("n-best"),
    help: ArgumentHelp(
      "Write the N best translations, or N samples, on the line, with TABs between them.",
      valueName: "N"))
  var nBest = 1

  @Flag(help: "Write the score (by default log p / n) and a TAB before each translation.")
  var scores = false

  @Flag(help: "Write a JSON object for each line.")
  var json = false

  /// The one line that answers a line; without alignments where those are nil.
  func line(
    of input: InputLine, _ translation: Translation, _ alignments: AlignmentArguments?
  ) -> String {
    if json { return jsonLine(input, translation, alignments) }
    let fields = translation.candidates.flatMap { candidate in
      (scores ? [Double(candidate.score).fixed(4)] : []) + [candidate.text]
        + [alignments?.column(candidate)].compactMap(\.self)
    }
    return fields.joined(separator: "\t")
  }

  private func jsonLine(
    _ input: InputLine, _ translation: Translation, _ alignments: AlignmentArguments?
  ) -> String {
    let candidates = translation.candidates.map { candidate in
      let alignment = alignments?.json(candidate).map { [("alignment", $0)] } ?? []
      return JSONValue.object(
        [
          ("text", .string(candidate.text)),
          ("score", .rounded(Double(candidate.score), 6)),
          ("log_probability", .rounded(Double(candidate.logProbability), 6)),
          ("tokens", .integer(candidate.tokens)),
          ("finished", .boolean(candidate.isFinished)),
        ] + alignment)
    }
    return JSONValue.object([
      ("line", .integer(input.number)),
      ("source", .string(input.text)),
      ("translation", .string(translation.text)),
      ("candidates", .array(candidates)),
      ("source_tokens", .integer(translation.sourceTokens)),
      ("cut", .boolean(translation.wasCut || input.isOverlong)),
    ]).compact
  }
}
