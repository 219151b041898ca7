import Seq2Seq
import TestSupport
import Testing

/// TSV files whose cells are in quotation marks.
@Suite struct SpreadsheetTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func read(
    _ text: String, columns: (source: Int, target: Int) = (1, 2)
  ) throws -> (pairs: [SentencePair], report: CorpusReport) {
    try TabSeparatedPairs(path: directory.write(text, to: "a.tsv"), columns: columns).all()
  }

  private func texts(_ pairs: [SentencePair]) -> [[String]] {
    pairs.map { [$0.source, $0.target] }
  }

  @Test func cellsWithMarksAndLineBreaks() throws {
    let (pairs, report) = try read(
      "tea\tthé\r\n\"one, two\"\t\"un, deux\"\r\n\"first\nsecond\"\tpremier\r\n"
        + "\"\"\"No!\"\" she said.\"\t\"Elle dit « non ».\"\r\nend\tfin\r\n")
    #expect(
      texts(pairs) == [
        ["tea", "thé"], ["one, two", "un, deux"], ["first second", "premier"],
        ["\"No!\" she said.", "Elle dit « non »."], ["end", "fin"],
      ])
    #expect(pairs.map(\.origin.number) == [1, 2, 3, 4, 5])
    #expect(pairs.map { $0.origin.line ?? $0.origin.number } == [1, 2, 3, 5, 6])
    let note = report.notes.first?.description ?? ""
    #expect(note.hasPrefix("3 of 5 records of \(directory.file("a.tsv")) are in quotation marks"))
  }

  @Test func allCellsInMarks() throws {
    let (pairs, report) = try read(
      "\"a b\"\t\"c\"\t\"1\"\n\"d\"\t\"\"\t\"2\"\n\"e\"\t\"f\"\t\"3\"\n")
    #expect(texts(pairs) == [["a b", "c"], ["e", "f"]])
    #expect(report.description.contains("1 with an empty side (line 2)"))
  }

  /// As Excel writes them: in marks where a comma is.
  @Test func onlyCellsWithCommasInMarks() throws {
    let (pairs, _) = try read("\"a, b\"\tc\nd\te\n\"f, g\"\t\"h, i\"\n")
    #expect(texts(pairs) == [["a, b", "c"], ["d", "e"], ["f, g", "h, i"]])
  }

  /// In text with quotations, quotation marks are text.
  @Test(arguments: [
    "\"Come!\"\t\"Viens !\"\nHe said \"no\".\tIl dit « non ».\n\"Go,\" she said.\tVa.\n",
    "\"Come, come!\"\t« Viens »\none, two\tun, deux\n\"Go!\"\tVa\n",
    "\"\tquote\nmark\t\"\n", "\"a\tb\"\n\"c\"\td\n", "\"Yes!\"\tOui !\nno\tnon\n",
  ])
  func quotationsStay(text: String) throws {
    let (pairs, report) = try read(text)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(pairs.map { "\($0.source)\t\($0.target)" } == lines)
    #expect(report.notes.isEmpty)
  }

  /// A mark that is never closed does not swallow what follows.
  @Test func anOpenMarkIsText() throws {
    let rows = (1...30).map { "\"s \"\"\($0)\"\"\"\t\"t, \($0)\"\n" }
    let (pairs, report) = try read(rows.joined() + "\"open\tx\n" + rows.joined())
    #expect(pairs.count == 61 && report.unitsLeftOut == 0)
    #expect(pairs[30].source == "\"open" && pairs[31].source == "s \"1\"")
  }

  @Test func aCellOfAMegabyte() throws {
    let long = String(repeating: "word ", count: 200_000)
    let (pairs, report) = try read("\"a \"\"b\"\"\"\tc\n\"\(long)\"\t\"x\"\n\"d, e\"\t\"f\"\n")
    #expect(
      pairs.map(\.target) == ["c", "x", "f"] && pairs[1].source.utf8.count == long.utf8.count)
    #expect(report.unitsLeftOut == 0)
    let tooLong = String(repeating: "word\n", count: 300_000)
    let other = try read("\"a \"\"b\"\"\"\tc\n\"\(tooLong)\"\tx\nd\te\n")
    #expect(other.pairs.first?.target == "c" && other.pairs.last?.target == "e")
  }

  // MARK: - The first row

  @Test(arguments: [
    "English\tFrench", "source\ttarget", "en\tfr", "Source text\tTranslation", "EN\tFR",
    "English sentence\tFrench sentence", "\"English\"\t\"French\"", "src\ttgt", "eng\tfra",
    "Source (English)\tTarget (French)",
  ])
  func aRowOfNamesIsLeftOut(header: String) throws {
    let (pairs, report) = try read("\(header)\none\tun\ntwo\tdeux\n")
    #expect(pairs.map(\.source) == ["one", "two"])
    #expect(
      report.description == "1 of 3 lines left out: 1 naming the columns (line 1)")
  }

  @Test(arguments: [
    "English\tanglais", "text\ttext", "the\tle", "in\ten bas", "Hello\tBonjour", "to\tin",
    "I speak English\tI speak French",
  ])
  func aPairIsNoRowOfNames(first: String) throws {
    #expect(try read("\(first)\none\tun\n").pairs.count == 2)
  }

  @Test func namesOfColumnsTellTheLanguages() throws {
    let path = try directory.write("Japanese\tEnglish\nx\ty\n", to: "a.tsv")
    #expect(
      TabSeparatedPairs(path: path).languages == LanguagePair(source: "ja", target: "en"))
    #expect(
      TabSeparatedPairs(path: path, columns: (2, 1)).languages
        == LanguagePair(source: "en", target: "ja"))
    #expect(TabSeparatedPairs(path: try directory.write("a\tb\n", to: "b.tsv")).languages == nil)
  }
}
