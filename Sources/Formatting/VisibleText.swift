extension String {
  /// The text with characters that control a terminal written out, and cut in its middle if it is long.
  ///
  /// All text that comes from files or from the command line is shown like this: control characters (C0 except TAB, DEL
  /// and C1), line separators and marks of direction become `\u{1b}`.
  ///
  /// - Parameter limit: the most characters to show, written out.
  /// - Returns: the text on one line.
  package func visible(most limit: Int = 4_000) -> String {
    let isPlain = utf8.count <= limit && utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 }
    if isPlain { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar != "\t", scalar.controlsTerminal {
        text.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        text.append(scalar)
      }
    }
    guard text.count > limit else { return String(text) }
    return String(text.prefix(limit / 2)) + " … " + String(text.suffix(limit / 2))
  }
}

extension Unicode.Scalar {
  /// Whether a character may move the cursor, change colours or reorder what is on the line.
  var controlsTerminal: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
