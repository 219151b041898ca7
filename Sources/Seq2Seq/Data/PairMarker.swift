internal import Platform
package import Tokenization

/// Writes marks into both sides of pairs, in place of the spans that are on both.
///
/// Half of the pairs, by their sources, keep their numbers as digits, so that a model also learns what it can tell from
/// them, such as that 1 is singular. Which of a class's marks come first differs from pair to pair, so that all are learned.
package struct PairMarker: Sendable, Equatable {
  package let forms: SpanForms

  package init(_ forms: SpanForms) { self.forms = forms }

  /// Both sides of a pair, with the same marks.
  func marked(_ source: String, _ target: String) -> (source: MarkedSpans, target: MarkedSpans) {
    let (source, target) = (Self.withoutMarks(source), Self.withoutMarks(target))
    let hash = ByteHash.value(of: source)
    let links = links(source, target, hash)
    return marked(source, target, links, hash)
  }

  private static func withoutMarks(_ text: String) -> String {
    Mark.removed(from: text) { Mark.spans.contains($0.number) }
  }

  private func links(_ source: String, _ target: String, _ hash: UInt64) -> SpanLinks {
    var counts = NumberCounts()
    var links = SpanLinks(source, target, &counts)
    // Too few names are unknown to learn from them alone.
    if let names = forms.names {
      links.addNames(names, findsKnown: hash >> 48 & 3 == 0, source, target)
    }
    return links
  }

  private func marked(
    _ source: String, _ target: String, _ links: SpanLinks, _ hash: UInt64
  ) -> (source: MarkedSpans, target: MarkedSpans) {
    var used: [SpanClass: Int] = [:]
    var marks: [Mark?] = []
    for link in links.spans {
      let kind = SpanClass(link.source.kind)
      let own = kind.marks
      let isLeft = kind == .number && hash >> 32 & 1 == 0
      let place = used[kind, default: 0]
      guard forms.classes.contains(kind), !isLeft, place < own.count, link.target != nil else {
        marks.append(nil)
        continue
      }
      used[kind] = place + 1
      marks.append(own[(Int(hash >> 40 & 0xFF) + place) % own.count])
    }
    let targets = zip(links.spans, marks).compactMap { link, mark in
      link.target.map { (span: $0, mark: mark) }
    }.sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
    return (
      MarkedSpans(source, links.spans.map(\.source), marks: marks),
      MarkedSpans(target, targets.map(\.span), marks: targets.map(\.mark))
    )
  }

  /// A pair with marks.
  func text(of pair: SentencePair) -> SentencePair {
    var result = pair
    (result.source, result.target) = (
      Self.withoutMarks(pair.source), Self.withoutMarks(pair.target)
    )
    let hash = ByteHash.value(of: result.source)
    let links = links(result.source, result.target, hash)
    // Most pairs have no spans.
    if links.spans.isEmpty { return result }
    let marked = marked(result.source, result.target, links, hash)
    (result.source, result.target) = (marked.source.text, marked.target.text)
    return result
  }

  /// A translation of a pair's source, with spans in place of the marks.
  func restored(_ translation: String, from pair: SentencePair) -> String {
    guard translation.contains(byte: 0xEF) else { return translation }
    return marked(pair.source, pair.target).target.restored(translation)
  }
}

/// The spans of a source, and where they are in its translation.
private struct SpanLinks {
  /// The source's spans in order, each with its place in the target, if it has one there.
  private(set) var spans: [(source: TextSpan, target: TextSpan?)] = []

  init(_ source: String, _ target: String, _ counts: inout NumberCounts) {
    let found = SpanFinder.spans(in: source)
    if found.isEmpty { return }
    var rest = SpanFinder.spans(in: target)
    var taken: [Range<Int>] = []
    func isTaken(_ range: Range<Int>) -> Bool { taken.contains { $0.overlaps(range) } }
    for span in found {
      let text = source.text(span.range)
      var match: TextSpan?
      if let place = rest.firstIndex(where: {
        target.text($0.range).utf8.elementsEqual(text.utf8) && !isTaken($0.range)
      }) {
        match = rest.remove(at: place)
        if span.kind == .number { counts.addUnchanged(text) }
      } else if span.kind == .number, let range = counts.find(text, in: target, isTaken: isTaken) {
        match = TextSpan(range, .number)
      }
      if let match { taken.append(match.range) }
      spans.append((span, match))
    }
  }

  /// Adds the names that are on both sides.
  mutating func addNames(
    _ finder: NameFinder, findsKnown: Bool, _ source: String, _ target: String
  ) {
    let found = finder.names(
      in: source, beside: spans.map(\.source.range), findsKnown: findsKnown)
    if found.isEmpty { return }
    var taken = spans.compactMap { $0.target?.range }
    for range in found {
      let place = target.place(ofWords: source.text(range)) { range in
        !taken.contains { $0.overlaps(range) }
      }
      guard let place else { continue }
      taken.append(place)
      spans.append((TextSpan(range, .properName), TextSpan(place, .properName)))
    }
    spans.sort { $0.source.range.lowerBound < $1.source.range.lowerBound }
  }
}

/// Counts the spans that are on both sides of pairs, to learn ``SpanForms``.
struct PairSpanCounts {
  private var pairs: [SpanClass: Int] = [:]
  private var numbers = NumberCounts()
  private var names = NameCounts()
  private var total = 0
  /// A class of which fewer pairs have spans gets no marks; nor does one that is rarer than this share.
  private static let least = (pairs: 10, share: 0.0005)

  mutating func add(_ pair: SentencePair) {
    total += 1
    names.add(pair.source, pair.target)
    let links = SpanLinks(pair.source, pair.target, &numbers)
    for kind in Set(links.spans.filter { $0.target != nil }.map { SpanClass($0.source.kind) }) {
      pairs[kind, default: 0] += 1
    }
  }

  /// What becomes marks; nil if there is too little of it.
  var forms: SpanForms? {
    let finder = names.finder
    var classes = Set(
      pairs.filter {
        $0.value >= Self.least.pairs && Double($0.value) >= Self.least.share * Double(total)
      }.keys)
    if finder != nil { classes.insert(.name) }
    return classes.isEmpty
      ? nil : SpanForms(classes: classes, numbers: numbers.forms, names: finder)
  }
}
