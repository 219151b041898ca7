import Testing

@testable import Tokenization

struct WordBreakerTests {
  private func words(of text: String, locale: String = "") throws -> [String] {
    var breaker = try WordBreaker(locale: locale)
    var ends: [Int] = []
    let bytes = Array(text.utf8)
    breaker.find(&ends, of: bytes.span)
    return zip([0] + ends, ends).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
  }

  @Test(arguments: [
    ("", "", []),
    ("", "Hello", ["Hello"]),
    ("", "don't!?", ["don't", "!", "?"]),
    ("", "1,234.5", ["1,234.5"]),
    ("de", "„Straße“", ["„", "Straße", "“"]),
    ("ja", "私は学生です。", ["私", "は", "学生", "です", "。"]),
    ("th", "ภาษาไทย", ["ภาษา", "ไทย"]),
    ("", "👩‍👩‍👧‍👦🇩🇪", ["👩‍👩‍👧‍👦", "🇩🇪"]),
    // Finnish keeps a colon inside a word.
    ("fi", "EU:n", ["EU:n"]),
    ("en", "EU:n", ["EU", ":", "n"]),
  ])
  func findsWords(locale: String, text: String, expected: [String]) throws {
    #expect(try words(of: text, locale: locale) == expected)
  }

  @Test func unknownLanguagesGetTheRulesOfRoot() throws {
    #expect(try words(of: "EU:n aloha", locale: "haw") == words(of: "EU:n aloha"))
  }

  @Test(arguments: ["az-AZ", "en_ZA", "zz0189", "de@collation=phonebook;currency=eur"])
  func takesEveryCharacterOfAnIdentifier(locale: String) throws {
    #expect(try words(of: "a b", locale: locale) == ["a", " ", "b"])
  }

  @Test func takesALongIdentifier() throws {
    let locale = "de@x=" + String(repeating: "y", count: 59)
    #expect(locale.utf8.count == 64)
    #expect(try words(of: "a b", locale: locale) == ["a", " ", "b"])
  }

  @Test(arguments: ["d e", "de\u{0}", "../de", "é", String(repeating: "x", count: 65)])
  func refusesWhatIsNoLocale(locale: String) {
    #expect(throws: TokenizerError.unusableLocale(locale, reason: "not a locale identifier")) {
      _ = try words(of: "", locale: locale)
    }
  }

  private func string(_ word: Span<UInt8>) -> String {
    String(decoding: word.indices.map { word[$0] }, as: UTF8.self)
  }

  @Test func wordsOfALineKeepTheSpaceBeforeThem() throws {
    var segmenter = try LineSegmenter(locale: "en")
    var found: [String] = []
    var numbers: [Int32] = []
    segmenter.append("So,\t so. \u{301}x\u{A0}y", to: &numbers, isCaching: false) { word, _ in
      found.append(string(word))
    }
    #expect(found == [" So", ",", " so", ".", " \u{301}", "x", "\u{A0}", "y"])
  }

  @Test(arguments: 4...40)
  func longChunksAreCutBetweenCharacters(maximumPart: Int) throws {
    let text =
      "xéxx中文字符xx𠮷野家é\u{302}ภาษาไทย👩‍👩‍👧‍👦 xx中文字符"
      + String(repeating: "x", count: 50)
    var segmenter = try LineSegmenter(locale: "", maximumPart: maximumPart)
    var joined = ""
    var lengths: [Int32] = []
    segmenter.append(text, to: &lengths, isCaching: false) { word, lengths in
      joined += string(word)
      lengths.append(Int32(word.count))
    }
    #expect(sameBytes(joined, " " + text))
    #expect(lengths.allSatisfy { $0 <= Int32(maximumPart) + 1 })
  }

  @Test func chunksAndWordsAreCachedApart() throws {
    // "a" is a chunk, a word after a space and a word without a space: each is numbered once.
    var segmenter = try LineSegmenter(locale: "en")
    var asked: [String] = []
    var numbers: [Int32] = []
    for _ in 0..<3 {
      segmenter.append("a -a a -a", to: &numbers) { word, numbers in
        let word = string(word)
        asked.append(word)
        numbers.append(word == " a" ? 1 : word == "a" ? 2 : 3)
      }
    }
    #expect(asked == [" a", " -", "a"])
    #expect(numbers == [1, 3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 2])
  }
}
