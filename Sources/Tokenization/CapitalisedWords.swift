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
    let capitalised = all.filter { beginsWithCapital($0.range) }
    if capitalised.isEmpty || all.count > 3 && capitalised.count == all.count { return }
    // A single letter is an initial or a pronoun.
    words = capitalised.filter { characters(in: $0.range) > 1 }
    if !line.unicodeScalars.contains(where: \.properties.isLowercase) { words = [] }
  }

  private func beginsWithCapital(_ range: Range<Int>) -> Bool {
    let first = bytes[range.lowerBound]
    if first < 0x80 { return 0x41...0x5A ~= first }
    let text = String(decoding: bytes[range], as: UTF8.self)
    return text.unicodeScalars.first.map { $0.properties.isUppercase } ?? false
  }

  private func characters(in range: Range<Int>) -> Int {
    bytes[range].count { $0 & 0xC0 != 0x80 }
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
        hash.add(String(scalar).utf8)
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
      if isFree(range), !Self.isWord(bytes, before: start),
        !Self.isWord(bytes, at: range.upperBound)
      {
        return range
      }
    }
    return nil
  }

  private static func isWord(_ bytes: [UInt8], before place: Int) -> Bool {
    guard place > 0 else { return false }
    var start = place - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return isWord(bytes, at: start)
  }

  private static func isWord(_ bytes: [UInt8], at place: Int) -> Bool {
    guard place < bytes.count else { return false }
    let scalars = String(decoding: bytes[place...].prefix(4), as: UTF8.self).unicodeScalars
    return scalars.first.map { $0.properties.isAlphabetic || $0.properties.numericType != nil }
      ?? false
  }
}
