internal import Tokenization

/// The spans of a text that the given beginning of its translation has already.
struct GivenSpans {
  let prefix: String
  /// The spans of the beginning, each with its place among the spans of the text.
  private let found: [(span: TextSpan, place: Int)]

  /// Finds the spans; terms of the beginning are at the places `terms`.
  init(_ text: SpannedText, _ prefix: String, terms: [Range<Int>] = []) {
    self.prefix = prefix
    var found: [(span: TextSpan, place: Int)] = []
    let names = text.spans.filter { $0.kind == .properName }.map { text.text.text($0.range) }
    for span in Self.spans(in: prefix, terms, names) {
      let own = prefix.text(span.range)
      let place = text.spans.indices.first { place in
        !found.contains { $0.place == place } && span.isTerm == text.spans[place].isTerm
          && text.text.text(text.spans[place].range).isSame(as: own, inAnyCase: span.isTerm)
      }
      if let place { found.append((span, place)) }
    }
    self.found = found
  }

  private static func spans(
    in prefix: String, _ terms: [Range<Int>], _ names: [String]
  ) -> [TextSpan] {
    if prefix.isEmpty { return [] }
    var spans = SpanFinder.spans(in: prefix).filter { span in
      !terms.contains { $0.overlaps(span.range) }
    }
    spans += terms.map { TextSpan($0, .term) }
    for name in names {
      let place = prefix.place(ofWords: name) { range in
        !spans.contains { $0.range.overlaps(range) }
      }
      if let place { spans.append(TextSpan(place, .properName)) }
    }
    return spans.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The places of found spans among those that are taken out of the text.
  func removedPlaces(_ treatment: SpanTreatment, _ spans: [TextSpan]) -> Set<Int> {
    let removed = spans.indices.filter {
      treatment.marks[$0] == nil && treatment.isRemoved(spans[$0])
    }
    return Set(removed.indices.filter { index in found.contains { $0.place == removed[index] } })
  }

  /// The beginning as the model gets it.
  func read(_ treatment: SpanTreatment) -> String {
    let marked = MarkedSpans(
      prefix, found.map(\.span), marks: found.map { treatment.marks[$0.place] })
    return SpanRemover.layout(of: marked.text, without: treatment.removed(of: marked)).text
  }
}

extension TextSpan {
  fileprivate var isTerm: Bool { kind == .term }
}

extension String {
  fileprivate func isSame(as other: String, inAnyCase: Bool) -> Bool {
    inAnyCase ? lowercased() == other.lowercased() : utf8.elementsEqual(other.utf8)
  }
}
