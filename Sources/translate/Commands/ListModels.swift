import ArgumentParser
import Formatting
import Seq2Seq

/// Lists the models of all places.
struct ListModels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the models: names, languages, sizes, validation BLEU, dates and files.",
    discussion: """
        translate models
        translate models list --json
      """)

  @Flag(help: "Print one JSON object per line.")
  var json = false

  @OptionGroup var results: ResultArguments
  @OptionGroup var messages: QuietArguments

  func run() throws {
    let models = ModelLocator.current.places.all.flatMap { place in
      ModelPlaces.names(in: place).map { NamedModel(name: $0, place: place) }
    }
    for problem in models.compactMap(\.problem) { StandardError.write("warning: \(problem)") }
    let readable = models.filter { $0.summary != nil }
    if readable.isEmpty && !json { StandardError.write("there is no model yet") }
    try results.write { output in
      let lines = json ? readable.map(\.json.compact) : NamedModel.table(readable)
      for line in lines { try output.write(line) }
    }
  }
}

/// A model in one of the places.
private struct NamedModel {
  let name: String
  private(set) var summary: ModelSummary?
  /// Why it cannot be read.
  private(set) var problem: String?

  init(name: String, place: String) {
    self.name = name
    do {
      summary = try ModelSummary(path: ModelPlaces.file(name, in: place))
    } catch {
      problem = error.description
    }
  }

  var json: JSONValue {
    .object([
      ("name", .string(name)),
      ("file", summary.map { .string($0.path) } ?? .null),
      ("source_language", summary?.languages.map { .string($0.source) } ?? .null),
      ("target_language", summary?.languages.map { .string($0.target) } ?? .null),
      ("bytes", summary.map { .integer($0.bytes) } ?? .null),
      ("precision", .string(summary?.isQuantized == true ? "int8" : "float32")),
      ("bleu", summary?.bleu.map { .rounded($0, 2) } ?? .null),
      ("date", summary.map { .string(CalendarDay(secondsSince1970: $0.changed).text) } ?? .null),
    ])
  }

  private var cells: [String] {
    guard let summary else { return [] }
    let languages = summary.languages.map { "\($0.source) to \($0.target)" } ?? "unknown"
    return [
      name.visible(), languages, megabytes(summary.bytes), summary.bleu?.fixed(2) ?? "-",
      CalendarDay(secondsSince1970: summary.changed).text, summary.path.visible(),
    ]
  }

  /// A line of titles, then one per model, in columns.
  static func table(_ models: [NamedModel]) -> [String] {
    if models.isEmpty { return [] }
    let rows = [["name", "languages", "size", "BLEU", "date", "file"]] + models.map(\.cells)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }.dropLast().joined(separator: "  ") + "  " + (row.last ?? "")
    }
  }
}
