internal import Tokenization

/// Reads parts that have spans, in the ways that a model can translate them.
///
/// A span becomes a mark, if training has shown the model marks for spans of its class, or it is taken out and put back
/// into the translation. Numbers may also stay as they are, because models know how to translate some of them.
struct SpanReader: Sendable {
  let source: Tokenizer
  let forms: CharacterForms
  let target: Tokenizer
  let spanForms: SpanForms?
  private let speller: TermSpeller
  private let shortlist: Shortlist?
  /// Whether a text without a mark at its end gets a full stop, because the model knows no such sentences.
  private let endsSentences: Bool

  init(
    source: Tokenizer, forms: CharacterForms, target: Tokenizer, spanForms: SpanForms?,
    shortlist: Shortlist? = nil, endsSentences: Bool = false
  ) {
    self.shortlist = shortlist
    self.endsSentences = endsSentences
    self.source = source
    self.forms = forms
    self.target = target
    self.spanForms = spanForms
    speller = TermSpeller(target)
  }

  /// No model translates more numbers than these in a sentence.
  private static let mostNumbers = 50

  /// A line as people write it: it has no marks of spans.
  func withoutMarks(_ line: String) -> String {
    spanForms == nil ? line : Mark.removed(from: line) { Mark.spans.contains($0.number) }
  }

  /// The readings of a text; `prefix` is what its translation must begin with.
  ///
  /// A text without spans has one. Otherwise there are up to three: with numbers as they are, with marks for as many
  /// spans as possible, and the last one without spans but names. With terms there are as many for each way to use these.
  func readings(
    of text: SpannedText, prefix: String, maximumTokens: Int
  ) -> [DividedLine.Reading] {
    guard maximumTokens > 0 else { return [] }
    if !text.terms.isEmpty { return readingsWithTerms(of: text, prefix, maximumTokens) }
    return readings(of: text, GivenSpans(text, prefix), maximumTokens)
  }

  private func readingsWithTerms(
    of text: SpannedText, _ prefix: String, _ maximumTokens: Int
  ) -> [DividedLine.Reading] {
    let plain = text.withoutTerms
    let own = readings(of: plain, GivenSpans(plain, prefix), maximumTokens)
    // What the beginning that is given says need not be said again.
    let given = WantedTerms(terms: text.terms).places(in: prefix)
    let owed = text.terms.indices.filter { index in !given.contains { $0.term == index } }
      .map { text.terms[$0] }
    var said = own
    for index in said.indices {
      // A translation in capitals is said in small letters.
      let targets = owed.map { said[index].isInCapitals ? $0.entry.target : $0.target }
      said[index].termUse = .said
      let tokens = said[index].tokens
      said[index].phrases = speller.phrases(
        targets, replaced: owed.map { usualTokens(text.text.text($0.range), in: tokens) })
    }
    let (replaced, map) = text.withTargets(isInPlace: false)
    var placed = readings(
      of: replaced, GivenSpans(replaced, prefix, terms: given.map(\.range)), maximumTokens)
    for index in placed.indices {
      placed[index].termUse = .placed
      placed[index].layout?.sourceMap = map
    }
    return own + said.filter { $0.phrases != nil } + placed
  }

  /// The tokens that a model would likely say for a term: they begin words, and are likely for no other token.
  private func usualTokens(_ term: String, in sentence: [Int32]) -> [Int32] {
    guard let shortlist else { return [] }
    let own = Set(source.read(forms.apply(to: term)).ids)
    let others = Set(Set(sentence).subtracting(own).flatMap { shortlist.likeliest(1, for: $0) })
    return Set(own.flatMap { shortlist.likeliest(2, for: $0) }).subtracting(others)
      .filter(speller.beginsWord).sorted()
  }

