import Seq2Seq
import Testing

/// What holds for pairs from any source.
@Suite struct PairSourceTests {
  private let fuzzy = PairFault(
    "marked as fuzzy", lack: "no finished entry", remedy: "have it translated first")

  /// A format finds only its own faults; faults of the text are found, and all are counted, in one place.
  @Test func faultsOfAnyFormatAreCounted() throws {
    let source = MadeUpPairs(
      MadeUpPairs.findings([("a", "b"), ("", "\u{A0}"), ("c", " "), ("d\0", "e"), ("f", "g")])
        + (6...12).map { .fault(fuzzy, MadeUpPairs.origin($0)) }
        + [.fault(.tooLong, MadeUpPairs.origin(1_300))])
    let (pairs, report) = try source.all()
    #expect(pairs.map(\.source) == ["a", "f"])
    #expect((report.pairs, report.units, report.unitsLeftOut) == (2, 13, 11))
    #expect(
      report.count(fuzzy) == 7 && report.count(.blank) == 1 && report.count(.invalidUTF8) == 0)
    #expect(
      "\(report)" == """
        11 of 13 entries left out: 1 blank (entry 2), \
        7 marked as fuzzy (entries 6, 7, 8, 9, 10, …), 1 with an empty side (entry 3), \
        1 with a NUL character (entry 4), 1 too long (entry 1,300)
        """)
  }

  @Test func aFormatSaysWhatASourceLacks() {
    let source = MadeUpPairs(
      [.fault(fuzzy, MadeUpPairs.origin(1))] + MadeUpPairs.findings([("", "")]))
    #expect(
      source.failure()?.description == """
        no sentence pairs in made up: no finished entry in any of its 2 entries; \
        have it translated first
        """)
    #expect(
      MadeUpPairs([]).failure()?.description == "no sentence pairs in made up: it is empty")
  }

  @Test func aSourceThatFailsOnTheWayIsAnError() throws {
    var source = MadeUpPairs(MadeUpPairs.findings([("a", "b")]))
    let error = CorpusError.file(
      FileError(path: "made up", action: .read, reason: .gzipCutShort))
    source.error = error
    let pairs = try UsablePairs(of: source)
    #expect(try pairs.next()?.target == "b")
    #expect(throws: error) { try pairs.next() }
  }

  @Test func portionsAreAsLargeAsAskedFor() throws {
    let pairs = try UsablePairs(of: InMemoryPairs((1...5).map { ("s\($0)", "t\($0)") }))
    #expect(try pairs.next(most: 3).map(\.source) == ["s1", "s2", "s3"])
    #expect(try pairs.next(most: 3).map(\.target) == ["t4", "t5"])
    #expect(try pairs.next(most: 3).isEmpty)
  }

  @Test func pairsInMemoryAreASource() throws {
    let languages = LanguagePair(source: "de", target: "en")
    let source = InMemoryPairs(
      [("eins", "one"), ("", "two"), ("drei", "three")], languages: languages)
    let (pairs, report) = try source.all()
    #expect(pairs.map(\.source) == ["eins", "drei"])
    #expect(pairs.map { "\($0.origin)" } == ["pair 1", "pair 3"])
    #expect("\(report)" == "1 of 3 pairs left out: 1 with an empty side (pair 2)")
    #expect(source.languages == languages && source.isRepeatable)
    #expect(
      InMemoryPairs([]).failure()?.description
        == "no sentence pairs in the pairs given: it is empty")
  }

  @Test func originsAreForPeople() {
    #expect(
      "\(PairOrigin(file: "pairs.tsv", unit: .line, number: 1_234))" == "pairs.tsv, line 1,234")
    #expect("\(MadeUpPairs.origin(7))" == "entry 7")
  }
}
