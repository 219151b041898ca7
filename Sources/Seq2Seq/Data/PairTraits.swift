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
    var text = text
    text.withUTF8Span { measure($0) }
  }

  private mutating func measure(_ text: Span<UInt8>) {
    var (characters, words, spaceless) = (0, 0, 0)
    var scripts = ScriptCounts()
    var isInWord = false
    let kinds = CharacterKind.ofShort
    var place = 0
    while place < text.count {
      let kind: CharacterKind
      if text[place] < 0xE0 {
        kind = kinds[Int(text.scalar(at: place).value)]
        place += text[place] < 0x80 ? 1 : 2
      } else {
        let scalar = text.scalar(at: place)
        kind = CharacterKind(scalar)
        place += UTF8.width(scalar)
        if kind.isLetter, kind != .latin, SpacelessScripts.isSpaceless(scalar) { spaceless += 1 }
      }
      if kind == .space {
        isInWord = false
        continue
      }
      characters += 1
      guard kind.isLetter else { continue }
      if !isInWord { words += 1 }
      isInWord = true
      scripts.add(kind.number)
    }
    self.characters = characters
    self.words = max(words, spaceless / 2)
    script = scripts.most.map { Script(number: $0) }
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
    hash.add(pair.source, above: 0x20)
    // Between the sides stands a byte that no UTF-8 has.
    hash.add(0xFF)
    hash.add(pair.target, above: 0x20)
    return SeededGenerator.mix(hash.value)
  }
}