  private func readings(
    of text: SpannedText, _ given: GivenSpans, _ maximumTokens: Int
  ) -> [DividedLine.Reading] {
    if text.spans.isEmpty {
      return SentenceEnd.readings(of: text.text, addsMark: endsSentences).compactMap { end in
        var reading = reading(text.text, end, maximumTokens)
        if !given.prefix.isEmpty { begin(&reading, with: given.prefix, maximumTokens) }
        return reading.tokens.isEmpty ? nil : reading
      }
    }
    let marks = marks(for: text.spans)
    var treatments: [SpanTreatment] = []
    if 1...Self.mostNumbers ~= text.spans.count(where: \.kind.isNumeric) {
      treatments.append(
        SpanTreatment(
          marks: zip(text.spans, marks).map { $0.kind.isNumeric ? nil : $1 }, keepsNumbers: true))
    }
    if marks.contains(where: { $0 != nil }) { treatments.append(SpanTreatment(marks: marks)) }
    // Names without a mark stay, so they need no reading of their own.
    if text.spans.contains(where: { $0.kind != .properName }) {
      treatments.append(
        SpanTreatment(marks: zip(text.spans, marks).map { $0.kind == .properName ? $1 : nil }))
    } else if treatments.isEmpty {
      treatments.append(SpanTreatment(marks: marks))
    }
    return treatments.map { reading(of: text, $0, given, maximumTokens) }
      .filter { !$0.tokens.isEmpty }
  }

  /// The marks of spans; nil where training has shown none, or the sentence has more spans than there are marks.
  private func marks(for spans: [TextSpan]) -> [Mark?] {
    guard let spanForms else { return spans.map { _ in nil } }
    var rest = Dictionary(uniqueKeysWithValues: spanForms.classes.map { ($0, $0.marks[...]) })
    return spans.map { rest[SpanClass($0.kind)]?.popFirst() }
  }

  /// The number of tokens of a text as it is first read.
  func tokenCount(of text: SpannedText) -> Int {
    readings(of: text.withoutTerms, prefix: "", maximumTokens: .max).map(\.tokens.count).max() ?? 0
  }

  private func reading(
    _ text: String, _ end: SentenceEnd.Added, _ maximumTokens: Int
  ) -> DividedLine.Reading {
    let (ids, isInCapitals) = source.read(forms.apply(to: text + end.rawValue))
    var reading = DividedLine.Reading()
    if ids.count <= maximumTokens { reading.addedEnd = end }
    reading.tokens = Array(ids.prefix(maximumTokens))
    reading.wasCut = ids.count > maximumTokens
    reading.isInCapitals = isInCapitals
    return reading
  }

  /// Says what a translation begins with, which also says how it looks.
  private func begin(
    _ reading: inout DividedLine.Reading, with prefix: String, _ maximumTokens: Int
  ) {
    reading.prefix = Array(target.encode(prefix).prefix(maximumTokens))
    if prefix.uppercased() != prefix { reading.isInCapitals = false }
  }

  private func reading(
    of text: SpannedText, _ treatment: SpanTreatment, _ given: GivenSpans, _ maximumTokens: Int
  ) -> DividedLine.Reading {
    let marked = MarkedSpans(
      text.text, text.spans, marks: treatment.marks, numbers: spanForms?.numbers)
    var layout = SpanRemover.layout(
      of: marked.text, without: treatment.removed(of: marked),
      given: given.removedPlaces(treatment, text.spans))
    if let numbers = spanForms?.numbers {
      for index in layout.units.indices {
        layout.units[index].text = numbers.applied(in: layout.units[index].text)
      }
    }
    if !marked.marks.isEmpty { layout.marked = marked }
    if treatment.keepsNumbers {
      layout.numbers = text.spans.filter(\.kind.isNumeric).map {
        NumberText(text.text.text($0.range), $0.kind)
      }
    }
    let end = SentenceEnd.readings(of: layout.text, addsMark: endsSentences)[0]
    var reading = reading(layout.text, end, maximumTokens)
    if !given.prefix.isEmpty {
      begin(&reading, with: given.read(treatment), maximumTokens)
      layout.prefix = (target.normalize(given.prefix), target.decode(reading.prefix))
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

extension Shortlist {
  /// The likeliest translations of a token, at most `count`.
  fileprivate func likeliest(_ count: Int, for token: Int32) -> [Int32] {
    let first = Int(token) * Self.width
    guard token >= 0, first + count <= translations.count else { return [] }
    return translations[first..<first + count].filter { $0 >= 0 }
  }
}
