/// Finds sentences in lines that are written without any capital letter.
///
/// For Unicode's rules, a full stop before a small letter ends no sentence.
enum UncasedSentences {
  /// The ends that Unicode's rules do not see, as ascending offsets in the UTF-8 of the line.
  ///
  /// They are after a word of several letters with one full stop, and the white space after it. There are none if the
  /// line has a capital.
  static func ends(of line: String) -> [Int] {
    guard line.utf8.contains(UInt8(ascii: ".")) else { return [] }
    var ends: [Int] = []
    var word = Word()
    var isAfterStop = false
    var offset = 0
    for scalar in line.unicodeScalars {
      if scalar.properties.isUppercase { return [] }
      if scalar.properties.isWhitespace {
        isAfterStop = isAfterStop || word.isLast
        word = Word()
      } else if !InvisibleCharacter.contains(scalar) {
        if isAfterStop && scalar.properties.isLowercase { ends.append(offset) }
        isAfterStop = false
        word.add(scalar)
      }
      offset += UTF8.width(scalar)
    }
    return ends
  }

  /// What was read of a word.
  private struct Word {
    private var letters = 0
    private var stops = 0
    private var isStopped = false

    /// Whether this may be the last word of a sentence.
    var isLast: Bool { isStopped && letters > 1 && stops == 1 }

    mutating func add(_ scalar: Unicode.Scalar) {
      if scalar == "." {
        stops += 1
        isStopped = true
      } else if scalar.properties.isAlphabetic {
        letters += 1
        isStopped = false
      }
    }
  }
}
