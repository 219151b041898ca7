import Seq2Seq
import TestSupport
import Testing

@Suite struct MessageCatalogPairsTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let header = """
    # Translators
    msgid ""
    msgstr ""
    "Project-Id-Version: x\\n"
    "Language: fr_CA\\n"
    "Content-Type: text/plain; charset=UTF-8\\n"
    "Plural-Forms: nplurals=2; plural=(n > 1);\\n"


    """

  private func catalog(
    _ entries: String, header: String = header, languages: LanguagePair? = nil,
    isSwapped: Bool = false
  ) throws -> MessageCatalogPairs {
    MessageCatalogPairs(
      path: try directory.write(header + entries, to: "a.po"), languages: languages,
      isSwapped: isSwapped)
  }

  private func texts(_ source: MessageCatalogPairs) throws -> [[String]] {
    try source.all().pairs.map { [$0.source, $0.target] }
  }

  @Test func entriesArePairs() throws {
    let source = try catalog(
      #"""
      #. a note
      #: file.c:3
      #, c-format
      msgid "One \"file\""
      msgstr "Un « fichier »"

      msgctxt "menu"
      msgid ""
      "first\n"
      "second"
      msgstr ""
      "premier\n"
      "deuxième"
      msgid "no blank line\tbefore"
      msgstr "\303\251t\xc3\xa9"
      #| msgid "earlier"
      msgid "\\n"
      msgstr "antislash"
      """#)
    let (pairs, report) = try source.all()
    #expect(
      pairs.map { [$0.source, $0.target] } == [
        ["One \"file\"", "Un « fichier »"], ["first second", "premier deuxième"],
        ["no blank line before", "été"], ["\\n", "antislash"],
      ])
    #expect(pairs.map(\.origin.line) == [12, 15, 22, 25])
    #expect(report.description == "all 4 entries used")
    #expect(source.languages == LanguagePair(source: "en", target: "fr"))
  }

  @Test func pluralsArePaired() throws {
    #expect(
      try texts(
        catalog(
          """
          msgid "%d file"
          msgid_plural "%d files"
          msgstr[0] "%d fichier"
          msgstr[1] "%d fichiers"

          msgid "day"
          msgid_plural "days"
          msgstr[0] "日"

          msgid "car"
          msgid_plural "cars"
          msgstr[0] "a"
          msgstr[1] "b"
          msgstr[2] "c"
          """)) == [
          ["%d file", "%d fichier"], ["%d files", "%d fichiers"], ["days", "日"], ["car", "a"],
          ["cars", "b"], ["cars", "c"],
        ])
  }

  @Test func unfinishedEntriesAreLeftOut() throws {
    let (pairs, report) = try catalog(
      """
      #, fuzzy, c-format
      #| msgid "old"
      msgid "a"
      msgstr "b"

      msgid "c"
      msgstr ""

      msgid "d"
      msgstr "e"

      #~ msgid "f"
      #~ msgstr "g"

      #, fuzzy
      #~ msgid "h"
      #~ msgstr "i"

      msgid "j"
      msgstr "k"
      """
    ).all()
    #expect(pairs.map(\.target) == ["e", "k"])
    #expect(
      report.description == """
        4 of 6 entries left out: 1 marked as fuzzy (line 11), 1 not translated (line 14), \
        2 obsolete (lines 20, 23)
        """)
  }

  @Test func languagesChooseTheDirection() throws {
    let entry = "msgid \"one\"\nmsgstr \"un\"\n"
    let french = LanguagePair(source: "fr", target: "en")
    #expect(try texts(catalog(entry, languages: french)) == [["un", "one"]])
    #expect(try texts(catalog(entry, languages: french.swapped)) == [["one", "un"]])
    #expect(try texts(catalog(entry, header: "", isSwapped: true)) == [["un", "one"]])
    #expect(try catalog(entry, header: "").languages == nil)
  }

  @Test func damagedEntriesAreFaults() throws {
    let (pairs, report) = try catalog(
      """
      msgid "open
      msgstr "x"

      msgid "a"
      msgstr "b"
      garbage

      msgid "c"
      msgstr "d"\r
      \r
      msgid "e"
      msgstr "f
      """
    ).all()
    #expect(pairs.map(\.source) == ["c"])
    #expect(report.description.contains("3 without a message"))
    let path = try directory.write("not a catalogue\nat all\n", to: "b.po")
    #expect(
      MessageCatalogPairs(path: path).failure()?.description.hasSuffix("is it a PO file?") == true)
  }

  @Test func otherEncodingsAndGzip() throws {
    let bytes = Array(
      "msgid \"summer\"\nmsgstr \"EtE\"\n\nmsgid \"h\"\nmsgstr \"hEtEroclite\"\n".utf8
    )
    .flatMap { $0 == UInt8(ascii: "E") ? [0xE9] : [$0] }
    let path = try directory.write(Gzip.member(bytes), to: "c.po.gz")
    #expect(
      try MessageCatalogPairs(path: path).all().pairs.map(\.target) == ["été", "hétéroclite"])
  }
}
