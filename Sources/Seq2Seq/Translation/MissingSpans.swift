internal import Tokenization

/// The spans of a text that its translation lacks, because only the beginning of the text was translated.
struct MissingSpans {
  /// As they stand in the text, each once.
  private(set) var texts: [String] = []
  /// The most different spans that are looked for, so that the time grows with the length only.
  private static let most = 100

  init(of text: String, in translation: String) {
    var counts: [String: (kind: SpanKind, count: Int)] = [:]
    var order: [String] = []
    for span in SpanFinder.spans(in: text) {
      let own = text.text(span.range)
      if counts[own] == nil {
        if order.count == Self.most { continue }
        order.append(own)
      }
      counts[own, default: (span.kind, 0)].count += 1
    }
    texts = order.filter { own in
      guard let (kind, count) = counts[own] else { return false }
      // A number may be in the form of the other language.
      let said =
        kind.isNumeric
        ? NumberText(own, kind).count(in: translation) : translation.ranges(of: own).count
      return said < count
    }
  }
}
