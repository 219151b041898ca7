import Testing

@testable import Tokenization

struct KnownFormsTests {
  private func learn(_ lines: [String], locale: String = "en") throws -> [String]? {
    var counts = try CaseCounts(locale: locale)
    for line in lines { counts.add(line) }
    return try counts.knownForms()?.texts
  }

  @Test func theMostFrequentFormInsideASentenceIsKnown() throws {
    let lines = [
      "Boats go to Oslo.", "We like Oslo and the OSLO of old.", "We may go in May. Maybe.",
      "May we go?", "Who may?", "An iPhone rings.",
    ]
    #expect(try learn(lines) == ["Oslo", "iPhone"])
  }

  @Test func smallLettersComeFirstAmongEquals() throws {
    #expect(try learn(["A rose for Rose.", "A BOAT Boat."]) == ["Boat"])
  }

  @Test func linesInCapitalsSayNothing() throws {
    #expect(try learn(["Go on.", "GO ON AND ON TO OSLO."]) == [])
  }

  @Test func lettersThatCapitalsMergeAreKnown() throws {
    #expect(try learn(["Die breite Straße ist groß."], locale: "de") == ["Straße", "groß"])
  }

  @Test func textThatUsesNoCapitalsHasNoForms() throws {
    #expect(try learn(["boats go.", "we go to Oslo.", "Go on."]) == nil)
    #expect(try learn(["今日は", "12"], locale: "ja") == nil)
    #expect(try learn([]) == nil)
  }

  @Test(arguments: [["Oslo", "OSLO"], [""], ["a b"], ["."], ["E\u{301}"], ["中"]])
  func damagedFormsAreRefused(texts: [String]) {
    #expect(throws: TokenizerError.self) { _ = try KnownForms(texts, locale: "en") }
  }
}
