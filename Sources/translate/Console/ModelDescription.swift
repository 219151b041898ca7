import Formatting
import Seq2Seq
import Tokenization

/// Describes a model, as text and as JSON.
struct ModelDescription {
  private let model: TranslationModel
  private let path: String

  init(_ model: TranslationModel, path: String) {
    self.model = model
    self.path = path
  }

  /// What the model is and how it was made, without its notes and parameters.
  var properties: [(String, String)] {
    [
      ("file", path),
      ("weights", model.parameterCount.grouped + (model.isQuantized ? ", int8" : "")),
      ("languages", "\(name(model.sourceTokenizer)) to \(name(model.targetTokenizer))"),
      ("tokens", model.targetTokenizer.isLossless ? "byte pairs" : "whole words"),
    ]
      + paragraphs + making
      + ModelConfiguration.fields.map { ($0.label, $0.value(of: model.configuration).description) }
  }

  /// What was noted of the training, by name.
  var notes: [(String, String)] {
    model.notes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Properties, then notes, then parameters.
  var lines: [String] {
    let rows = properties
    let labelWidth = 2 + (rows.map(\.0.utf8.count).max() ?? 0)
    let width = 2 + (model.parameters.map(\.name.utf8.count).max() ?? 0)
    return rows.map { $0.0.padded(to: labelWidth) + $0.1 }
      + (notes.isEmpty ? [] : ["", "notes"])
      + notes.map { "  " + $0.0.padded(to: 28) + $0.1 }
      + ["", "parameters"]
      + model.parameters.map { "  " + $0.name.padded(to: width) + shape($0.shape) }
  }

  private var paragraphs: [(String, String)] {
    guard let share = model.paragraphShare else { return [] }
    let percent = (100 * share).fixed(1)
    let way = model.isOfParagraphs ? "translated as they are" : "translated sentence by sentence"
    return [("several sentences", "in \(percent) % of training lines: \(way)")]
  }

  /// The lines of the metrics beside the model, until it was written; empty if there are none.
  private var history: [TrainingHistory.Entry] {
    guard let updates = model.notes["updates"].flatMap({ Int($0) }) else { return [] }
    let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let metrics = (directory + ["metrics.jsonl"]).joined(separator: "/")
    return TrainingHistory(path: metrics)?.entries.filter { $0.update <= updates } ?? []
  }

  /// The last line that was written when the model was.
  private static func written(_ history: [TrainingHistory.Entry]) -> TrainingHistory.Entry? {
    history.last { $0.time != nil }
  }

  /// The commands of the training, in their order; a run with the same command as the one before counts once.
  private static func commands(_ history: [TrainingHistory.Entry]) -> [String] {
    history.compactMap(\.command).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  private var making: [(String, String)] {
    let history = history
    var rows = Self.commands(history).map { ("command", $0) }
    if let written = Self.written(history), let time = written.time, let seconds = written.seconds {
      rows.append(("made", "\(time), after \(TrainingReports.duration(seconds)) of training"))
    }
    return rows
  }

  private func name(_ tokenizer: Tokenizer) -> String {
    tokenizer.locale.isEmpty ? "unknown" : tokenizer.locale
  }

  private func shape(_ sizes: [Int]) -> String {
    sizes.map(String.init).joined(separator: " x ")
  }

  var json: JSONValue {
    let history = history
    let written = Self.written(history)
    return .object([
      ("file", .string(path)),
      ("parameter_count", .integer(model.parameterCount)),
      ("precision", .string(model.isQuantized ? "int8" : "float32")),
      ("source_language", .string(model.sourceTokenizer.locale)),
      ("target_language", .string(model.targetTokenizer.locale)),
      ("configuration", .object(configuration)),
      ("paragraph_share", model.paragraphShare.map { .rounded($0, 4) } ?? .null),
      ("marked_end_share", model.markedEndShare.map { .rounded($0, 4) } ?? .null),
      ("time", written?.time.map { .string($0) } ?? .null),
      ("training_seconds", written?.seconds.map { .rounded($0, 2) } ?? .null),
      ("commands", .array(Self.commands(history).map { .string($0) })),
      (
        "notes",
        .object(notes.map { ($0.0, .string($0.1)) })
      ),
      (
        "parameters",
        .array(
          model.parameters.map { parameter in
            .object([
              ("name", .string(parameter.name)),
              ("shape", .array(parameter.shape.map { .integer($0) })),
            ])
          })
      ),
    ])
  }

  /// The model's shape, with the keys of the model file.
  private var configuration: [(String, JSONValue)] {
    ModelConfiguration.fields.map { field in
      switch field.value(of: model.configuration) {
      case .number(let number): (field.key, .integer(number))
      case .flag(let isSet): (field.key, .boolean(isSet))
      case .choice(let name): (field.key, .string(name))
      }
    }
  }
}
