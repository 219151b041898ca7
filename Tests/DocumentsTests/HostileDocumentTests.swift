import Testing

@testable import Documents

/// Bytes that no one means well with: nothing crashes, and time grows with the length only.
@Suite struct HostileDocumentTests {
  /// Random numbers that are the same in every run.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// The law holds for the bytes, or the document is refused.
  private static func check(_ bytes: [UInt8], _ format: DocumentFormat) {
    guard let document = try? Document(bytes, as: format) else { return }
    let same = document.bytes(translations: document.units.map(\.text))
    #expect(same == bytes, "\(format) \(String(decoding: bytes, as: UTF8.self))")
    _ = document.bytes(translations: document.units.map { "x " + $0.text })
    _ = document.bytes(translations: document.units.map { _ in "one <g1> two" })
  }

  @Test(arguments: DocumentFixture.all)
  func editedDocumentsDoNotCrash(_ fixture: DocumentFixture) {
    var numbers = Numbers(state: UInt64(fixture.bytes.count))
    let signs = Array("<>&\"'\\`*_[](){}!#|-=~:/;\n\r\t a0%é".utf8) + [0xFF, 0, 0xC3]
    for _ in 0..<60 {
      var bytes = fixture.bytes
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        let place = Int.random(in: 0...bytes.count, using: &numbers)
        let end = min(bytes.count, place + Int.random(in: 0...12, using: &numbers))
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(signs[Int.random(in: signs.indices, using: &numbers)], at: place)
        case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        default:
          if place < end { bytes[place] = signs[Int.random(in: signs.indices, using: &numbers)] }
        }
      }
      Self.check(bytes, fixture.format)
    }
  }

  @Test(arguments: DocumentFormat.allCases)
  func bytesAtRandomDoNotCrash(_ format: DocumentFormat) {
    var numbers = Numbers(state: 7)
    let signs = [
      "<b>", "</b>", "<", ">", "&amp;", "\"", "\\", "`", "**", "*", "_", "[", "](", ")", "![", "{",
      "}", "\n", "\r\n", " ", "  ", "\t", "> ", "- ", "1. ", "# ", "|", "|---|\n", "```", "a",
      "word", "é", "<!--", "-->", "<br>", "msgid ", "msgstr ", ":", ",", ";", "=",
      "00:01.000 --> 00:02.000\n", "[x]: y", "<p>", "<code>", "</p>", "$$", "---\n", "\\n",
      "\\u00e9", "<source>", "</source>",
    ]
    for _ in 0..<1500 {
      let text = (0..<Int.random(in: 0...30, using: &numbers)).map { _ in
        signs[Int.random(in: signs.indices, using: &numbers)]
      }
      Self.check(Array(text.joined().utf8), format)
      if format == .vtt {
        Self.check(Array("WEBVTT\n\n00:01.000 --> 00:02.000\n\(text.joined())".utf8), format)
      }
      if format == .xliff {
        Self.check(Array("<trans-unit><source>\(text.joined())</source></trans-unit>".utf8), format)
      }
      if format == .po {
        Self.check(Array("msgid \"a\(text.joined())\"\nmsgstr \"\"\n".utf8), format)
      }
      if format == .json { Self.check(Array("[\"\(text.joined())\"]".utf8), format) }
    }
  }

  static let patterns = [
    "<", "[", "]", "`", "``a`", "*", "**a", "_a", "a*", "*a **b ", "<a ", "<a b=\"", "<a b='", "</",
    "</a ", "<b>", "<b>a", "<!--", "<!", "<![CDATA[",
    "&", "&amp;", "&a", "{", "{\"a\":", "\"", "\\", "\\\"", "\\n", "> ", ">", "- ", "-", "1. ", "#",
    "# a\n", "|", "a|b\n", "|-\n", "![", "![a", "](", "[a](", "[a][",
    "[a]", "[[a]", "[*a", "[^a]", "[a]: b\n", "(", "\n", "\r", " ", "\t", "a", "a ", "a\n", "a  \n",
    "    a\n", "~~", "~~~\n", "$$", "$$\n", "http://", "<p>", "<p>a", "<code>",
    "<code>a</code>", "<script>", "<br>", "<div translate=no>", "<img alt=a>", "<p title=\"a\">",
    "<p>a<img alt=\"b\">c", "msgid \"a\"\n", "\"a\"\n", "msgstr \"\"\n", "#~ a\n",
    "00:01.000 --> 00:02.000\n", "00:01.000 --> 00:02.000\na\n\n", "-->", "<source>",
    "<source>a</source>", "<trans-unit><source>a</source></trans-unit>", "{\\", "{\\a}",
    "<i>a</i> ", "--", "---\n", "/*", "//\n",
    "\"a\"=\"b\";", "[1,", "\"a\",", "é", "😀", "{a, plural, ", ", plural", "<g1>", "</g1>",
  ]

  @Test(arguments: DocumentFormat.allCases)
  func repetitionTakesLinearTime(_ format: DocumentFormat) {
    let heads: [DocumentFormat: [String]] = [
      .vtt: ["WEBVTT\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n"],
      .srt: ["", "1\n00:00:01,000 --> 00:00:02,000\n"],
      .po: ["", "msgid \""], .json: ["", "[", "[\""], .strings: ["", "\"a\" = \""],
      .html: ["", "<p>a "],
      .xliff: ["", "<trans-unit><source>"], .markdown: ["", "a ", "- ", "[a]: b\n\n"],
    ]
    let tails: [DocumentFormat: String] = [
      .po: "\"\nmsgstr \"\"\n", .json: "\"]", .strings: "\";\n", .xliff: "</source></trans-unit>",
    ]
    for pattern in Self.patterns {
      for head in heads[format] ?? [""] {
        let count = 30_000 / pattern.utf8.count
        let text =
          head + String(repeating: pattern, count: count)
          + (head.isEmpty ? "" : tails[format] ?? "")
        let bytes = Array(text.utf8)
        guard let document = try? Document(bytes, as: format) else { continue }
        let same = document.bytes(translations: document.units.map(\.text)) == bytes
        #expect(same, "\(format) \(head)\(pattern)")
        _ = document.bytes(translations: document.units.map { _ in "one two three" })
      }
    }
  }
}
