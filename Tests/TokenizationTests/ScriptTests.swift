import Testing
import Tokenization

/// The scripts of letters.
@Suite struct ScriptTests {
  @Test(
    arguments: [
      ("a", "Latin"), ("Z", "Latin"), ("é", "Latin"), ("ß", "Latin"), ("ж", "Cyrillic"),
      ("λ", "Greek"), ("א", "Hebrew"), ("ع", "Arabic"), ("क", "Devanagari"), ("ก", "Thai"),
      ("한", "Hangul"), ("字", "Han or Kana"), ("か", "Han or Kana"), ("カ", "Han or Kana"),
      ("ㄅ", "Han or Kana"), ("ა", "Georgian"), ("𐍈", "Gothic"),
    ] as [(Unicode.Scalar, String)])
  func lettersHaveOne(letter: Unicode.Scalar, name: String) {
    #expect(Script(of: letter)?.name == name)
  }

  @Test(arguments: "1 .–。😀\u{301}\u{200D}@[`{".unicodeScalars.map(\.self))
  func othersHaveNone(character: Unicode.Scalar) {
    #expect(Script(of: character) == nil)
  }
}
