import ArgumentParser
import Formatting
import Seq2Seq

/// Whether and how it is told which words of source and translation belong together.
struct AlignmentArguments: ParsableArguments {
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case words, tokens, soft
  }

  @Option(
    help: ArgumentHelp(
      """
      With attention: after each translation and a TAB, which source word each of its words looked \
      at, as 0-0 1-2 … counted from 0, words being what spaces divide; or the same of tokens; or all \
      tokens and weights as a JSON object (soft).
      """,
      valueName: "kind"))
  var alignments: Kind?

  @Option(
    help: ArgumentHelp(
      "Write the alignments into a file instead, line by line.", valueName: "file"))
  var alignmentsOutput: String?

  func validate() throws {
    if alignmentsOutput != nil && alignments == nil {
      throw ValidationError("--alignments-output needs --alignments words, tokens or soft")
    }
  }

  /// A candidate's alignment as it stands in a column; nil where none is asked for.
  func column(_ candidate: Translation.Candidate) -> String? {
    switch json(candidate) {
    case .string(let links): links
    case let object?: object.compact
    case nil: nil
    }
  }

  /// The same as it stands in JSON.
  func json(_ candidate: Translation.Candidate) -> JSONValue? {
    guard let alignments, let alignment = candidate.alignment else { return nil }
    switch alignments {
    case .words: return .string(text(alignment.wordLinks))
    case .tokens: return .string(text(alignment.tokenLinks))
    case .soft: return alignment.json
    }
  }

  /// The line of the alignments' file for a line's translation.
  ///
  /// That of a blank line is empty, or of empty lists where every line must be JSON.
  func line(of translation: Translation) -> String {
    if translation.candidates.isEmpty && alignments == .soft { return Alignment.none.json.compact }
    return translation.candidates.map { column($0) ?? "" }.joined(separator: "\t")
  }

  private func text(_ links: [Alignment.Link]) -> String {
    links.map(\.description).joined(separator: " ")
  }
}
