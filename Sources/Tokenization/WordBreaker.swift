/// Finds word boundaries by the rules of a language (Unicode's UAX #29, as ICU has them).
///
/// Chinese, Japanese, Thai, Lao, Khmer and Burmese, written without spaces, are divided with ICU's
/// dictionaries. Punctuation marks are words of their own. Another version of ICU may divide rare
/// text differently; that changes which tokens a line gets, never the text they decode to.
struct WordBreaker: ~Copyable, Sendable {
  private let rules: Rules

  /// Opens the rules of a locale; "" is root, and a language without rules of its own gets root's.
  ///
  /// Throws ``TokenizerError/unusableLocale(_:reason:)`` if `locale` is no identifier at all or ICU's
  /// data are missing.
  init(locale: String) throws(TokenizerError) {
    guard Self.isIdentifier(locale) else {
      throw .unusableLocale(locale, reason: "not a locale identifier")
    }
    rules = try Rules(locale: locale)
  }

  /// Replaces `ends` by the offsets where the words of `text`, valid UTF-8, end: ascending, the last
  /// one the text's length.
  mutating func find(_ ends: inout [Int], of text: Span<UInt8>) {
    ends.removeAll(keepingCapacity: true)
    var last = 0
    rules.forEachBoundary(of: text) { end in
      guard last < end, end <= text.count else { return false }
      ends.append(end)
      last = end
      return end < text.count
    }
    // Where ICU gives up (out of memory), the rest is one word: no text is ever lost.
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
