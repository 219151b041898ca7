/// Finds word boundaries by the rules of a language (Unicode's UAX #29, as implemented by ICU).
///
/// Chinese, Japanese, Thai, Lao, Khmer and Burmese, which are written without spaces, are divided with ICU's
/// dictionaries. Punctuation marks are words of their own. Another version of ICU may divide rare text differently.
/// Then a line gets other tokens, but they decode to the same text.
struct WordBreaker: ~Copyable, Sendable {
  private let rules: Rules

  /// Opens the rules of a locale; "" is the root locale, and a language without rules of its own gets those of root.
  ///
  /// Throws ``TokenizerError/unusableLocale(_:reason:)`` if `locale` is not an identifier or if ICU's data are missing.
  init(locale: String) throws(TokenizerError) {
    guard Self.isIdentifier(locale) else {
      throw .unusableLocale(locale, reason: "not a locale identifier")
    }
    rules = try Rules(locale: locale)
  }

  /// Replaces `ends` by the ends of the words of `text`, which must be valid UTF-8.
  ///
  /// The ends are ascending byte offsets; the last one is the text's length.
  mutating func find(_ ends: inout [Int], of text: Span<UInt8>) {
    ends.removeAll(keepingCapacity: true)
    var last = 0
    rules.forEachBoundary(of: text) { end in
      guard last < end, end <= text.count else { return false }
      ends.append(end)
      last = end
      return end < text.count
    }
    // If ICU fails (out of memory), the rest becomes one word, so that no text is lost.
    if last < text.count { ends.append(text.count) }
  }

  private static func isIdentifier(_ locale: String) -> Bool {
    locale.utf8.count <= 64
      && locale.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "@"), UInt8(ascii: "="), UInt8(ascii: ";"):
          true
        default: false
        }
      }
  }
}
