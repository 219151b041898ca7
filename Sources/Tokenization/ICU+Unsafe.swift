import CICU

// All that is asked of ICU.

extension Normalizer {
  /// The version of ICU, as "72.1".
  package static var libraryVersion: String { unsafe String(cString: ci_version()) }

  /// Canonical composition (NFC) of valid UTF-8 into a buffer of at least three times its length.
  ///
  /// Returns how long the result is; nil if the text is in NFC already, or ICU cannot take it.
  static func compose(_ text: Span<UInt8>, into buffer: inout [UInt8]) -> Int? {
    var status: Int32 = 0
    let count = unsafe text.withUnsafeBufferPointer { text in
      unsafe ci_compose(
        text.baseAddress, Int64(text.count), &buffer, Int64(buffer.count), &status)
    }
    return count < 0 ? nil : Int(count)
  }
}

extension WordBreaker {
  /// ICU's rules of a language, closed when they go.
  ///
  /// @unchecked Sendable: ICU's handle is for one thread at a time, and it has one owner at a time.
  @safe struct Rules: ~Copyable, @unchecked Sendable {
    private let handle: OpaquePointer

    init(locale: String) throws(TokenizerError) {
      var status: Int32 = 0
      guard let handle = unsafe ci_word_breaker_open(locale, &status) else {
        throw .unusableLocale(locale, reason: unsafe String(cString: ci_status_name(status)))
      }
      unsafe self.handle = handle
    }

    deinit { unsafe ci_word_breaker_close(handle) }

    /// Hands the boundaries of `text`, valid UTF-8, to `body` until it has had enough (false).
    ///
    /// They are byte offsets, -1 at last; there is none if ICU cannot take the text.
    func forEachBoundary(of text: Span<UInt8>, _ body: (Int) -> Bool) {
      unsafe text.withUnsafeBufferPointer { text in
        // ICU goes on reading the text while it looks for boundaries.
        let status = unsafe ci_word_breaker_set_text(handle, text.baseAddress, Int64(text.count))
        if ci_is_failure(status) { return }
        while unsafe body(Int(ci_word_breaker_next(handle))) {}
      }
    }
  }
}
