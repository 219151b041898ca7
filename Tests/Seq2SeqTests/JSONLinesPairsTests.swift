import Seq2Seq
import TestSupport
import Testing

@Suite struct JSONLinesPairsTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func source(
    _ text: String, languages: LanguagePair? = nil, isSwapped: Bool = false
  ) throws -> JSONLinesPairs {
    JSONLinesPairs(
      path: try directory.write(text, to: "a.jsonl"), languages: languages, isSwapped: isSwapped)
  }

  @Test(arguments: [
    #"{"source":"one","target":"un"}"#, #"{"tgt":"un","id":7,"src":"one"}"#,
    #"{"en":"one","fr":"un"}"#, #"{"translation":{"en":"one","fr":"un"},"id":"x"}"#,
    #"["one","un"]"#, #"{"line":1,"source":"one","translation":"un","candidates":[]}"#,
    #"{"en-US":"one","fr-FR":"un","score":0.5}"#, #"{"source":"one","target":"un"}"# + "\r",
    #"{"Source":"one","Reference":"un"}"#, #"  {"eng":"\u006Fne","fra":"un"}"#,
    #"{"pair":{"deep":{"source":"one","target":"un"}}}"#,
  ])
  func textsAreFoundByTheirNames(line: String) throws {
    let pair = try #require(try source(line + "\n").all().pairs.first)
    #expect((pair.source, pair.target) == ("one", "un"))
    let swapped = try #require(try source(line, isSwapped: true).all().pairs.first)
    #expect((swapped.source, swapped.target) == ("un", "one"))
  }

  @Test func languagesChooseTheTexts() throws {
    let text = #"{"de":"eins","en":"one","fr":"un"}"# + "\n" + #"{"fr":"deux","en":"two"}"#
    let french = LanguagePair(source: "fr", target: "en")
    #expect(try source(text, languages: french).all().pairs.map(\.source) == ["un", "deux"])
    // The first line has too many to choose from; the second decides.
    let (pairs, report) = try source(text).all()
    #expect(pairs.map(\.source) == ["deux"])
    #expect(report.description.contains("1 without a source and a target (line 1)"))
    #expect(try source(#"{"fr":"deux","en":"two"}"#).languages == french)
    #expect(try source(#"["a","b"]"#).languages == nil)
  }

  @Test func badLinesAreFaults() throws {
    let (pairs, report) = try source(
      """
      {"source":"a","target":"b"}

      not JSON
      {"source":"c"}
      {"source":"d","target":"e"
      {"source":"d","target":7}
      ["x"]
      {"source":"two\\nlines","target":"\\ttab"}
      \(String(repeating: "[", count: 100_000))
      """
    ).all()
    #expect(pairs.map(\.source) == ["a", "two lines"] && pairs.last?.target == "tab")
    #expect(
      report.description == """
        7 of 9 lines left out: 1 blank (line 2), 3 not JSON (lines 3, 5, 9), \
        3 without a source and a target (lines 4, 6, 7)
        """)
    #expect(
      try source("{\n\"source\": \"a\",\n\"target\": \"b\"\n}\n").failure()?.description.contains(
        "each line must be an object of its own") == true)
  }
}
