// The field's scores rest on where Python's `str.split` and `str.rstrip` see white space, which is
// neither Unicode's White_Space property nor Swift's `isWhitespace`: it adds U+001C...U+001F.

extension Unicode.Scalar {
  /// Whether Python's `str.isspace` holds.
  var isPythonSpace: Bool {
    // Most text is told apart by this one comparison.
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

  /// Without any white space.
  func removingWhiteSpace() -> [Unicode.Scalar] {
    filter { !$0.isPythonSpace }
  }
}

extension String {
  /// Without white space at the end, as Python's `str.rstrip` sees it.
  package func trimmingEnd() -> String {
    // Most lines end in a letter or mark of ASCII.
    if let last = utf8.last, 0x20 < last, last < 0x80 { return self }
    guard let last = unicodeScalars.last, last.isPythonSpace else { return self }
    let end = unicodeScalars.lastIndex { !$0.isPythonSpace }
    guard let end else { return "" }
    return String(unicodeScalars[...end])
  }
}
