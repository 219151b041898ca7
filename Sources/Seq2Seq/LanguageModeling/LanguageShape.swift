/// The sizes of a language model, as its file has them.
package struct LanguageShape: Sendable, Hashable, Codable {
  /// V, the number of tokens.
  package var vocabulary = 0
  /// H: units of each recurrent layer, and the size of an embedding.
  package var units = 256
  package var layers = 1
  package var cell = ModelOptions.Cell.gru
  /// Whether the output layer's weight is the table of the embedding (Press & Wolf 2017).
  package var isTied = true

  package init() {}

  /// What no model can have, in words; nil if nothing is wrong.
  var problem: String? {
    for (name, value, most) in [
      ("vocabulary", vocabulary, 1 << 24), ("units", units, 1 << 16), ("layers", layers, 64),
    ] where value < 1 || value > most {
      return "its \(name) is \(value), which must be from 1 to \(most)"
    }
    return nil
  }
}
