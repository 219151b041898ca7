import Seq2Seq
import TestSupport
import Testing

@Suite struct CommaSeparatedPairsTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func source(
    _ text: String, columns: (source: Int, target: Int) = (1, 2)
  ) throws -> CommaSeparatedPairs {
    CommaSeparatedPairs(path: try directory.write(text, to: "a.csv"), columns: columns)
  }

  private func texts(
    _ text: String, columns: (source: Int, target: Int) = (1, 2)
  ) throws -> [[String]] {
    try source(text, columns: columns).all().pairs.map { [$0.source, $0.target] }
  }

  @Test(arguments: [
    "one,un\ntwo,deux\n", "one;un\r\ntwo;deux\r\n", "one\tun\ntwo\tdeux", "one|un\ntwo|deux\n",
    "sep=;\none;un\ntwo;deux\n", "\u{FEFF}one,un\ntwo,deux\n", "\"one\",\"un\"\n\"two\",\"deux\"\n",
    "one, \"un\" \ntwo,deux\n", "one,un,,\ntwo,deux,x,y\n", "one,un\rtwo,deux\r",
  ])
  func cellsAreDivided(text: String) throws {
    #expect(try texts(text) == [["one", "un"], ["two", "deux"]])
  }

  /// Commas in sentences do not make a file with semicolons one with commas.
  @Test func theMostRegularDelimiterIsTaken() throws {
    #expect(
      try texts("Yes, it is;Oui, c'est ça\nNo;Non\nOne, two, three;Un, deux, trois\n")
        == [
          ["Yes, it is", "Oui, c'est ça"], ["No", "Non"], ["One, two, three", "Un, deux, trois"],
        ])
    #expect(
      try texts("1;a;\"b, c\"\n2;d;\"e; f\"\n", columns: (2, 3)) == [
        ["a", "b, c"], ["d", "e; f"],
      ])
  }

  @Test func marksAndLineBreaksInCells() throws {
    #expect(
      try texts(
        "\"He said \"\"no\"\".\",\"a, b\"\r\n\"first\r\nsecond\n\n  third\",x\r\n5\" disk,y\n")
        == [["He said \"no\".", "a, b"], ["first second third", "x"], ["5\" disk", "y"]])
  }

  @Test func placesAreLinesOfTheFile() throws {
    let (pairs, report) = try source("\"a\nb\",c\nd,\n,\ne\nf,g\n").all()
    #expect(
      pairs.map { "\($0.origin)" }
        == ["a.csv, line 1", "a.csv, line 6"].map {
          "\(directory.path)/\($0)"
        })
    #expect(
      report.description == """
        3 of 5 records left out: 1 blank (line 4), 1 with fewer than 2 columns (line 5), \
        1 with an empty side (line 3)
        """)
  }

  /// One misplaced mark costs one line.
  @Test func misplacedMarksAreFaultsOfTheirLine() throws {
    let (pairs, report) = try source("a,b\n\"c\" d,e\nf,\"g\nh,i\nj,k\n").all()
    #expect(pairs.map(\.source) == ["a", "h", "j"])
    #expect(
      report.description
        == "2 of 5 records left out: 2 with misplaced quotation marks (lines 2, 3)")
  }

  @Test func namesOfColumns() throws {
    let text = "id,English,French\n1,one,un\n"
    let pairs = try source(text, columns: (3, 2))
    #expect(try pairs.all().pairs.map(\.target) == ["one"])
    #expect(pairs.languages == LanguagePair(source: "fr", target: "en"))
  }

  @Test func otherFilesAreDiagnosed() throws {
    #expect(
      try source("no cells\nat all\n").failure()?.description.hasSuffix(
        "no column 2 in any of its 2 records; cells must be separated by commas, semicolons or TABs"
      )
        == true)
    #expect(try source("").failure()?.description.hasSuffix("it is empty") == true)
    #expect(try source("a,b", columns: (0, 1)).failure() == .invalidColumns(source: 0, target: 1))
  }

  @Test func manyOpenMarks() throws {
    let text = String(repeating: "\"open,x\n", count: 20_000)
    #expect(try source(text).failure() != nil)
  }

  @Test func gzipIsUnpacked() throws {
    let path = try directory.write(Gzip.member(Array("one,un\n".utf8)), to: "a.csv.gz")
    #expect(try CommaSeparatedPairs(path: path).all().pairs.count == 1)
  }
}
