import Seq2Seq
import TestSupport
import Testing

@Suite struct TabSeparatedPairsTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  func read(
    _ bytes: some Sequence<UInt8>, columns: (source: Int, target: Int) = (1, 2)
  ) throws -> (pairs: [SentencePair], report: CorpusReport) {
    try TabSeparatedPairs(path: directory.write(bytes, to: "pairs.tsv"), columns: columns).all()
  }

  func origin(_ line: Int) -> PairOrigin {
    PairOrigin(file: directory.file("pairs.tsv"), unit: .line, number: line)
  }

  func message(_ bytes: some Sequence<UInt8>) throws -> String {
    let path = try directory.write(bytes, to: "pairs.tsv")
    let message = TabSeparatedPairs(path: path).failure().map { "\($0)" } ?? "no error"
    return message.replacing("\(directory.path)/", with: "")
  }

  @Test func readsPairsInOrder() throws {
    let (pairs, report) = try read("Il fait froid.\tIt is cold.\nOui.\tYes.".utf8)
    #expect(
      pairs == [
        SentencePair(source: "Il fait froid.", target: "It is cold.", origin: origin(1)),
        SentencePair(source: "Oui.", target: "Yes.", origin: origin(2)),
      ])
    #expect("\(report)" == "all 2 lines used")
  }

  @Test func columnsChooseDirection() throws {
    let bytes = Array("one\tun\tCC BY\n".utf8)
    let swapped = try read(bytes, columns: (2, 1)).pairs
    #expect(swapped == [SentencePair(source: "un", target: "one", origin: origin(1))])
    let outer = try read(bytes, columns: (3, 1)).pairs
    #expect(outer == [SentencePair(source: "CC BY", target: "one", origin: origin(1))])
  }

  @Test func columnsAreCountedFromOne() throws {
    let corpus = TabSeparatedPairs(path: try directory.write("a\tb\n"), columns: (0, 1))
    #expect(corpus.failure() == .invalidColumns(source: 0, target: 1))
  }

  @Test func nothingIsQuotedAndNoWordIsSpecial() throws {
    let text = "\"\tone\nNA\tnull\n\"a\tb\"\nnan\tNaN\n'\t\\N\n#\tcomment\n"
    let (pairs, report) = try read(text.utf8)
    #expect(pairs.map(\.source) == ["\"", "NA", "\"a", "nan", "'", "#"])
    #expect(pairs.map(\.target) == ["one", "null", "b\"", "NaN", "\\N", "comment"])
    #expect(report.unitsLeftOut == 0)
  }

  @Test func onlyLineFeedSeparatesPairs() throws {
    let inside = "a\u{2028}b\u{85}c\u{B}d\u{C}e\rf"
    let (pairs, _) = try read("\u{FEFF}\(inside)\t1\r\n2\t3\n4\t5\r\n".utf8)
    #expect(pairs.map { Array($0.source.utf8) } == [inside, "2", "4"].map { Array($0.utf8) })
    #expect(pairs.map(\.target) == ["1", "3", "5"])
  }

  @Test func badLinesAreCountedAndNamed() throws {
    var bytes = Array("a\tb\nno tab\n\n \t\u{A0}\n\tb\na\t  \na\tb\0\n".utf8)
    bytes += [0xC3, 0x09, 0x61, 0x0A]
    bytes += Array(String(repeating: "x\n", count: 7).utf8)
    let (pairs, report) = try read(bytes)
    #expect(pairs.count == 1)
    #expect(report.units == 15)
    #expect(
      "\(report)" == """
        14 of 15 lines left out: 2 blank (lines 3, 4), 8 without TAB (lines 2, 9, 10, 11, 12, …), \
        2 with an empty side (lines 5, 6), 1 not UTF-8 (line 8), 1 with a NUL character (line 7)
        """)
  }

  @Test func badBytesInUnusedColumnsDoNotMatter() throws {
    let (pairs, _) = try read(Array("a\tb\t".utf8) + [0xFF, 0x00])
    #expect(pairs.count == 1)
  }

  @Test func longLinesAreLeftOut() throws {
    let long = String(repeating: "word ", count: 2_000_000)
    let (pairs, report) = try read("a\tb\n\(long)\t\(long)\nc\td\n".utf8)
    #expect(pairs.map(\.origin.number) == [1, 3])
    #expect("\(report)" == "1 of 3 lines left out: 1 too long (line 2)")
  }

  @Test func manyColumnsAreRead() throws {
    let line = Array(repeating: "x", count: 100_000).joined(separator: "\t")
    let bytes = Array("\(line)\n\(line)\n".utf8)
    #expect(try read(bytes).pairs.count == 2)
    #expect(try read(bytes, columns: (100_000, 1)).pairs.count == 2)
    let path = directory.file("pairs.tsv")
    #expect(
      TabSeparatedPairs(path: path, columns: (1, 100_001)).failure()?.description == """
        no sentence pairs in \(path): no column 100001 in any of its 2 lines; choose other columns
        """)
  }

  @Test func compressedPairsAreRead() throws {
    let pairs = try read(Gzip.compressedByPython).pairs
    #expect(pairs.map(\.target) == ["It is cold.", "It is cold.", "It is cold."])
  }

  @Test func compressedPairsCutShortAreAnError() throws {
    let path = try directory.write(Gzip.compressedByPython.dropLast(3))
    #expect(
      TabSeparatedPairs(path: path).failure()
        == .file(FileError(path: path, action: .read, reason: .gzipCutShort)))
  }

  @Test func eachPassReadsTheWholeFile() throws {
    let corpus = TabSeparatedPairs(path: try directory.write("a\tb\nc\td\n"))
    #expect(try corpus.all().pairs == corpus.all().pairs)
  }

  @Test func aPassMayStopEarly() throws {
    let pass = try UsablePairs(
      of: TabSeparatedPairs(path: directory.write("a\tb\nbad\nc\td\n")))
    #expect(try pass.next()?.source == "a")
    #expect(pass.report.units == 1)
    #expect(try pass.next()?.source == "c")
    #expect(try pass.next() == nil)
    #expect(pass.report.unitsLeftOut == 1)
  }

  // MARK: - Corpora without a usable pair

  @Test func unusableCorporaAreDiagnosed() throws {
    #expect(try message([]) == "no sentence pairs in pairs.tsv: it is empty")
    #expect(
      try message(String(repeating: "\n", count: 100_000).utf8)
        == "no sentence pairs in pairs.tsv: its 100,000 lines are all blank")
    #expect(
      try message(String(repeating: "one, two\n", count: 3000).utf8) == """
        no sentence pairs in pairs.tsv: no TAB in any of its 3,000 lines; \
        a line must be source, TAB, target
        """)
    #expect(
      try message("a\t\n\tb\n".utf8) == """
        no sentence pairs in pairs.tsv: 2 of 2 lines left out: 2 with an empty side (lines 1, 2)
        """)
  }

  @Test func binaryFilesAreDiagnosed() throws {
    var generator = Seq2Seq.SeededGenerator(seed: 1)
    let binary = (0..<10_000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    let message = try message(binary)
    #expect(message.contains("its text is not UTF-8"), "\(message)")
  }

  @Test func filesThatCannotBeReadAreErrors() throws {
    let missing = directory.file("missing.tsv")
    #expect(
      TabSeparatedPairs(path: missing).failure()
        == .file(FileError(path: missing, action: .read, reason: .notFound)))
    #expect(
      TabSeparatedPairs(path: directory.path).failure()
        == .file(FileError(path: directory.path, action: .read, reason: .isDirectory)))
  }

  @Test func whatCanBeReadOnlyOnceIsKnown() throws {
    #expect(TabSeparatedPairs(path: try directory.write("a\tb")).isRepeatable)
    #expect(!TabSeparatedPairs(path: "/dev/null").isRepeatable)
    #expect(!AlignedPairs(source: directory.file("file"), target: "/dev/null").isRepeatable)
    // Opening it reports the error.
    #expect(TabSeparatedPairs(path: directory.file("missing.tsv")).isRepeatable)
  }
}
