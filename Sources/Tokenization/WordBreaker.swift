import CICU

/// Finds word boundaries by the rules of a language (Unicode's UAX #29, as ICU has them).
///
/// Chinese, Japanese, Thai, Lao, Khmer and Burmese, written without spaces, are divided with ICU's
/// dictionaries. Punctuation marks are words of their own. Another version of ICU may divide rare
/// text differently; that changes which tokens a line gets, never the text they decode to.
///
/// @unchecked Sendable: ICU's handle is for one thread at a time, and it has one owner at a time.
struct WordBreaker: ~Copyable, @unchecked Sendable {
  private let handle: OpaquePointer

  /// Opens the rules of a locale; "" is root, and a language without rules of its own gets root's.
  ///
  /// Throws ``TokenizerError/unusableLocale(_:reason:)`` if `locale` is no identifier at all or ICU's
  /// data are missing.
  init(locale: String) throws(TokenizerError) {
    guard Self.isIdentifier(locale) else {
      throw .unusableLocale(locale, reason: "not a locale identifier")
    }
    var status: Int32 = 0
    guard let handle = ci_word_breaker_open(locale, &status) else {
      throw .unusableLocale(locale, reason: String(cString: ci_status_name(status)))
    }
    self.handle = handle
  }

  deinit { ci_word_breaker_close(handle) }

  /// Replaces `ends` by the offsets where the words of `text`, valid UTF-8, end: ascending, the last
  /// one the text's length.
  mutating func find(_ ends: inout [Int], of text: UnsafeBufferPointer<UInt8>) {
    ends.removeAll(keepingCapacity: true)
    let status = ci_word_breaker_set_text(handle, text.baseAddress, Int64(text.count))
    var last = 0
    while !ci_is_failure(status), last < text.count {
      let end = Int(ci_word_breaker_next(handle))
      guard last < end, end <= text.count else { break }
      ends.append(end)
      last = end
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
