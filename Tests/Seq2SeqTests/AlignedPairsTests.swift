import Seq2Seq
import TestSupport
import Testing

@Suite struct AlignedPairsTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  func origin(_ line: Int) -> PairOrigin {
    PairOrigin(file: directory.file("a.fr"), unit: .line, number: line)
  }

  @Test func linesArePaired() throws {
    let corpus = AlignedPairs(
      source: try directory.write("un\tdeux\n\n \nquatre", to: "a.fr"),
      target: try directory.write(Gzip.member(Array("one\n\ntwo\r\nfour".utf8)), to: "a.en.gz"))
    let (pairs, report) = try corpus.all()
    #expect(
      pairs == [
        SentencePair(source: "un\tdeux", target: "one", origin: origin(1)),
        SentencePair(source: "quatre", target: "four", origin: origin(4)),
      ])
    #expect(report.count(.blank) == 1)
    #expect(report.count(.emptySide) == 1)
    #expect(corpus.languages == LanguagePair(source: "fr", target: "en"))
  }

  @Test(arguments: [("1\n2\n3\n", "1\n2\n", 3, 2), ("1\n", "1\n\n\n", 1, 3), ("", "1", 0, 1)])
  func filesOfDifferentLengthAreAnError(
    source: String, target: String, sourceLines: Int, targetLines: Int
  ) throws {
    let sourcePath = try directory.write(source, to: "source")
    let targetPath = try directory.write(target, to: "target")
    let expected = CorpusError.lineCountsDiffer(
      sourcePath: sourcePath, sourceLines: sourceLines,
      targetPath: targetPath, targetLines: targetLines)
    #expect(AlignedPairs(source: sourcePath, target: targetPath).failure() == expected)
  }

  @Test func badLinesOfEitherFileAreCounted() throws {
    let long = String(repeating: "x", count: 100)
    var corpus = AlignedPairs(
      source: try directory.write(Array("a\nb\0\n\(long)\n".utf8) + [0xFF, 0x0A], to: "a.fr"),
      target: try directory.write("1\n2\n3\n4\n", to: "a.en"))
    corpus.maximumLineLength = 99
    let (pairs, report) = try corpus.all()
    #expect(pairs == [SentencePair(source: "a", target: "1", origin: origin(1))])
    #expect(
      "\(report)" == """
        3 of 4 lines left out: 1 not UTF-8 (line 4), 1 with a NUL character (line 2), \
        1 too long (line 3)
        """)
  }
}
