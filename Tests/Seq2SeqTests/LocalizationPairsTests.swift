import Seq2Seq
import TestSupport
import Testing

@Suite struct LocalizationPairsTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func first(
    _ units: String, languages: LanguagePair? = nil, isSwapped: Bool = false
  ) throws -> LocalizationPairs {
    let text = """
      <?xml version="1.0"?>
      <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
      <file original="a" source-language="en-US" target-language="fr" datatype="plaintext"><header/><body>
      \(units)
      </body></file></xliff>
      """
    return LocalizationPairs(
      path: try directory.write(text, to: "a.xlf"), languages: languages, isSwapped: isSwapped)
  }

  private func second(_ units: String) throws -> LocalizationPairs {
    let text = """
      <xliff version="2.0" srcLang="en" trgLang="de" xmlns="urn:oasis:names:tc:xliff:document:2.0">
      <file id="f1">
      \(units)
      </file></xliff>
      """
    return LocalizationPairs(path: try directory.write(text, to: "b.xlf"))
  }

  private func texts(_ source: LocalizationPairs) throws -> [[String]] {
    try source.all().pairs.map { [$0.source, $0.target] }
  }

  @Test func unitsOfVersion1() throws {
    let source = try first(
      """
      <trans-unit id="1"><source>one</source><target>un</target><note>text</note></trans-unit>
      <group><trans-unit id="2"><source>two</source><target state="translated">deux</target>
        <alt-trans><source>too</source><target>trop</target></alt-trans></trans-unit></group>
      <trans-unit id="3"><source>three</source></trans-unit>
      <trans-unit id="4"><source>four</source><target state="needs-translation">four</target></trans-unit>
      <trans-unit id="5" translate="no"><source>five</source><target>five</target></trans-unit>
      <trans-unit id="6"><source>six</source><target/></trans-unit>
      """)
    let (pairs, report) = try source.all()
    #expect(pairs.map { [$0.source, $0.target] } == [["one", "un"], ["two", "deux"]])
    #expect(pairs.map(\.origin.line) == [4, 5])
    #expect(
      report.description == """
        4 of 6 segments left out: 2 not translated (lines 7, 8), 1 not to be translated (line 9), \
        1 with an empty side (line 10)
        """)
    #expect(source.languages == LanguagePair(source: "en", target: "fr"))
  }

  @Test func segmentsOfVersion2() throws {
    let source = try second(
      """
      <unit id="1"><notes><note>text</note></notes><originalData><data id="d">&lt;b></data></originalData>
        <segment><source>One. </source><target>Eins. </target></segment>
        <ignorable><source> </source></ignorable>
        <segment state="initial"><source>Two.</source><target>Two.</target></segment>
        <segment><source>A <pc id="1">bold</pc> <mrk id="m" type="term">word</mrk><cp hex="0001"/></source>
          <target>Ein <pc id="1">fettes</pc> Wort<ph id="2"/></target></segment></unit>
      <unit id="2" translate="no"><segment><source>X</source><target>Y</target></segment></unit>
      <unit id="3"><segment><source>Z</source><target>z</target></segment></unit>
      """)
    #expect(
      try texts(source) == [["One. ", "Eins. "], ["A bold word", "Ein fettes Wort"], ["Z", "z"]])
    #expect(source.languages == LanguagePair(source: "en", target: "de"))
    #expect(try source.all().report.unitsLeftOut == 2)
  }

  @Test(arguments: [
    ("a <g id=\"1\">bold</g> word<x id=\"2\"/>", "a bold word"),
    ("one<x id=\"1\" ctype=\"lb\"/>two", "one two"),
    ("Hi <x id=\"1\" equiv-text=\"{{ name }}\"/>!", "Hi {{ name }}!"),
    ("<bpt id=\"1\">&lt;i></bpt>x<ept id=\"1\">&lt;/i></ept>", "x"),
    ("<ph id=\"1\">%s</ph> of <it id=\"2\" pos=\"open\">&lt;b></it>it", "%s of it"),
    ("<x id=\"1\" equiv-text=\"&lt;br>\"/>y", "y"),
  ])
  func codesAreLeftOut(segment: String, text: String) throws {
    let source = try first(
      "<trans-unit id='1'><source>\(segment)</source><target>z</target></trans-unit>")
    #expect(try source.all().pairs.map { $0.source.drop { $0 == " " } } == [text[...]])
  }

  /// Segments that are marked on both sides are pairs; if the marks differ, the whole unit is one.
  @Test func markedSegments() throws {
    func unit(_ ids: [Int]) -> String {
      let marks = ids.map { "<mrk mtype=\"seg\" mid=\"\($0)\"><g id=\"1\">T\($0)</g>.</mrk>" }
      return """
        <trans-unit id="1"><source>S1. S2.</source>
        <seg-source><mrk mtype="seg" mid="1">S1.</mrk> <mrk mtype="seg" mid="2">S<mrk mtype="x">2</mrk>.</mrk></seg-source>
        <target>\(marks.joined(separator: " "))</target></trans-unit>
        """
    }
    #expect(try texts(first(unit([1, 2]))) == [["S1.", "T1."], ["S2.", "T2."]])
    #expect(try texts(first(unit([2, 1]))) == [["S1. S2.", "T2. T1."]])
    #expect(try texts(first(unit([1]))) == [["S1. S2.", "T1."]])
  }

  @Test func languagesChooseTheDirection() throws {
    let unit = "<trans-unit id='1'><source>one</source><target>un</target></trans-unit>"
    let french = LanguagePair(source: "fr", target: "en")
    #expect(try texts(first(unit, languages: french)) == [["un", "one"]])
    #expect(try texts(first(unit, languages: french.swapped)) == [["one", "un"]])
    #expect(try texts(first(unit, isSwapped: true)) == [["un", "one"]])
    let none = try first(unit, languages: LanguagePair(source: "en", target: "ja")).failure()
    #expect(none?.description.hasSuffix("it has en-US, fr") == true)
  }

  @Test func damagedFilesAreErrors() throws {
    #expect(
      try first("<trans-unit><source>a</target></source></trans-unit>").failure()?.description
        .contains("line 4: </target> stands where <source> should end") == true)
    let path = try directory.write("<xliff version='1.2'><file><body>", to: "c.xlf")
    #expect(LocalizationPairs(path: path).failure()?.description.contains("ends inside") == true)
    #expect(LocalizationPairs(path: path).languages == nil)
  }
}
