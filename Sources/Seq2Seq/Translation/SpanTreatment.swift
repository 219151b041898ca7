internal import Tokenization

/// What becomes of the spans of a text.
struct SpanTreatment {
  /// The mark of each span; nil: it is taken out.
  let marks: [Mark?]
  /// Whether numbers without a mark stay as they are.
  var keepsNumbers = false

  /// The spans of a text with marks that are taken out of it.
  func removed(of marked: MarkedSpans) -> [TextSpan] { marked.rest.filter(isRemoved) }

  func isRemoved(_ span: TextSpan) -> Bool {
    span.kind != .properName && (!keepsNumbers || !span.kind.isNumeric)
  }
}
