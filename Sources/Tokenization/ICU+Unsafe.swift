import CICU

// All calls of ICU.

extension Normalizer {
  /// The version of ICU, as "72.1".
  package static var libraryVersion: String { unsafe String(cString: ci_version()) }

  /// Writes the canonical composition (NFC) of valid UTF-8 to a buffer of at least three times its length.
  ///
  /// Returns the length of the result; nil if the text is in NFC already or if ICU fails.
  static func compose(_ text: Span<UInt8>, into buffer: inout [UInt8]) -> Int? {
    var status: Int32 = 0
    let count = unsafe text.withUnsafeBufferPointer { text in
      unsafe ci_compose(
        text.baseAddress, Int64(text.count), &buffer, Int64(buffer.count), &status)
    }
    return count < 0 ? nil : Int(count)
  }
}

/// ICU's rules of a language for the boundaries of words or of sentences.
///
/// @unchecked Sendable: one thread at a time may use ICU's handle, and the handle has one owner at a time.
@safe struct BoundaryRules: ~Copyable, @unchecked Sendable {
  private let handle: OpaquePointer

  /// Opens the rules for words.
  init(wordsOf locale: String) throws(TokenizerError) {
    var status: Int32 = 0
    guard let handle = unsafe ci_word_breaker_open(locale, &status) else {
      throw .unusableLocale(locale, reason: unsafe String(cString: ci_status_name(status)))
    }
    unsafe self.handle = handle
  }

  /// Opens the rules for sentences.
  init(sentencesOf locale: String) throws(TokenizerError) {
    var status: Int32 = 0
    guard let handle = unsafe ci_sentence_breaker_open(locale, &status) else {
      throw .unusableLocale(locale, reason: unsafe String(cString: ci_status_name(status)))
    }
    unsafe self.handle = handle
  }

  deinit { unsafe ci_breaker_close(handle) }

  /// Calls `body` with each boundary in `text`, which must be valid UTF-8, until `body` returns false.
  ///
  /// Boundaries are byte offsets; after the last one comes -1. There are none if ICU fails.
  func forEachBoundary(of text: Span<UInt8>, _ body: (Int) -> Bool) {
    unsafe text.withUnsafeBufferPointer { text in
      // ICU reads the text until the last boundary, so all calls are inside this closure.
      let status = unsafe ci_breaker_set_text(handle, text.baseAddress, Int64(text.count))
      if ci_is_failure(status) { return }
      while unsafe body(Int(ci_breaker_next(handle))) {}
    }
  }
}

/// ICU's rules of a language for small letters and capitals.
///
/// @unchecked Sendable: one thread at a time may use ICU's handle, and the handle has one owner at a time.
@safe struct CaseRules: ~Copyable, @unchecked Sendable {
  /// What a word is mapped to.
  enum Mapping: Int32 {
    case smallLetters
    case capitals
    /// The first character in title case, the others as they are.
    case capitalised
  }

  private let handle: OpaquePointer

  init(locale: String) throws(TokenizerError) {
    try BoundaryRules.checkIdentifier(locale)
    var status: Int32 = 0
    guard let handle = unsafe ci_case_map_open(locale, &status) else {
      throw .unusableLocale(locale, reason: unsafe String(cString: ci_status_name(status)))
    }
    unsafe self.handle = handle
  }

  deinit { unsafe ci_case_map_close(handle) }

  /// The mapped word, which must be valid UTF-8; nil if ICU fails.
  func map(_ word: [UInt8], _ mapping: Mapping) -> [UInt8]? {
    // In UTF-8 no case mapping makes a text more than three times as long.
    guard word.count < 1 << 28 else { return nil }
    var result = [UInt8](repeating: 0, count: 3 * word.count)
    var status: Int32 = 0
    let count = unsafe ci_map_case(
      handle, mapping.rawValue, word, Int32(word.count), &result, Int32(result.count), &status)
    return count < 0 ? nil : Array(result[..<Int(count)])
  }
}
