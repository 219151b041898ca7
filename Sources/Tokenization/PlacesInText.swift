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
