internal import Tokenization

/// Reads parts that have spans, in the ways that a model can translate them.
struct SpanReader: Sendable {
  let source: Tokenizer
  let forms: CharacterForms
  let target: Tokenizer

  /// The readings of a text; `prefix` is what its translation must begin with.
  ///
  /// A text without spans has one. Otherwise the first one has numbers as they are, which the model translates itself;
  /// the last one has no spans.
  func readings(
    of text: SpannedText, prefix: String, maximumTokens: Int
  ) -> [DividedLine.Reading] {
    guard maximumTokens > 0 else { return [] }
    if text.spans.isEmpty {
      var reading = reading(text.text, maximumTokens)
      if !prefix.isEmpty { begin(&reading, with: prefix) }
      return reading.tokens.isEmpty ? [] : [reading]
    }
    var result = [reading(of: text, without: text.spans, prefix, maximumTokens)]
    let numbers = text.spans.filter(\.kind.isNumeric)
    if !numbers.isEmpty {
      let others = text.spans.filter { !$0.kind.isNumeric }
      var plain = reading(of: text, without: others, prefix, maximumTokens)
      plain.layout?.numbers = numbers.map { NumberText(text.text.text($0.range), $0.kind) }
      result.insert(plain, at: 0)
    }
    return result.filter { !$0.tokens.isEmpty }
  }

  /// The number of tokens of a text as it is first read.
  func tokenCount(of text: SpannedText) -> Int {
    readings(of: text, prefix: "", maximumTokens: .max).map(\.tokens.count).max() ?? 0
  }

  private func reading(_ text: String, _ maximumTokens: Int) -> DividedLine.Reading {
    let (ids, isInCapitals) = source.read(forms.apply(to: text))
    var reading = DividedLine.Reading()
    reading.tokens = Array(ids.prefix(maximumTokens))
    reading.wasCut = ids.count > maximumTokens
    reading.isInCapitals = isInCapitals
    return reading
  }

  /// Says what a translation begins with, which also says how it looks.
  private func begin(_ reading: inout DividedLine.Reading, with prefix: String) {
    reading.prefix = target.encode(prefix)
    if prefix.uppercased() != prefix { reading.isInCapitals = false }
  }

  private func reading(
    of text: SpannedText, without spans: [TextSpan], _ prefix: String, _ maximumTokens: Int
  ) -> DividedLine.Reading {
    var given = GivenSpans(text, spans, prefix)
    given.find()
    var layout = SpanRemover.layout(of: text.text, without: spans, given: given.places)
    var reading = reading(layout.text, maximumTokens)
    if !prefix.isEmpty {
      let read = SpanRemover.layout(of: prefix, without: given.spansOfPrefix).text
      begin(&reading, with: read)
      layout.prefix = (target.normalize(prefix), target.decode(reading.prefix))
    }
    if let first = layout.units.first, first.place == 0, !first.opens,
      layout.text.unicodeScalars.first?.properties.isLowercase == true
    {
      reading.beginsSentence = false
    }
    reading.layout = layout
    return reading
  }
}

/// The spans of a text that the given beginning of its translation has already.
private struct GivenSpans {
  let text: SpannedText
  let spans: [TextSpan]
  let prefix: String
  /// Their places among the spans of the text, and they themselves in the beginning.
  private(set) var places: Set<Int> = []
  private(set) var spansOfPrefix: [TextSpan] = []

  init(_ text: SpannedText, _ spans: [TextSpan], _ prefix: String) {
    self.text = text
    self.spans = spans
    self.prefix = prefix
  }

  mutating func find() {
    if prefix.isEmpty { return }
    for span in SpanFinder.spans(in: prefix) {
      let own = prefix.text(span.range)
      let place = spans.indices.first { !places.contains($0) && text.text.text(spans[$0].range) == own }
      guard let place else { continue }
      places.insert(place)
      spansOfPrefix.append(span)
    }
  }
}
