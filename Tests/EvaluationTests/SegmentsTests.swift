import Testing

@testable import Evaluation

/// Which segments can be scored, and how text becomes segments.
@Suite struct SegmentsTests {
  @Test func streamsMustFitTheHypotheses() {
    #expect(throws: EvaluationError.noSegments) {
      try BLEU().corpusScore([], references: [[]])
    }
    #expect(throws: EvaluationError.noReferences) {
      try BLEU().corpusScore(["a"], references: [])
    }
    #expect(throws: EvaluationError.lengthMismatch(hypotheses: 2, references: 1, stream: 2)) {
      try BLEU().corpusScore(["a", "b"], references: [["a", "b"], ["a"]])
    }
    #expect(throws: EvaluationError.segmentWithoutReference(segment: 2)) {
      try TER().corpusScore(["a", "b"], references: [["a", nil], ["a", nil]])
    }
    #expect(throws: EvaluationError.noReferences) {
      try ChrF().sentenceScore("a", references: [])
    }
  }

  @Test func errorsNameTheSegment() {
    let error = EvaluationError.segmentWithoutReference(segment: 7)
    #expect(error.description.contains("segment 7"))
    #expect(EvaluationError.invalidUTF8(line: 3).description.contains("line 3"))
  }

  @Test func onlyLineFeedsEndLines() throws {
    let text = "one\u{2028}two\u{85}three\u{0C}four\rfive\nsix \u{A0}\r\n\nseven"
    #expect(
      try TextLines.parse(Array(text.utf8)) == [
        "one\u{2028}two\u{85}three\u{0C}four\rfive", "six", "", "seven",
      ])
    #expect(try TextLines.parse([]) == [])
    #expect(try TextLines.parse(Array("\n".utf8)) == [""])
  }

  @Test(arguments: [
    ([0x61, 0x0A, 0xC3, 0x0A], 2), ([0xED, 0xA0, 0x80], 1), ([0xC0, 0x80], 1),
    ([0x0A, 0x0A, 0xF5, 0x80, 0x80, 0x80], 3),
  ])
  func invalidUTF8IsAnError(bytes: [UInt8], line: Int) {
    #expect(throws: EvaluationError.invalidUTF8(line: line)) { try TextLines.parse(bytes) }
  }

  @Test func tabsSeparateColumns() throws {
    #expect(try TextLines.columns(["a\tb ", "\tc"], count: 2) == [["a", ""], ["b", "c"]])
    #expect(throws: EvaluationError.fieldCount(line: 2, expected: 2, found: 3)) {
      try TextLines.columns(["a\tb", "a\tb\tc"], count: 2)
    }
  }

  @Test func aHundredFullStopsApartLookTokenized() throws {
    func warnings(_ count: Int) throws -> [SegmentWarning] {
      let hypotheses = [String](repeating: "it ends here .", count: count)
      return try Segments(hypotheses: hypotheses, references: [hypotheses]).warnings
    }
    #expect(try warnings(99) == [])
    #expect(try warnings(100) == [.looksTokenized(lines: 100)])
  }

  @Test func blankHypothesesAreNoticed() throws {
    let segments = try Segments(
      hypotheses: ["a", " \u{3000}", ""], references: [["a", "b", "c"]])
    #expect(segments.warnings == [.blankHypotheses(lines: 2, first: 2)])
  }
}
