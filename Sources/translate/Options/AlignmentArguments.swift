import ArgumentParser
import Formatting
import Seq2Seq

/// Whether and how word alignments are written.
struct AlignmentArguments: ParsableArguments {
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case words, tokens, soft
  }

  @Option(
    help: ArgumentHelp(
      """
      With attention: write a TAB and the alignment after each translation: which source word each \
      of its words attends to, as 0-0 1-2 …, counted from 0 and divided at spaces (words); the same \
      for tokens (tokens); or all tokens and attention weights as a JSON object (soft).
      """,
      valueName: "kind"))
  var alignments: Kind?

  @Option(
    help: ArgumentHelp(
      "Write the alignments to this file instead, line by line.", valueName: "file"))
  var alignmentsOutput: String?

  func validate() throws {
    if alignmentsOutput != nil && alignments == nil {
      throw ValidationError("--alignments-output needs --alignments words, tokens or soft")
    }
  }

  /// A candidate's alignment as a column of text; nil if none was asked for.
  func column(_ candidate: Translation.Candidate) -> String? {
    switch json(candidate) {
    case .string(let links): links
    case let object?: object.compact
    case nil: nil
    }
  }

  /// A candidate's alignment as JSON; nil if none was asked for.
  func json(_ candidate: Translation.Candidate) -> JSONValue? {
    guard let alignments, let alignment = candidate.alignment else { return nil }
    switch alignments {
    case .words: return .string(text(alignment.wordLinks))
    case .tokens: return .string(text(alignment.tokenLinks))
    case .soft: return alignment.json
    }
  }

  /// The line of the alignments' file for the translation of one line.
  ///
  /// For a blank line it is empty, or, if every line must be JSON, an object of empty lists.
  func line(of translation: Translation) -> String {
    if translation.candidates.isEmpty && alignments == .soft { return Alignment.none.json.compact }
    return translation.candidates.map { column($0) ?? "" }.joined(separator: "\t")
  }

  private func text(_ links: [Alignment.Link]) -> String {
    links.map(\.description).joined(separator: " ")
  }
}
