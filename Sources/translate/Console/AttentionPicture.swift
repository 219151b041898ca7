import Charts
import Formatting
import Seq2Seq

/// Which source words the words of a translation attended to, as a picture and as JSON.
struct AttentionPicture {
  private let source: String
  private let translation: Translation.Candidate
  private let alignment: Alignment

  /// Translates a line; nil if the line is blank.
  ///
  /// Throws ``SearchError`` if the model has no attention.
  init?(of source: String, with translator: Translator) throws(SearchError) {
    var options = SearchOptions()
    options.keepsAttention = true
    try translator.check(options)
    let result = translator.translate([source], options)[0]
    guard let candidate = result.candidates.first, let alignment = candidate.alignment else {
      return nil
    }
    self.source = source
    translation = candidate
    self.alignment = alignment
  }

  /// The words of the translation against those of the source.
  var map: HeatMap {
    HeatMap(
      translation.text, rows: words(of: translation.text), columns: words(of: source),
      alignment.wordWeights.map { $0.map { Double($0) } })
  }

  private func words(of text: String) -> [String] {
    WordCount.words(of: text).map { $0.visible() }
  }

  var json: JSONValue {
    .object([
      ("source", .string(source)),
      ("translation", .string(translation.text)),
      ("alignment", alignment.json),
      (
        "word_weights",
        .array(alignment.wordWeights.map { row in .array(row.map { .rounded(Double($0), 4) }) })
      ),
    ])
  }
}
