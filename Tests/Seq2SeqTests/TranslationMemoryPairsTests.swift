import Seq2Seq
import TestSupport
import Testing

@Suite struct TranslationMemoryPairsTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func memory(
    _ units: String, header: String = "<header srclang=\"en\" segtype=\"sentence\"/>",
    languages: LanguagePair? = nil, isSwapped: Bool = false
  ) throws -> TranslationMemoryPairs {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE tmx SYSTEM "tmx14.dtd">
      <tmx version="1.4">\(header)<body>
      \(units)
      </body></tmx>
      """
    return TranslationMemoryPairs(
      path: try directory.write(text, to: "a.tmx"), languages: languages, isSwapped: isSwapped)
  }

  private func unit(_ variants: [(language: String, segment: String)]) -> String {
    "<tu>"
      + variants.map { "<tuv xml:lang=\"\($0.language)\"><seg>\($0.segment)</seg></tuv>" }.joined()
      + "</tu>\n"
  }

  private func texts(_ memory: TranslationMemoryPairs) throws -> [[String]] {
    try memory.all().pairs.map { [$0.source, $0.target] }
  }

  @Test func unitsArePairs() throws {
    let memory = try memory(
      """
      <tu tuid="1"><note>not text</note><prop type="x">nor this</prop>
        <tuv xml:lang="en"><prop>nor this</prop><seg>It is cold &amp; dark.</seg></tuv>
        <tuv xml:lang="fr"><seg>
          Il fait froid
          et <![CDATA[<noir>]]>.
        </seg></tuv></tu>
      <tu><tuv lang="fr"><seg>Non.</seg></tuv><tuv lang="en"><seg>No.</seg></tuv></tu>
      """)
    let (pairs, report) = try memory.all()
    #expect(
      pairs.map { [$0.source, $0.target] }
        == [["It is cold & dark.", "Il fait froid et <noir>."], ["No.", "Non."]])
    #expect(pairs.map { "\($0.origin)" } == [4, 10].map { "\(memory.path), line \($0)" })
    #expect(report.description == "all 2 segments used")
    #expect(memory.languages == LanguagePair(source: "en", target: "fr"))
  }

  /// The codes of formatting are no text; placeholders are.
  @Test(arguments: [
    ("a <bpt i=\"1\">&lt;b></bpt>bold<ept i=\"1\">&lt;/b></ept> word", "a bold word"),
    ("one<ph>&lt;br/></ph>two", "one two"), ("Hello <ph x=\"1\">{0}</ph>!", "Hello {0}!"),
    ("<ph>%1$s</ph> files", "%1$s files"), ("a <hi type=\"b\">high</hi> b", "a high b"),
    ("x<it pos=\"begin\">\\b </it>y", "xy"), ("<ph>{\\f1 }</ph>z", "z"),
    ("a<bpt>&lt;a title=\"<sub>never <hi>text</hi></sub>\"></bpt>b<ept/>", "ab"),
    ("<ut>{</ut>c", "c"), ("d<!-- comment -->e", "de"),
  ])
  func codesAreLeftOut(segment: String, text: String) throws {
    #expect(try texts(memory(unit([("en", segment), ("fr", "x")]))) == [[text, "x"]])
  }

  @Test func languagesChooseTheTexts() throws {
    let units =
      unit([("en-US", "cat"), ("fr-FR", "chat"), ("de-DE", "Katze")])
      + unit([("de-AT", "Hund"), ("en-GB", "dog")]) + unit([("fr-CA", "eau"), ("en", "water")])
    let german = try memory(units, languages: LanguagePair(source: "de", target: "en"))
    #expect(try texts(german) == [["Katze", "cat"], ["Hund", "dog"]])
    #expect(
      try german.all().report.description
        == "1 of 3 segments left out: 1 without de or en (line 6)")
    #expect(
      try memory(units).failure()
        == .languagesUnclear(
          name: directory.file("a.tmx"), languages: ["de-DE", "en-US", "fr-FR"]))
    let none = try memory(units, languages: LanguagePair(source: "ja", target: "en")).failure()
    #expect(
      none?.description.contains("no text in both ja and en in any of its 3 segments") == true)
  }

  @Test func theDirectionIsTheMemorys() throws {
    let units = unit([("fr", "chat"), ("en", "cat")])
    #expect(try texts(memory(units)) == [["cat", "chat"]])
    #expect(try texts(memory(units, isSwapped: true)) == [["chat", "cat"]])
    #expect(try texts(memory(units, header: "<header srclang='*all*'/>")) == [["chat", "cat"]])
    #expect(try texts(memory(units, header: "")) == [["chat", "cat"]])
    #expect(
      try memory(units, isSwapped: true).languages == LanguagePair(source: "fr", target: "en"))
  }

  @Test func unitsWithoutATranslationAreFaults() throws {
    let (pairs, report) = try memory(
      unit([("en", "lonely")]) + unit([("en", "a"), ("fr", " ")])
        + unit([("en", "b"), ("fr", "c")])
        + unit([("en", "d")])
    ).all()
    #expect(pairs.map(\.source) == ["b"])
    #expect(
      report.description == """
        3 of 4 segments left out: 1 not translated (line 4), 1 without en or fr (line 7), \
        1 with an empty side (line 5)
        """)
  }

  /// What was read before is not used either: a file that stops early is to be fetched again.
  @Test func damagedFilesAreErrors() throws {
    let whole = unit([("en", "a"), ("fr", "b")])
    #expect(
      try memory(whole + "<tu><tuv>").failure()?.description.hasPrefix(
        "cannot read \(directory.file("a.tmx")): line 6: </body> stands where <tuv> should end")
        == true)
    let path = try directory.write("<tmx><body>\(whole)", to: "b.tmx")
    #expect(
      TranslationMemoryPairs(path: path).failure()?.description
        == "cannot read \(path): line 2: the document ends inside of <body>")
    let html = try directory.write("<html><body/></html>", to: "c.tmx")
    #expect(
      TranslationMemoryPairs(path: html).failure()?.description.contains(
        "it begins with <html>, not <tmx>") == true)
    #expect(TranslationMemoryPairs(path: directory.file("no.tmx")).failure() != nil)
    let empty = try memory("")
    #expect(empty.failure()?.description.hasSuffix("it is empty") == true && empty.languages == nil)
  }

  @Test func gzipAndOtherEncodings() throws {
    let text =
      "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><tmx><body>\(unit([("en", "summer"), ("fr", "ETE")]))</body></tmx>"
    let bytes = Array(text.utf8).flatMap { $0 == UInt8(ascii: "E") ? [0xE9] : [$0] }
    let path = try directory.write(Gzip.member(bytes), to: "z.tmx.gz")
    let (pairs, report) = try TranslationMemoryPairs(path: path).all()
    #expect(pairs.map(\.target) == ["éTé"])
    #expect(report.notes.map(\.description) == ["\(path) is read as windows-1252"])
  }
}
