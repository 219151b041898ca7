import Testing
import Tokenization

@testable import Seq2Seq

/// Where the terms of a glossary stand.
@Suite struct TermFinderTests {
  private func found(_ pairs: [(String, String)], _ line: String) throws -> [FoundTerm] {
    SpannedText(line, TermFinder(try Glossary(pairs.map { (source: $0, target: $1) }))).terms
  }

  /// What of a line is a term, and its translations in their places.
  private func terms(
    _ pairs: [(String, String)], _ line: String
  ) throws -> (own: [String], text: String) {
    let text = SpannedText(line, TermFinder(try Glossary(pairs.map { (source: $0, target: $1) })))
    return (text.terms.map { line.text($0.range) }, text.withTargets(isInPlace: true).text.text)
  }

  private let pairs = [
    ("hat", "Hut"), ("red hat", "Rothut"), ("*bake", "backen"), ("NATO", "OTAN"),
    ("l'art", "Kunst"),
    ("iPod", "Abspieler"), ("part-time", "Teilzeit"), ("C++", "Cxx"),
  ]

  @Test(arguments: [
    ("The hat, hat-rack, hats and that hat.", "The Hut, Hut-rack, hats and that Hut."),
    ("A red hat and a red  hat", "A Rothut and a Rothut"),
    ("Hat or Hat? Hat! \"hat\"", "Hut or Hat? Hut! \"Hut\""),
    ("Baked BAKES baker, rebake", "Backen BACKEN backen, rebake"),
    ("THE HAT OF NATO", "THE HUT OF OTAN"), ("nato Nato NATO's", "nato Nato OTAN's"),
    ("de l’art", "de Kunst"), ("the iPod, IPod, ipod", "the Abspieler, IPod, ipod"),
    ("part-time, C++ and C+++", "Teilzeit, Cxx and Cxx+"),
    ("https://a.example/hat {hat} `hat` hat", "https://a.example/hat {hat} `hat` Hut"),
    ("<b>hat</b> the ha\u{AD}t h\u{200B}at", "<b>Hut</b> the Hut Hut"),
    ("hat_x xhat", "hat_x xhat"),
  ])
  func wholeWordsAreFound(line: String, expected: String) throws {
    #expect(try terms(pairs, line).text == expected)
  }

  @Test func longerTermsGoFirst() throws {
    let pairs = [("new york", "a"), ("york times square", "b"), ("times", "c"), ("york", "d")]
    #expect(try terms(pairs, "new york times square").own == ["york times square"])
    #expect(try terms(pairs, "new york times").own == ["new york", "times"])
    #expect(try terms(pairs, "york new york").own == ["york", "new york"])
    // As it is written goes before in any case.
    #expect(try found([("*us", "nous"), ("US", "É.-U.")], "US us")[0].target == "É.-U.")
    #expect(try found([("*us", "nous"), ("US", "É.-U.")], "US us")[1].target == "nous")
  }

  /// In scripts without spaces a term is found wherever it stands, the longest first.
  @Test func unspacedScripts() throws {
    let pairs = [("東京", "Tokyo"), ("東京都", "Tokio"), ("京", "x"), ("แมว", "chat")]
    #expect(try terms(pairs, "私は東京都と東京にいる。").own == ["東京都", "東京"])
    #expect(try terms(pairs, "ฉันเห็นแมวดำ").own == ["แมว"])
    // A combined and a decomposed letter are the same.
    #expect(try terms([("été", "x")], "l'e\u{301}te\u{301} vient").own == ["e\u{301}te\u{301}"])
  }

  /// A term takes the spans within it, and none is taken from the middle of a span.
  @Test func termsAndSpans() throws {
    let text = SpannedText(
      "Use node.js on Windows 11 and 12.",
      TermFinder(try Glossary([("node.js", "Node"), ("Windows 11", "W11")])))
    #expect(text.terms.count == 2)
    #expect(text.spans.map { text.text.text($0.range) } == ["12"])
    let (replaced, map) = text.withTargets(isInPlace: false)
    #expect(replaced.text == "Use Node on W11 and 12.")
    #expect(replaced.spans.map { replaced.text.text($0.range) } == ["Node", "W11", "12"])
    for span in replaced.spans where span.kind != .term {
      #expect(text.text.text(map.origin(of: span.range.lowerBound)..<32) == "12")
    }
    #expect(!text.hasLetters(in: 4..<11) && text.hasLetters(in: 4..<12 + 2))
  }

  @Test func longLinesTakeLittleTime() throws {
    let line = String(repeating: "red hat baked ", count: 10_000)
    #expect(try found(pairs, line).count == 20_000)
    let text = String(repeating: "Rothut backen ", count: 10_000)
    #expect(WantedTerms(terms: try found(pairs, line)).missing(in: text).isEmpty)
  }

  // MARK: - Translations of terms

  private func missing(_ pairs: [(String, String)], _ line: String, _ text: String) throws
    -> [String]
  {
    WantedTerms(terms: try found(pairs, line)).missing(in: text).map(\.target)
  }

  @Test func translationsAreCounted() throws {
    let pairs = [
      ("cat", "chat"), ("black cat", "chat noir"), ("kitty", "chat"), ("*sun", "*soleil"),
    ]
    #expect(try missing(pairs, "cat cat", "le chat") == ["chat"])
    #expect(try missing(pairs, "cat kitty", "Chat et CHAT").isEmpty)
    #expect(try missing(pairs, "cat and black cat", "un chat noir") == ["chat"])
    #expect(try missing(pairs, "cat and black cat", "un chat noir, un chat").isEmpty)
    #expect(try missing(pairs, "cat", "un chaton, l’achat") == ["chat"])
    #expect(try missing(pairs, "cat", "l'chat.").isEmpty)
    #expect(try missing(pairs, "suns", "des soleils").isEmpty)
    #expect(try missing([("sun", "l'été")], "sun", "de l’été").isEmpty)
  }

  @Test func capitalsFollowTheSource() throws {
    let wanted = WantedTerms(terms: try found([("*hat", "hut"), ("pod", "iPod")], "The hat, pod"))
    #expect(wanted.capitalised("hut und", source: "Hats are") == "Hut und")
    #expect(wanted.capitalised("«hut» und", source: "Hats are") == "«Hut» und")
    #expect(wanted.capitalised("hut und", source: "hats are") == "hut und")
    #expect(wanted.capitalised("iPod und", source: "A pod") == "iPod und")
    #expect(wanted.capitalised("und hut", source: "A hat") == "und hut")
  }
}
