internal import Tokenization

/// Makes the translation with spans of what a model has said: puts back what was taken out, and what marks stand for.
struct SpanPutter {
  /// The translation with all spans.
  let text: String
  private let layout: SpanLayout
  private let placed: SpanPlacer.Result?
  private let map: TextMap

  init(_ layout: SpanLayout, _ translation: String, _ links: WordLinks) {
    self.layout = layout
    let isPlaced = !layout.units.isEmpty || layout.prefix != nil
    placed = isPlaced ? SpanPlacer(layout, translation, links).result() : nil
    let text = placed?.text ?? translation
    var map = TextMap()
    self.text = layout.marked?.restored(text, &map) ?? text
    self.map = map
  }

  /// The alignment of the source and the translation with spans, from that of what the model has read and said.
  func counted(_ alignment: Alignment, _ source: String, _ translation: String) -> Alignment {
    func original(_ place: Int) -> Int {
      let place = layout.marked?.map.origin(of: place) ?? place
      return layout.sourceMap?.origin(of: place) ?? place
    }
    let sources = WordMapping.numbers(of: layout.text, in: source) {
      original(layout.map.origin(of: $0))
    }
    let targets = WordMapping.numbers(of: translation, in: text) {
      map.place(of: placed?.map.place(of: $0) ?? $0)
    }
    let (sourceNumbers, targetNumbers) = (WordNumbers(source), WordNumbers(text))
    var copied: [Alignment.Link] = []
    for (unit, place) in zip(layout.units, placed?.places ?? []) {
      let first = (
        sourceNumbers[original(unit.origin)], targetNumbers[map.place(of: place)]
      )
      // The translation of a term may have more words than the term.
      let last =
        layout.sourceMap == nil
        ? .max : sourceNumbers[original(unit.origin + unit.text.utf8.count) - 1]
      for word in WordCount.words(of: unit.text).indices {
        copied.append(
          .init(source: max(first.0, min(first.0 + word, last)), target: first.1 + word))
      }
    }
    return alignment.counted(sources, targets, copied: copied)
  }
}
