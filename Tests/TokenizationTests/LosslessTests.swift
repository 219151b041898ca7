import TestSupport
import Testing

@testable import Tokenization

/// For every line, `decode(encode(line)) == normalize(line)`, byte for byte.
struct LosslessTests {
  private func check(_ tokenizer: Tokenizer, _ line: String) {
    let ids = tokenizer.encode(line)
    let decoded = tokenizer.decode(ids)
    // Printed only if it fails: some lines have 100,000 characters.
    if !sameBytes(decoded, tokenizer.normalize(line)) {
      Issue.record("\(scalars(line, limit: 40)) became \(scalars(decoded, limit: 40))")
    }
    let texts = Vocabulary.firstByte..<Int32(tokenizer.vocabularySize)
    if !ids.allSatisfy(texts.contains) {
      Issue.record("a special token in \(scalars(line, limit: 40))")
    }
  }

  /// From numbers, because Swift's literals do not accept all of these scalars.
  private static let nonCharacters: String = {
    let values: [UInt32] = [0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFF, 0x10FFFF]
    return String(String.UnicodeScalarView(values.compactMap { Unicode.Scalar($0) }))
  }()

  private static let nasty: [String] = [
    "", " ", "\t", "a", " a ", "a  \t b",
    // Emoji with joiners, modifiers, flags, keycaps, tags.
    "👩‍👩‍👧‍👦 👍🏽", "🇩🇪🇫🇷🇯", "1\u{FE0F}\u{20E3}", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "\u{200D}👩 \u{200D}", "👩\u{200D}",
    // Marks: composed, decomposed, alone, at the start, after a space, many.
    "é e\u{301}", "\u{301}", "\u{301}a", " \u{301}", "a \u{301}b", "\u{308}\u{301} \u{301}\u{308}",
    "a" + String(repeating: "\u{300}", count: 500),
    // Right to left, with marks and controls.
    "שָׁלוֹם, עולם!", "\u{202B}مرحبا\u{202C} (hi) \u{200F}؟", "لَا إِلَٰهَ",
    // Han of extension B, Japanese, Thai, Khmer, Lao, Burmese.
    "𠮷野家 𪚥", "ｶﾞがガ\u{3099}", "ภาษาไทย น้ำ", "ភាសាខ្មែរ", "ພາສາລາວ", "မြန်မာဘာသာ",
    // Spaces and line ends that are characters.
    "a\u{A0}b", "a \u{A0} b", "\u{202F}!", "Va\u{202F}!", "a\u{2028}b\u{2029}", "a\u{85}b",
    "\u{3000}a\u{3000}",
    "\u{2000}\u{2001}\u{2009}", "a\rb\u{B}c\u{C}d\ne", "\r\n",
    // Characters that tokenizers use themselves.
    "▁", "▁a ▁ a▁", "▁▁ \u{2581}", "<0x41>", "</s>", "<s> a </s> <unk>", "<0xE2><0x96><0x81>",
    "Ġa @@ ##a",
    // Unusual code points.
    "\u{E000}\u{F8FF}\u{10FFFD}", nonCharacters, "\u{FFFD}", "so\u{AD}ft \u{AD}",
    "\u{FEFF}a\u{FEFF}", "\u{200B}a\u{200B}", "\u{378}\u{E0080}", "\u{1}\u{7F}\u{80}",
    "a\u{0}b", "\u{0}", " \u{0} ",
    // Hangul in pieces, singletons, excluded compositions.
    "\u{1112}\u{1161}\u{11AB} 한", "\u{212B}\u{2126}\u{FB1D}\u{958}",
    // Numbers, addresses, code.
    "3.14 1,000 1 000 $5", "https://example.org/?q=a%20b#c", "\\n\t\"quoted\" 'x' {}[]",
  ]

  @Test(arguments: ["", "de", "fi", "ja", "th", "zh"])
  func nastyLines(locale: String) throws {
    let tokenizer = try SampleText.tokenizer(locale: locale)
    for line in Self.nasty + SampleText.all { check(tokenizer, line) }
  }

  @Test func linesOfBytesAlone() throws {
    // The vocabulary is too small for an alphabet: all but the space are bytes.
    let tokenizer = try SampleText.tokenizer(size: 260)
    #expect(tokenizer.vocabularySize == 260)
    for line in Self.nasty + SampleText.all { check(tokenizer, line) }
  }

  @Test(arguments: ["a", "ab", "é", "中", "ก", "\u{301}", "👩\u{200D}", "\u{FFFF}"])
  func longWords(unit: String) throws {
    let tokenizer = try SampleText.tokenizer()
    check(tokenizer, String(repeating: unit, count: 100_000))
  }

  /// Random scalars, half of them from all of Unicode, the others from difficult ranges.
  private func randomLine(using generator: inout SeededGenerator) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x01...0x7F, 0x20...0x20, 0x61...0x65, 0xC0...0x17F, 0x300...0x36F, 0x590...0x6FF,
      0xE00...0xEFF, 0x1100...0x11FF, 0x2000...0x206F, 0x2580...0x2582, 0x3040...0x30FF,
      0x4E00...0x4F00, 0xAC00...0xAD00, 0xFB1D...0xFB4F, 0xFE00...0xFE0F, 0x1F1E6...0x1F1FF,
      0x1F3FB...0x1F468, 0x20000...0x20100,
    ]
    var line = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      let isAnywhere = Bool.random(using: &generator)
      let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
      let value = UInt32.random(in: isAnywhere ? 0x01...0x10FFFF : range, using: &generator)
      if let scalar = Unicode.Scalar(value) { line.append(scalar) }
    }
    return String(line)
  }

  @Test func randomLines() throws {
    var generator = SeededGenerator(seed: 1)
    let tokenizers = try [SampleText.tokenizer(), SampleText.tokenizer(locale: "th", size: 300)]
    for _ in 0..<5000 {
      let line = randomLine(using: &generator)
      for tokenizer in tokenizers { check(tokenizer, line) }
    }
  }

  @Test func composedAndDecomposedTextHaveTheSameTokens() throws {
    let tokenizer = try SampleText.tokenizer()
    let composed = "B\u{E4}ckerei \u{F6}ffnet \u{D55C}"
    let decomposed = "Ba\u{308}ckerei o\u{308}ffnet \u{1112}\u{1161}\u{11AB}"
    #expect(tokenizer.encode(composed) == tokenizer.encode(decomposed))
  }

  @Test func aWordHasTheSameTokensWhereverItStands() throws {
    let tokenizer = try SampleText.tokenizer()
    let bread = tokenizer.encode("bread")
    #expect(tokenizer.encode("  bread\tbread ") == bread + bread)
    #expect(tokenizer.encode("bread.").starts(with: bread))
  }

  @Test func decodesAnything() throws {
    let tokenizer = try SampleText.tokenizer()
    let vocabulary = tokenizer.vocabulary
    let half = try #require(vocabulary.id(ofByte: 0xC3))
    let bread = tokenizer.encode("bread")
    #expect(tokenizer.decode([]) == "")
    #expect(tokenizer.decode([0, 1] + bread + [2]) == "bread")
    #expect(tokenizer.decode([half] + bread) == "\u{FFFD} bread")
    #expect(tokenizer.decode([-1, .min, .max, Int32(tokenizer.vocabularySize)] + bread) == "bread")
  }
}
