/// Finds word boundaries by the rules of a language (Unicode's UAX #29, as implemented by ICU).
///
/// Chinese, Japanese, Thai, Lao, Khmer and Burmese, which are written without spaces, are divided with ICU's
/// dictionaries. Punctuation marks are words of their own. Another version of ICU may divide rare text differently.
/// Then a line gets other tokens, but they decode to the same text.
struct WordBreaker: ~Copyable, Sendable {
  private let rules: BoundaryRules

  /// Opens the rules of a locale; "" is the root locale, and a language without rules of its own gets those of root.
  ///
  /// Throws ``TokenizerError/unusableLocale(_:reason:)`` if `locale` is not an identifier or if ICU's data are missing.
  init(locale: String) throws(TokenizerError) {
    try BoundaryRules.checkIdentifier(locale)
    rules = try BoundaryRules(wordsOf: locale)
  }

  /// Replaces `ends` by the ends of the words of `text`, which must be valid UTF-8.
  ///
  /// The ends are ascending byte offsets; the last one is the text's length.
  mutating func find(_ ends: inout [Int], of text: Span<UInt8>) { rules.find(&ends, of: text) }
}
