import TestSupport
import Testing

@testable import Seq2Seq

/// Tables whose chosen columns hold no sentences in two languages.
@Suite struct ColumnFindingTests {
  private static let english = [
    "The ferry is late.", "Our goat eats maps.", "Nobody heard it.", "Who painted the fence?",
    "It snowed on Monday.", "He sells tin boxes.",
  ]
  private static let french = [
    "Le bac est en retard.", "Notre chèvre mange des cartes.", "Personne ne l'a entendu.",
    "Qui a peint la clôture ?", "Il a neigé lundi.", "Il vend des boîtes en fer.",
  ]

  /// A table of columns, each made from the number of the row.
  private func finding(
    _ columns: [(Int) -> String], chosen: (source: Int, target: Int) = (1, 2),
    header: [String]? = nil, separator: String = "\t", name: String = "p.tsv"
  ) throws -> ColumnFinding? {
    let directory = try TemporaryDirectory()
    let rows = Self.english.indices.map { row in columns.map { $0(row) } }
    let text = ((header.map { [$0] } ?? []) + rows)
      .map { $0.joined(separator: separator) + "\n" }.joined()
    var options = PairFile.Options()
    options.columns = chosen
    let pairs = try PairFile.source(at: [directory.write(text, to: name)], options)
    let all = ColumnFinding.findings(in: pairs)
    #expect(all.count <= 1)
    return all.first
  }

  private func columns(_ finding: ColumnFinding?) -> [Int] {
    finding?.likely.map { [$0.source, $0.target] } ?? []
  }

  private let text: (Int) -> String = { Self.english[$0] }
  private let translation: (Int) -> String = { Self.french[$0] }

  @Test func sentencesAreRight() throws {
    #expect(try finding([text, translation]) == nil)
    #expect(try finding([text, translation, { "CC-BY 2.0 #\($0)" }]) == nil)
    #expect(try finding([translation, { "\($0)" }, text], chosen: (3, 1)) == nil)
    // Words without spaces are text, too.
    #expect(try finding([{ ["ja", "nein"][$0 % 2] }, { ["yes", "no"][$0 % 2] }]) == nil)
  }

  @Test(arguments: ["1%", "0.97%", "-3e-5", "2019-03-1%", "12:0%", "1 00%", "٣%"])
  func numbersAreNamed(number: String) throws {
    let numbers: (Int) -> String = { number.replacing("%", with: "\($0)") }
    let scored = try finding([numbers, text, translation])
    #expect(columns(scored) == [2, 3])
    #expect(scored?.problem.hasPrefix("column 1 of ") == true)
    #expect(scored?.description.hasSuffix(" holds numbers only; columns 2 and 3 hold text") == true)
    #expect(columns(try finding([numbers, text, numbers, translation])) == [2, 4])
    #expect(columns(try finding([text, numbers, translation])) == [1, 3])
    let both = try finding([numbers, numbers, text, translation])
    #expect(columns(both) == [3, 4])
    #expect(both?.problem.hasSuffix("hold numbers only") == true)
    // Numbers in words may be what is to be learned.
    let words = try finding([numbers, text])
    #expect(words?.likely == nil && words?.description.hasSuffix("holds numbers only") == true)
  }

  /// Number, language and text of both sides, as sites export them.
  @Test func languagesAreNoText() throws {
    let found = try finding([
      { "\($0)" }, { _ in "eng" }, text, { "\($0 + 50)" }, { _ in "fra" }, translation,
    ])
    #expect(columns(found) == [3, 6])
    #expect(
      found?.problem.hasSuffix("holds numbers only, column 2 the same text in every line") == true)
    #expect(columns(try finding([{ _ in "eng" }, text, translation])) == [2, 3])
    let documents = try finding([{ "en/200\($0)/a.xml.gz" }, { "s\($0)" }, text, translation])
    #expect(columns(documents) == [3, 4])
    #expect(columns(try finding([{ _ in "" }, text, translation])) == [2, 3])
  }

  @Test func identicalColumnsAreNamed() throws {
    let found = try finding([text, text, translation])
    #expect(columns(found) == [1, 3])
    #expect(found?.problem.hasPrefix("columns 1 and 2 of ") == true)
    #expect(found?.problem.hasSuffix(" hold the same text") == true)
    #expect(try finding([text, text]) == nil)
  }

  @Test func identicalButForCaseIsIdentical() throws {
    #expect(
      columns(try finding([text, { Self.english[$0].uppercased() }, translation])) == [1, 3])
  }

  @Test func fewWordsAreCodes() {
    let codes = (0..<40).map { ["eng", "fra", "deu"][$0 % 3] }
    #expect(ColumnContent(codes) == .codes)
    #expect(ColumnContent(Array(codes.prefix(12))) == .text)
    #expect(ColumnContent((0..<40).map { "oar\(["s", "en", "ed"][$0 % 3]) up" }) == .text)
  }

  @Test func theDirectionStays() throws {
    #expect(columns(try finding([{ "\($0)" }, text, translation], chosen: (2, 1))) == [3, 2])
  }

  @Test(arguments: [",", ";"])
  func tablesWithCommas(separator: String) throws {
    let found = try finding(
      [{ "\($0)" }, text, translation], header: ["id", "English", "French"],
      separator: separator, name: "p.csv")
    #expect(columns(found) == [2, 3])
  }

  @Test func severalFilesAreLookedAt() throws {
    let directory = try TemporaryDirectory()
    let rows = zip(Self.english, Self.french).map { "\($0)\t\($1)\n" }
    try directory.write(rows.joined(), to: "d/good.tsv")
    try directory.write(rows.enumerated().map { "\($0)\t\($1)" }.joined(), to: "d/scored.tsv")
    let check = try CorpusCheck(of: PairFile.source(at: [directory.file("d")]))
    #expect(check.columns.map(\.file) == [directory.file("d/scored.tsv")])
    #expect(check.columns.first?.chosen == .init(source: 1, target: 2))
  }
}
