import Platform

/// Finds sentence boundaries by the rules of a language (Unicode's UAX #29, as implemented by ICU).
///
/// Common abbreviations do not end a sentence. White space belongs to the sentence before it. Where ICU's rules and
/// people's habits differ, ``SentenceRepairs`` decides.
struct SentenceBreaker: ~Copyable, Sendable {
  private let rules: BoundaryRules
  private let abbreviations: Abbreviations
  private var bytes: [UInt8] = []

  /// Opens the rules of a locale.
  ///
  /// Throws ``TokenizerError/unusableLocale(_:reason:)`` if `locale` is not an identifier or if ICU's data are missing.
  init(locale: String) throws(TokenizerError) {
    try BoundaryRules.checkIdentifier(locale)
    rules = try BoundaryRules(sentencesOf: locale)
    abbreviations = Abbreviations(locale: locale)
  }

  /// The sentences of a line, in order, as ranges of its UTF-8; together they are the whole line.
  ///
  /// No sentence ends within a span.
  mutating func sentences(of given: String, _ spans: [TextSpan] = []) -> [Range<Int>] {
    let line = SpanFinder.masked(given, spans)
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: line.utf8)
    spellOutEllipses()
    var ends: [Int] = []
    rules.find(&ends, of: bytes.span)
    let uncased = UncasedSentences.ends(of: SpanFinder.masked(given, spans, letter: "x"))
    if !uncased.isEmpty { ends = Set(ends + uncased).sorted() }
    if ends.count > 1 {
      let repairs = SentenceRepairs(line: line, abbreviations: abbreviations)
      ends = repairs.repaired(ends)
    }
    return zip([0] + ends, ends).map { $0..<$1 }
  }

  /// Replaces "…" by "...", which has as many bytes: Unicode's rules know only the latter as an end.
  private mutating func spellOutEllipses() {
    for index in bytes.indices.dropLast(2)
    where bytes[index] == 0xE2 && bytes[index + 1] == 0x80 && bytes[index + 2] == 0xA6 {
      for offset in 0..<3 { bytes[index + offset] = UInt8(ascii: ".") }
    }
  }
}
