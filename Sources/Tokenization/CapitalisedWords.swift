import Platform

/// The words of a line that begin with a capital, as far as that may tell that they are names.
///
/// It tells nothing in a line without small letters, nor if more than three words all have capitals, as in a heading.
struct CapitalisedWords {
  private(set) var words: [CasedWords.Word] = []
  /// The words of the line, whatever their case.
  let all: [CasedWords.Word]
  private let bytes: [UInt8]

  init(of line: String) {
    bytes = Array(line.utf8)
    all = CasedWords(of: line).words
    for word in all where beginsWithCapital(word.range) { words.append(word) }
    if words.isEmpty { return }
    let isHeading = all.count > 3 && words.count == all.count
    if isHeading || !line.unicodeScalars.contains(where: Self.isSmall) {
      words = []
    } else {
      // A single letter is an initial or a pronoun.
      words = words.filter { !isOneCharacter($0.range) }
    }
  }

  private func beginsWithCapital(_ range: Range<Int>) -> Bool {
    let first = bytes[range.lowerBound]
    if first < 0x80 { return 0x41...0x5A ~= first }
    return bytes.span.scalar(at: range.lowerBound).properties.isUppercase
  }

  private static func isSmall(_ scalar: Unicode.Scalar) -> Bool {
    0x61...0x7A ~= scalar.value || !scalar.isASCII && scalar.properties.isLowercase
  }

  private func isOneCharacter(_ range: Range<Int>) -> Bool {
    range.count == BytePairEncoding.length(ofCharacterStartingWith: bytes[range.lowerBound])
  }

  /// The hash of a word in small letters.
  func key(of word: CasedWords.Word) -> UInt32 {
    let text = bytes[word.range]
    var hash = ByteHash()
    if text.allSatisfy({ $0 < 0x80 }) {
      for byte in text { hash.add(0x41...0x5A ~= byte ? byte | 0x20 : byte) }
    } else {
      let scalars = String(decoding: text, as: UTF8.self).lowercased().unicodeScalars
      for scalar in scalars where scalar.properties.generalCategory != .format {
        for byte in String(scalar).utf8 { hash.add(byte) }
      }
    }
    return UInt32(truncatingIfNeeded: hash.value ^ hash.value >> 32)
  }

  /// Whether only a space or a hyphen stands between two words.
  func areTogether(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    right.lowerBound == left.upperBound + 1
      && [UInt8(ascii: " "), UInt8(ascii: "-")].contains(bytes[left.upperBound])
  }
}
