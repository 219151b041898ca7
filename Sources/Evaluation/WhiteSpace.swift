// Scores depend on what Python's `str.split` and `str.rstrip` treat as white space. Unlike Unicode's
// White_Space property and Swift's `isWhitespace`, that includes U+001C...U+001F.

extension Unicode.Scalar {
  /// Whether Python's `str.isspace` holds.
  var isPythonSpace: Bool {
    // Decides for most text in one comparison.
    if 0x20 < value, value < 0x85 { return false }
    return switch value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0: true
    case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}

extension [Unicode.Scalar] {
  /// Removes white space at the end.
  mutating func trimEnd() {
    while let scalar = last, scalar.isPythonSpace { removeLast() }
  }

  /// Removes all white space.
  func removingWhiteSpace() -> [Unicode.Scalar] {
    filter { !$0.isPythonSpace }
  }
}

extension String {
  /// Removes white space at the end, like Python's `str.rstrip`.
  package func trimmingEnd() -> String {
    // Most lines end in an ASCII letter or punctuation mark.
    if let last = utf8.last, 0x20 < last, last < 0x80 { return self }
    guard let last = unicodeScalars.last, last.isPythonSpace else { return self }
    let end = unicodeScalars.lastIndex { !$0.isPythonSpace }
    guard let end else { return "" }
    return String(unicodeScalars[...end])
  }
}
