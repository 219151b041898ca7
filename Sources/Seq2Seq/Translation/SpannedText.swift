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
    let first = spans.partitionPoint { $0.range.lowerBound >= range.lowerBound }
    let own = spans[first...].prefix { $0.range.upperBound <= range.upperBound }
    return SpannedText(
      text.text(range),
      own.map {
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

extension RandomAccessCollection where Index == Int {
  /// The index of the first element that satisfies a condition, which all elements after it do, too; by bisection.
  func partitionPoint(_ isAfter: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
