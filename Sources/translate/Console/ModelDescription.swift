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

  /// Properties, then notes, then parameters.
  var lines: [String] {
    let rows =
      [
        ("file", path),
        ("weights", model.parameterCount.grouped + (model.isQuantized ? ", int8" : "")),
        ("languages", "\(name(model.sourceTokenizer)) to \(name(model.targetTokenizer))"),
        ("tokens", model.targetTokenizer.isLossless ? "byte pairs" : "whole words"),
      ]
      + paragraphs
      + ModelConfiguration.fields.map { ($0.label, $0.value(of: model.configuration).description) }
    let labelWidth = 2 + (rows.map(\.0.utf8.count).max() ?? 0)
    let notes = model.notes.sorted { $0.key < $1.key }
    let width = 2 + (model.parameters.map(\.name.utf8.count).max() ?? 0)
    return rows.map { $0.0.padded(to: labelWidth) + $0.1 }
      + (notes.isEmpty ? [] : ["", "notes"])
      + notes.map { "  " + $0.key.padded(to: 20) + $0.value }
      + ["", "parameters"]
      + model.parameters.map { "  " + $0.name.padded(to: width) + shape($0.shape) }
  }

  private var paragraphs: [(String, String)] {
    guard let share = model.paragraphShare else { return [] }
    let percent = (100 * share).fixed(1)
    let way = model.isOfParagraphs ? "translated as they are" : "translated sentence by sentence"
    return [("several sentences", "in \(percent) % of training lines: \(way)")]
  }

  private func name(_ tokenizer: Tokenizer) -> String {
    tokenizer.locale.isEmpty ? "unknown" : tokenizer.locale
  }

  private func shape(_ sizes: [Int]) -> String {
    sizes.map(String.init).joined(separator: " x ")
  }

  var json: JSONValue {
    .object([
      ("file", .string(path)),
      ("parameter_count", .integer(model.parameterCount)),
      ("precision", .string(model.isQuantized ? "int8" : "float32")),
      ("source_language", .string(model.sourceTokenizer.locale)),
      ("target_language", .string(model.targetTokenizer.locale)),
      ("configuration", .object(configuration)),
      ("paragraph_share", model.paragraphShare.map { .rounded($0, 4) } ?? .null),
      ("marked_end_share", model.markedEndShare.map { .rounded($0, 4) } ?? .null),
      (
        "notes",
        .object(model.notes.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
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
