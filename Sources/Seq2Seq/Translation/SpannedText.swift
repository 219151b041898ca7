internal import Tokenization

/// A text and its spans.
struct SpannedText: Sendable {
  let text: String
  /// In order; their ranges are of the text's UTF-8.
  let spans: [TextSpan]

  init(_ text: String) { self.init(text, SpanFinder.spans(in: text)) }

  private init(_ text: String, _ spans: [TextSpan]) {
    self.text = text
    self.spans = spans
  }

  /// A part of the text, with the spans that are wholly in it.
  func part(_ range: Range<Int>) -> SpannedText {
    if spans.isEmpty { return SpannedText(text.text(range), []) }
    return SpannedText(
      text.text(range),
      spans.filter {
        range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound
      }
      .map {
        TextSpan(
          $0.range.lowerBound - range.lowerBound..<$0.range.upperBound - range.lowerBound, $0.kind)
      })
  }

  /// Whether there is something to translate: a letter outside spans.
  func hasLetters(in range: Range<Int>) -> Bool {
    if spans.isEmpty { return Letters.occur(in: text.text(range)) }
    let part = part(range)
    var end = 0
    for span in part.spans {
      if Letters.occur(in: part.text.text(end..<span.range.lowerBound)) { return true }
      end = span.range.upperBound
    }
    return Letters.occur(in: part.text.text(end..<part.text.utf8.count))
  }
}
