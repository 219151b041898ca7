internal import Platform
internal import Tokenization

/// A text, its spans, and the terms of a glossary in it.
struct SpannedText: Sendable {
  let text: String
  /// In order; their ranges are of the text's UTF-8.
  let spans: [TextSpan]
  /// In order; none overlaps another or a span.
  let terms: [FoundTerm]

  init(_ text: String, _ finder: TermFinder? = nil, _ names: NameFinder? = nil) {
    var spans = SpanFinder.spans(in: text)
    let terms = finder?.terms(in: text, &spans) ?? []
    if let names {
      spans += names.names(in: text, beside: spans.map(\.range) + terms.map(\.range))
        .map { TextSpan($0, .properName) }
      spans.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
    self.init(text, spans, terms)
  }

  init(_ text: String, _ spans: [TextSpan], _ terms: [FoundTerm] = []) {
    self.text = text
    self.spans = spans
    self.terms = terms
  }

  /// The same text as if no terms were known.
  var withoutTerms: SpannedText { SpannedText(text, spans) }

  /// A part of the text, with the spans and terms that are wholly in it.
  func part(_ range: Range<Int>) -> SpannedText {
    if spans.isEmpty && terms.isEmpty { return SpannedText(text.text(range), []) }
    let first = spans.partitionPoint { $0.range.lowerBound >= range.lowerBound }
    let own = spans[first...].prefix { $0.range.upperBound <= range.upperBound }
    let firstTerm = terms.partitionPoint { $0.range.lowerBound >= range.lowerBound }
    let ownTerms = terms[firstTerm...].prefix { $0.range.upperBound <= range.upperBound }
    return SpannedText(
      text.text(range),
      own.map { TextSpan($0.range.moved(by: -range.lowerBound), $0.kind) },
      ownTerms.map { term in
        var term = term
        term.range = term.range.moved(by: -range.lowerBound)
        return term
      })
  }

  /// Whether there is something to translate: a letter outside spans and terms.
  func hasLetters(in range: Range<Int>) -> Bool {
    if spans.isEmpty && terms.isEmpty { return Letters.occur(in: text.text(range)) }
    let part = part(range)
    var end = 0
    for span in part.spansAndTerms {
      if Letters.occur(in: part.text.text(end..<span.range.lowerBound)) { return true }
      end = span.range.upperBound
    }
    return Letters.occur(in: part.text.text(end..<part.text.utf8.count))
  }

  /// The spans and the terms, in order.
  private var spansAndTerms: [TextSpan] {
    if terms.isEmpty { return spans }
    return (spans + terms.map { TextSpan($0.range, .term) }).sorted {
      $0.range.lowerBound < $1.range.lowerBound
    }
  }

  /// What no division of the text may cut: spans, and terms with marks or spaces in them.
  var undivided: [TextSpan] {
    if terms.isEmpty { return spans }
    return spansAndTerms.filter { span in
      span.kind != .term
        || span.range.count > 1
          && text.text(span.range).unicodeScalars.contains {
            !$0.properties.isAlphabetic && $0 != "-"
          }
    }
  }

  /// The text with the translations of terms in their places, as spans.
  ///
  /// `map` says where it comes from in this text. `isInPlace`: the translations stay where they are, so that one begins
  /// with a capital where a sentence begins.
  func withTargets(isInPlace: Bool) -> (text: SpannedText, map: TextMap) {
    var map = TextMap()
    var result = ""
    var spans: [TextSpan] = []
    var rest = terms[...]
    var end = 0
    for span in spansAndTerms {
      map.copy(to: result.utf8.count, from: end)
      result += text.text(end..<span.range.lowerBound)
      end = span.range.upperBound
      let start = result.utf8.count
      map.copy(to: start, from: span.range.lowerBound)
      if span.kind == .term, let term = rest.popFirst() {
        result += isInPlace ? term.targetInPlace : term.target
      } else {
        result += text.text(span.range)
      }
      spans.append(TextSpan(start..<result.utf8.count, span.kind))
    }
    map.copy(to: result.utf8.count, from: end)
    result += text.text(end..<text.utf8.count)
    return (SpannedText(result, spans), map)
  }
}

extension Range<Int> {
  fileprivate func moved(by offset: Int) -> Range { lowerBound + offset..<upperBound + offset }
}
