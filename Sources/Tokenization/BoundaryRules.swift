extension BoundaryRules {
  /// Replaces `ends` by the ends of the words or sentences of `text`, which must be valid UTF-8.
  ///
  /// The ends are ascending byte offsets; the last one is the text's length.
  func find(_ ends: inout [Int], of text: Span<UInt8>) {
    ends.removeAll(keepingCapacity: true)
    var last = 0
    forEachBoundary(of: text) { end in
      guard last < end, end <= text.count else { return false }
      ends.append(end)
      last = end
      return end < text.count
    }
    // If ICU fails (out of memory), the rest becomes one word or sentence, so that no text is lost.
    if last < text.count { ends.append(text.count) }
  }

  /// Throws if a text does not have the form of a locale's identifier.
  static func checkIdentifier(_ locale: String) throws(TokenizerError) {
    guard isIdentifier(locale) else {
      throw .unusableLocale(locale, reason: "not a locale identifier")
    }
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
