import Formatting
import Seq2Seq

/// Describes a corpus, as text and as JSON.
struct CorpusDescription {
  private let check: CorpusCheck
  private let languages: LanguagePair?

  init(_ check: CorpusCheck, languages: LanguagePair?) {
    self.check = check
    self.languages = languages
  }

  /// Fewer lines than a screen has.
  var lines: [String] {
    let rows = [
      ("pairs", "\(check.report.pairs.grouped) to train on; \(check.report)"),
      ("languages", languages.map { "\($0.source) to \($0.target)" } ?? "unknown"),
      ("source", text(check.source)), ("target", text(check.target)),
      ("sentences", "several in \(percent(check.paragraphs)) of the sources"),
      ("repeated", "\(repeated.grouped) pairs are there already, earlier on"),
    ]
    return rows.map { $0.0.padded(to: 12) + $0.1 }
      + check.report.notes.map { "warning: \($0)" } + CorpusWarnings.lines(check)
  }

  private var repeated: Int {
    check.noise.first { $0.kind == .repeated }?.found.count ?? 0
  }

  private func text(_ side: CorpusCheck.Side) -> String {
    let scripts = side.scripts.prefix(3).map { "\($0.name) \(percent($0.lines))" }
    var place = side.longest
    if place.file == check.name { place.file = nil }
    let more = side.scripts.count > scripts.count ? ", …" : ""
    return """
      \(side.words.grouped) words, \(side.characters.grouped) characters; \(mean(side.words).fixed(1)) words \
      per pair, at most \(side.mostWords.grouped) (\(place)); \(scripts.joined(separator: ", "))\(more)
      """
  }

  private func mean(_ count: Int) -> Double { Double(count) / Double(max(check.pairs, 1)) }

  private func percent(_ count: Int) -> String { "\((100 * mean(count)).fixed(1)) %" }

  // MARK: - JSON

  /// With the frequencies of tokens, if they were counted.
  func json(with ngrams: NgramDescription?) -> JSONValue {
    .object(fields + (ngrams.map { [("ngrams", $0.json)] } ?? []))
  }

  private var fields: [(String, JSONValue)] {
    [
      ("corpus", .string(check.name)),
      ("source_language", languages.map { .string($0.source) } ?? .null),
      ("target_language", languages.map { .string($0.target) } ?? .null),
      ("units", .integer(check.report.units)),
      ("readable_pairs", .integer(check.pairs)),
      ("training_pairs", .integer(check.report.pairs)),
      ("source", json(check.source)), ("target", json(check.target)),
      ("paragraph_share", .rounded(mean(check.paragraphs), 4)),
      ("left_out", .array(faults)), ("noise", .array(check.noise.map(json))),
      ("columns", .array(check.columns.map(json))),
      ("notes", .array(check.report.notes.map { .string("\($0)") })),
      ("warnings", .array(check.warnings.map { .string($0) })),
    ]
  }

  private func json(_ side: CorpusCheck.Side) -> JSONValue {
    .object([
      ("words", .integer(side.words)), ("characters", .integer(side.characters)),
      ("mean_words", .rounded(mean(side.words), 2)), ("most_words", .integer(side.mostWords)),
      ("longest", json(side.longest)),
      (
        "scripts",
        .array(
          side.scripts.map {
            .object([("name", .string($0.name)), ("pairs", .integer($0.lines))])
          })
      ),
    ])
  }

  /// Why units are left out, the most frequent reason first.
  private var faults: [JSONValue] {
    check.report.faults.sorted { ($1.value.count, $0.key.name) < ($0.value.count, $1.key.name) }
      .map { fault, occurrences in
        .object([
          ("reason", .string(fault.name)), ("count", .integer(occurrences.count)),
          ("first", .array(occurrences.firstOrigins.map(json))),
        ])
      }
  }

  private func json(_ noise: CorpusCheck.Noise) -> JSONValue {
    .object([
      ("kind", .string(noise.kind.rawValue)), ("count", .integer(noise.found.count)),
      ("left_out", .integer(noise.leftOut.count)),
      ("first", .array(noise.found.firstOrigins.map(json))),
    ])
  }

  private func json(_ finding: ColumnFinding) -> JSONValue {
    .object([
      ("file", .string(finding.file)), ("columns", json(finding.chosen)),
      ("problem", .string(finding.problem)),
      ("likely_columns", finding.likely.map(json) ?? .null),
    ])
  }

  private func json(_ columns: ColumnFinding.Columns) -> JSONValue {
    .array([.integer(columns.source), .integer(columns.target)])
  }

  private func json(_ origin: PairOrigin) -> JSONValue {
    let place: [(String, JSONValue)] =
      origin.line.map { [("line", .integer($0))] }
      ?? [(origin.unit.singular, .integer(origin.number))]
    return .object((origin.file.map { [("file", .string($0))] } ?? []) + place)
  }
}
