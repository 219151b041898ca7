extension [UInt8] {
  /// The character of UTF-8 text that begins at a place; nil at its end.
  package func scalar(at place: Int) -> Unicode.Scalar? {
    guard place < count else { return nil }
    return String(decoding: self[place...].prefix(4), as: UTF8.self).unicodeScalars.first
  }

  /// The character of UTF-8 text that ends before a place; nil at its beginning.
  package func scalar(before place: Int) -> Unicode.Scalar? {
    guard place > 0 else { return nil }
    var start = place - 1
    while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(at: start)
  }
}

extension Span<UInt8> {
  /// The character of valid UTF-8 that begins at a place.
  package func scalar(at place: Int) -> Unicode.Scalar {
    let first = UInt32(self[place])
    func next(_ offset: Int) -> UInt32 { UInt32(self[place + offset] & 0x3F) }
    let value =
      switch first {
      case ..<0x80: first
      case ..<0xE0: (first & 0x1F) << 6 | next(1)
      case ..<0xF0: (first & 0x0F) << 12 | next(1) << 6 | next(2)
      default: (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)
      }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}

extension Unicode.Scalar {
  /// Whether it is a letter or digit.
  package var isOfWord: Bool { properties.isAlphabetic || properties.numericType != nil }
}

extension String {
  /// Where a word, or several, first stands in the text as a whole and outside the ranges that are taken.
  package func place(
    ofWords words: String, where isFree: (Range<Int>) -> Bool
  ) -> Range<Int>? {
    let (bytes, pattern) = (Array(utf8), Array(words.utf8))
    guard let first = pattern.first, bytes.count >= pattern.count else { return nil }
    for start in 0...bytes.count - pattern.count
    where bytes[start] == first && bytes[start...].starts(with: pattern) {
      let range = start..<start + pattern.count
      if isFree(range), bytes.scalar(before: start)?.isOfWord != true,
        bytes.scalar(at: range.upperBound)?.isOfWord != true
      {
        return range
      }
    }
    return nil
  }
}
