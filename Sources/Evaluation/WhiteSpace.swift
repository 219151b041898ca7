// The field's scores rest on where Python's `str.split` and `str.rstrip` see white space, which is
// neither Unicode's White_Space property nor Swift's `isWhitespace`: it adds U+001C...U+001F.

extension Unicode.Scalar {
  /// Whether Python's `str.isspace` holds.
  var isPythonSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0: true
    case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}

/// The words of a text: runs of scalars that are no white space.
func wordRanges(in text: [Unicode.Scalar]) -> [Range<Int>] {
  var ranges: [Range<Int>] = []
  var start: Int?
  for (index, scalar) in text.enumerated() {
    if scalar.isPythonSpace {
      if let begin = start { ranges.append(begin..<index) }
      start = nil
    } else if start == nil {
      start = index
    }
  }
  if let begin = start { ranges.append(begin..<text.count) }
  return ranges
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
    guard let last = unicodeScalars.last, last.isPythonSpace else { return self }
    let end = unicodeScalars.lastIndex { !$0.isPythonSpace }
    guard let end else { return "" }
    return String(unicodeScalars[...end])
  }
}
