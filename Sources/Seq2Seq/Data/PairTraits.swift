internal import Evaluation
internal import Platform
internal import Tokenization

/// What tells whether a side of a pair is like the same side of other pairs.
struct SideTraits: Hashable, Sendable {
  /// Characters other than white space.
  private(set) var characters = 0
  /// Words with a letter; in scripts without spaces, two letters count as one.
  private(set) var words = 0
  /// The script of most letters; nil if there is no letter.
  private(set) var script: Script?
  /// Whether there are three tags or entities or more, and either they are half of the text or there is one for every
  /// three words; or whether there is nothing else.
  let isMarkup: Bool

  init(_ text: String) {
    isMarkup = Self.isMarkup(text)
    measure(text)
  }

  private mutating func measure(_ text: String) {
    var (latin, spaceless) = (0, 0)
    var others: [UInt8: Int] = [:]
    var isInWord = false
    for scalar in text.unicodeScalars {
      if scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace {
        isInWord = false
        continue
      }
      characters += 1
      guard let letter = Script(of: scalar) else { continue }
      if !isInWord {
        words += 1
        isInWord = true
      }
      if letter == .latin {
        latin += 1
      } else {
        others[letter.number, default: 0] += 1
        if SpacelessScripts.isSpaceless(scalar) { spaceless += 1 }
      }
    }
    words = max(words, spaceless / 2)
    // The smaller number of two as frequent ones, because a dictionary's order differs from run to run.
    let other = others.max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let other, other.value > latin {
      script = Script(number: other.key)
    } else if latin > 0 {
      script = .latin
    }
  }

  private static func isMarkup(_ text: String) -> Bool {
    guard let markup = MarkupCount(text) else { return false }
    let words = markup.text.split { $0 <= 0x20 }.count
    if words == 0 { return true }
    return markup.marks >= 3
      && (markup.marks * 3 >= words || markup.bytes * 2 >= text.utf8.count)
  }
}

/// What tells whether a pair is noise.
struct PairTraits: Hashable, Sendable {
  let source: SideTraits
  let target: SideTraits
  /// Whether both sides have the same letters and digits, at least one letter.
  let isCopy: Bool
  /// A 64-bit hash of both sides without ASCII spaces, the same on every machine.
  let fingerprint: UInt64

  init(_ pair: SentencePair) {
    source = SideTraits(pair.source)
    target = SideTraits(pair.target)
    isCopy = source.words > 0 && Self.areEqual(pair.source, pair.target)
    fingerprint = Self.fingerprint(pair)
  }

  /// Whether two texts are equal but for case, punctuation and spaces.
  private static func areEqual(_ first: String, _ second: String) -> Bool {
    first.unicodeScalars.lazy.compactMap(folded)
      .elementsEqual(second.unicodeScalars.lazy.compactMap(folded))
  }

  /// A letter or digit in small letters; nil for anything else.
  private static func folded(_ scalar: Unicode.Scalar) -> UInt32? {
    if scalar.isASCII {
      let value = scalar.value
      if (0x61...0x7A).contains(value | 0x20) { return value | 0x20 }
      return (0x30...0x39).contains(value) ? value : nil
    }
    let properties = scalar.properties
    guard properties.isAlphabetic || properties.numericType != nil else { return nil }
    return properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar.value
  }

  private static func fingerprint(_ pair: SentencePair) -> UInt64 {
    var hash = ByteHash()
    for byte in pair.source.utf8 where byte > 0x20 { hash.add(byte) }
    // Between the sides stands a byte that no UTF-8 has.
    hash.add(0xFF)
    for byte in pair.target.utf8 where byte > 0x20 { hash.add(byte) }
    return SeededGenerator.mix(hash.value)
  }
}
