import TestSupport
import Testing

@testable import Seq2Seq

/// Glossaries as people write them, and as they should not.
@Suite struct GlossaryTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func glossary(_ text: String) throws -> Glossary {
    try Glossary(path: directory.write(text))
  }

  private func error(_ bytes: some Sequence<UInt8>) throws -> GlossaryError? {
    let path = try directory.write(bytes, to: "bad.tsv")
    do {
      _ = try Glossary(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test func linesAreTermsAndTranslations() throws {
    let glossary = try glossary(
      """
      \u{FEFF}source\ttarget\r\n# a comment\r\n\r\nhat\tcouvre-chef\tnot read\r\n*to  bake\t*cuire \r
      #tag\t#mot\n"red ""big"" barn"\t"grange\u{301}"\nhat\tcouvre-chef\n# with\ta TAB
      """)
    #expect(
      glossary.entries.map(\.source) == ["hat", "to bake", "#tag", "red \"big\" barn"])
    #expect(
      glossary.entries.map(\.target) == ["couvre-chef", "cuire", "#mot", "grangé"])
    #expect(glossary.entries.map(\.isFoundInflected) == [false, true, false, false])
    #expect(glossary.entries.map(\.mayBeInflected) == [false, true, false, false])
    #expect(try self.glossary("").entries.isEmpty)
    #expect(
      try self.glossary("a\tb\n").hashValue == Glossary([("a", "b")]).hashValue)
    #expect(try self.glossary("a\tb\n") == Glossary([("a", "b")]))
    #expect(try self.glossary("a\tb\n") != Glossary([("a", "c")]))
  }

  /// The same term in other case, or with a star, is another one.
  @Test func termsMayDifferInCase() throws {
    let glossary = try glossary("us\tnous\nUS\tÉtats-Unis\n*us\tnous\n*US\tnous\n")
    #expect(glossary.entries.count == 3)
  }

  @Test(arguments: [
    ("hat\n", 1, GlossaryError.Fault.noTab), ("a\tb\n\n\tc\n", 3, .noSource),
    ("a\tb\nc\t \n", 2, .noTarget), ("*\tb\n", 1, .noSource), ("a\t**\n", 1, .noTarget),
    ("\u{200B}\tb\n", 1, .noSource),
    ("a\tb\n*hat\tc\n*Hat\td\n", 3, .twoTargets(source: "Hat", firstLine: 2)),
    ("a\tb\na\tc\n", 2, .twoTargets(source: "a", firstLine: 1)),
  ])
  func faultsAreNamed(text: String, line: Int, fault: GlossaryError.Fault) throws {
    let error = try #require(try error(text.utf8))
    #expect(error == .malformed(path: directory.file("bad.tsv"), line: line, fault))
    #expect(error.description.contains("line \(line)"))
    #expect(!error.description.contains("\n"))
  }

  @Test func filesThatAreNoneAreRefused() throws {
    #expect(
      try error(Array("a\t".utf8) + [UInt8](repeating: 0x62, count: 1 << 17))
        == .malformed(path: directory.file("bad.tsv"), line: 1, .tooLong))
    #expect(try error([0x50, 0x4B, 3, 4] + [UInt8](repeating: 7, count: 100)) != nil)
    #expect(try error("a\tb\u{0}c\n".utf8) != nil)
    #expect(throws: GlossaryError.self) { try Glossary(path: directory.file("none")) }
    #expect(throws: GlossaryError.self) { try Glossary(path: directory.path) }
    do {
      _ = try Glossary([("a", "b"), (" ", "c")])
      Issue.record("no term")
    } catch {
      #expect(
        error.description
          == "pair 2 has no source term; a line must be source term, TAB, target term")
    }
  }
}
