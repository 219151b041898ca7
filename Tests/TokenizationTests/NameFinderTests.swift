import Testing

@testable import Tokenization

/// Names are told by their capitals, where training has shown that such words stay as they are.
@Suite struct NameFinderTests {
  /// Sentences with two names, each seen once, and their translations.
  private static func counts(_ count: Int = 12, kept: Bool = true) -> NameCounts {
    var counts = NameCounts()
    let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    for index in 0..<count {
      let (first, second) = ("Ka" + letters[index] + "o", "Mi" + letters[index] + "u")
      counts.add(
        "\(first) knows that we saw \(second)'s house.",
        kept ? "\(first) sait que nous avons vu la maison de \(second)." : "Il sait.")
    }
    return counts
  }

  private static func names(_ line: String, _ finder: NameFinder, findsKnown: Bool = false)
    -> [String]
  {
    finder.names(in: line, findsKnown: findsKnown).map {
      String(decoding: Array(line.utf8)[$0], as: UTF8.self)
    }
  }

  @Test func unknownWordsWithCapitalsAreNames() throws {
    let finder = try #require(Self.counts().finder)
    #expect(finder.findsFirstWords)
    #expect(Self.names("We saw Zeno's house.", finder) == ["Zeno"])
    #expect(Self.names("Zeno saw Ålesund and O.", finder) == ["Zeno", "Ålesund"])
    #expect(Self.names("we saw Anna-Lena van der Zee", finder) == ["Anna-Lena", "Zee"])
    #expect(Self.names("that Knows zebras", finder) == [], "a known word in another case")
    #expect(Self.names("that Knows zebras", finder, findsKnown: true) == ["Knows"])
    #expect(Self.names("Knows we saw Kaao", finder, findsKnown: true) == ["Kaao"])
    #expect(Self.names("we saw Ze\u{AD}no that k\u{AD}Nows", finder) == ["Ze\u{AD}no"])
    #expect(Self.names("we saw K\u{200B}nows \u{200E}Knows", finder) == [])
    #expect(finder.names(in: "we saw Zeno", beside: [7..<9]).isEmpty)
  }

  /// Capitals that all words have tell nothing.
  @Test(arguments: ["WE SAW ZENO", "The House Of Zeno", "ZENO", "", "12", "Ω.", "zeno"])
  func headingsHaveNoNames(_ line: String) throws {
    let finder = try #require(Self.counts().finder)
    #expect(Self.names(line, finder) == [])
  }

  @Test func shortLinesMayBeNames() throws {
    let finder = try #require(Self.counts().finder)
    #expect(Self.names("Zeno!", finder) == ["Zeno"])
    #expect(Self.names("Dear Zeno,", finder) == ["Dear Zeno"])
  }

  /// Where words with capitals have other translations, as nouns of German have, they are no names.
  @Test func trainingTellsWhetherCapitalsTellNames() throws {
    #expect(Self.counts(kept: false).finder == nil)
    #expect(Self.counts(9).finder == nil, "too few to tell")
    var verbs = Self.counts()
    for verb in [
      "Grab", "Hoist", "Mend", "Peel", "Rinse", "Scrub", "Shove", "Sweep", "Tilt", "Wring", "Bend",
      "Chop", "Dig", "Fold", "Grind", "Knead", "Lift", "Mix", "Nail", "Pour",
    ] {
      verbs.add("\(verb) it.", "Fais-le.")
    }
    let finder = try #require(verbs.finder)
    #expect(!finder.findsFirstWords)
    #expect(Self.names("Zeno saw Zeno.", finder) == ["Zeno"])
  }

  /// Names need not be the most: most words with capitals may be countries, months or peoples, which are translated.
  @Test(arguments: [(30, true), (60, false)])
  func aFifthOfTheWordsMustBeKept(_ translated: Int, _ tellNames: Bool) {
    var counts = Self.counts()
    for index in 0..<translated {
      counts.add("we saw T" + String(repeating: "a", count: index) + "x", "nous avons vu cela")
    }
    #expect((counts.finder != nil) == tellNames)
  }

  /// A word is known from the second time on, in whatever case.
  @Test func wordsSeenTwiceAreKnown() throws {
    var counts = Self.counts()
    counts.add("we saw Zürich", "nous avons vu Zürich")
    #expect(Self.names("we saw Zürich", try #require(counts.finder)) == ["Zürich"])
    counts.add("we saw ZÜRICH and more", "nous avons vu Zürich")
    #expect(Self.names("we saw Zürich", try #require(counts.finder)) == [])
  }

  @Test func formsKeepNames() throws {
    let forms = SpanForms(
      classes: [.name], numbers: NumberForms(), names: Self.counts().finder)
    let text = forms.serialized()
    #expect(try SpanForms(serialized: text) == forms)
    #expect(try SpanForms(serialized: text).serialized() == text)
    let cut = text.replacing(#""known":""#, with: #""known":"AAAA"#)
    #expect(throws: TokenizerError.self) { _ = try SpanForms(serialized: cut) }
    #expect(try SpanForms(serialized: #"{"classes":["name"],"separators":[]}"#).names == nil)
  }

  @Test func wordsAreFoundAsAWhole() {
    func place(_ words: String, in text: String) -> Range<Int>? {
      text.place(ofWords: words) { _ in true }
    }
    #expect(place("Zee", in: "Zeeland Zee") == 8..<11)
    #expect(place("Zee", in: "eZee, Zee1") == nil)
    #expect(place("Zee", in: "éZee") == nil)
    #expect(place("New Zee", in: "in New Zee.") == 3..<10)
    #expect("Zee Zee".place(ofWords: "Zee") { $0.lowerBound > 0 } == 4..<7)
    #expect(place("", in: "a") == nil && place("ab", in: "a") == nil)
  }
}
