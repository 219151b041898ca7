import Seq2Seq
import TestSupport
import Testing

/// Files of any format, and several together.
@Suite struct PairFileTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let memory =
    "<tmx><body><tu><tuv xml:lang='en'><seg>t</seg></tuv><tuv xml:lang='fr'><seg>u</seg></tuv></tu></body></tmx>"
  private static let unit =
    "<xliff version='2.0' srcLang='en' trgLang='fr'><file><unit><segment><source>x</source><target>y</target></segment></unit></file></xliff>"

  private func sources(
    _ names: [String], _ options: PairFile.Options = PairFile.Options()
  ) throws -> [String] {
    try PairFile.source(at: names.map(directory.file), options).all().pairs.map(\.source)
  }

  @Test func namesTellFormats() throws {
    try directory.write("a\tb\n", to: "a.tsv")
    try directory.write("c,d\n", to: "c.csv")
    try directory.write(Self.memory, to: "t.tmx")
    try directory.write(Gzip.member(Array(Self.unit.utf8)), to: "x.xlf.gz")
    try directory.write("msgid \"p\"\nmsgstr \"q\"\n", to: "p.PO")
    try directory.write("[\"j\",\"k\"]\n", to: "j.jsonl")
    let names = ["x.xlf.gz", "a.tsv", "p.PO", "c.csv", "j.jsonl", "t.tmx"]
    #expect(try sources(names) == ["x", "a", "p", "c", "j", "t"])
    // A directory is read in the order of names.
    #expect(try sources([""]) == ["a", "c", "j", "p", "t", "x"])
    var swapped = PairFile.Options()
    swapped.columns = (2, 1)
    #expect(try sources([""], swapped) == ["b", "d", "k", "q", "u", "y"])
  }

  @Test func contentTellsFormatsBetterThanNames() throws {
    try directory.write("\u{FEFF}<?xml version=\"1.0\"?>\n\(Self.memory)", to: "1.txt")
    try directory.write(Gzip.member(Array(Self.unit.utf8)), to: "2.xml")
    try directory.write("{\"source\":\"j\",\"target\":\"k\"}\n", to: "3.json")
    try directory.write("# c\nmsgid \"p\"\nmsgstr \"q\"\n", to: "4.tsv")
    try directory.write("a\tb\n", to: "5.data")
    #expect(
      try sources(["1.txt", "2.xml", "3.json", "4.tsv", "5.data"]) == ["t", "x", "j", "p", "a"])
  }

  @Test func directoriesAreReadWhole() throws {
    try directory.write("2\tb\n", to: "d/b/c.tsv")
    try directory.write("1\tb\n", to: "d/a.tsv")
    try directory.write("no pairs", to: "d/README")
    try directory.write("3\tb\n", to: "d/z.txt")
    try directory.write("hidden\tb\n", to: "d/.a.tsv")
    try directory.write("hidden\tb\n", to: "d/.git/a.tsv")
    try directory.write("0\tb\n", to: "first.tsv")
    #expect(try sources(["first.tsv", "d"]) == ["0", "1", "2", "3"])
    try directory.write("no pairs", to: "e/README")
    #expect(
      throws: CorpusError.file(
        FileError(
          path: directory.file("e"), action: .read,
          reason: .nothingToRead(endings: ".tsv, .csv, .tmx, .xlf, .po, .jsonl")))
    ) { try sources(["e"]) }
  }

  @Test func severalFilesAreCountedThrough() throws {
    try directory.write("a\tb\nbad\nc\td\n", to: "a.tsv")
    try directory.write("e,f\n\"g\nh\",\n", to: "b.csv")
    let source = try PairFile.source(at: [directory.file("a.tsv"), directory.file("b.csv")])
    let (pairs, report) = try source.all()
    #expect(source.name == "\(directory.file("a.tsv")) and 1 more")
    #expect(pairs.map(\.origin.number) == [1, 3, 4])
    #expect(
      pairs.map { "\($0.origin)".replacing("\(directory.path)/", with: "") }
        == ["a.tsv, line 1", "a.tsv, line 3", "b.csv, line 1"])
    #expect(
      report.description.replacing("\(directory.path)/", with: "") == """
        2 of 5 pairs left out: 1 without TAB (a.tsv line 2), 1 with an empty side (b.csv line 2)
        """)
  }

  @Test func languagesMustAgree() throws {
    try directory.write("a\tb\n", to: "1.en-fr.tsv")
    try directory.write("a\tb\n", to: "2.fr-en.tsv")
    try directory.write(
      Self.memory.replacing("</tu>", with: "<tuv xml:lang='de'><seg>v</seg></tuv></tu>"),
      to: "m.tmx")
    let paths = ["1.en-fr.tsv", "2.fr-en.tsv"].map(directory.file)
    let pair = LanguagePair(source: "en", target: "fr")
    #expect(
      try PairFile.source(at: paths).failure()
        == .languagesDiffer(name: paths[0], pair, other: paths[1], pair.swapped))
    var options = PairFile.Options()
    options.languages = pair
    #expect(try PairFile.source(at: paths, options).all().pairs.count == 2)
    // The name of one file tells which texts of another are meant.
    #expect(try sources(["1.en-fr.tsv", "m.tmx"]) == ["a", "t"])
    #expect(try sources(["2.fr-en.tsv", "m.tmx"]) == ["a", "u"])
    let both = try PairFile.source(at: [paths[0], directory.file("m.tmx")])
    #expect(both.languages == pair && both.isRepeatable)
  }

  @Test func aFileThatCannotBeReadIsNamed() throws {
    try directory.write("a\tb\n", to: "a.tsv")
    try directory.write([0x50, 0x4B, 3, 4, 0, 0], to: "b.tsv")
    let message = try PairFile.source(at: ["a.tsv", "b.tsv"].map(directory.file)).failure()
    #expect(message?.description.contains("b.tsv: it is a zip archive") == true)
  }
}
