import Testing

@testable import Tokenization

struct NormalizerTests {
  @Test(arguments: [
    ("", ""),
    (" \t ", ""),
    ("a", "a"),
    ("  a \t b\t", "a b"),
    ("a\tb", "a b"),
    // NFC: composed, Hangul, singletons, order of marks.
    ("e\u{301}", "\u{E9}"),
    ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
    ("\u{212B}", "\u{C5}"),
    ("q\u{307}\u{323}", "q\u{323}\u{307}"),
    // Compatibility characters stay, and so do other kinds of spaces and controls.
    ("\u{FB01} \u{2460}", "\u{FB01} \u{2460}"),
    ("\u{A0}a\u{202F}\u{A0}b\u{2028}", "\u{A0}a\u{202F}\u{A0}b\u{2028}"),
    ("\u{3000}a\u{85}\u{B}", "\u{3000}a\u{85}\u{B}"),
    ("a\u{AD}b\u{200D}c", "a\u{AD}b\u{200D}c"),
    // A mark after a space does not compose with it, and is not lost at the start.
    (" \u{301}a \u{301}", "\u{301}a \u{301}"),
  ])
  func foldsWhitespaceAndComposes(line: String, expected: String) {
    let normal = Normalizer.normalize(line)
    #expect(sameBytes(normal, expected), "\(scalars(normal))")
    #expect(sameBytes(Normalizer.normalize(normal), expected), "not the same the second time")
  }

  @Test func composesLongLines() {
    let count = 100_000
    let line = String(repeating: "e\u{301}", count: count)
    #expect(sameBytes(Normalizer.normalize(line), String(repeating: "\u{E9}", count: count)))
  }

  @Test func growsWithTheText() {
    // Excluded from composition: three bytes become nine.
    let line = String(repeating: "\u{FB2C}", count: 3000)
    let expected = String(repeating: "\u{5E9}\u{5BC}\u{5C1}", count: 3000)
    #expect(sameBytes(Normalizer.normalize(line), expected))
  }
}
