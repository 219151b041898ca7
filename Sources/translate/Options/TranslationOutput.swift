import ArgumentParser
import Formatting
import Seq2Seq

/// How translations are written.
struct TranslationOutput: ParsableArguments {
  @Option(
    name: .customLong("n-best"),
    help: ArgumentHelp(
      "Write the N best translations, or N samples, on one line, separated by TABs.",
      valueName: "N"))
  var nBest = 1

  @Flag(help: "Write the score (by default log p / n) and a TAB before each translation.")
  var scores = false

  // Its value may begin with a dash.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Name the lines that the model is unsure of on standard error: those with a sentence whose mean \
      log p of a token is below this; -0.5 is a good value to begin with.
      """, valueName: "score"))
  var doubtful: Double?

  @Flag(help: "Write one JSON object per line.")
  var json = false

  func validate() throws {
    try check(doubtful, "--doubtful", in: -1000...0)
  }

  /// The score of a translation if it is doubtful; nil if it is not, or if that was not asked for.
  func doubt(of translation: Translation) -> Float? {
    guard let doubtful, Double(translation.scorePerToken) < doubtful else { return nil }
    return translation.scorePerToken
  }

  /// The output line for an input line; without alignments if those are nil.
  func line(
    of input: InputLine, _ translation: Translation, _ alignments: AlignmentArguments?
  ) -> String {
    if json { return jsonLine(input, translation, alignments) }
    let fields = translation.candidates.flatMap { candidate in
      (scores ? [Double(candidate.score).fixed(4)] : []) + [candidate.text]
        + [alignments?.column(candidate)].compactMap(\.self)
    }
    if fields.count < 2 { return fields.first ?? "" }
    // A TAB in a text would be taken for the end of a column.
    return fields.map { $0.replacing("\t", with: " ") }.joined(separator: "\t")
  }

  private func jsonLine(
    _ input: InputLine, _ translation: Translation, _ alignments: AlignmentArguments?
  ) -> String {
    var translation = translation
    if input.isOverlong { translation.wasCut = true }
    let fields: [(String, JSONValue)] = [
      ("line", .integer(input.number)), ("source", .string(input.text)),
    ]
    return JSONValue.object(fields + translation.jsonFields { alignments?.json($0) }).compact
  }
}
