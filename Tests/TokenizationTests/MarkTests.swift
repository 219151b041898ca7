import Testing
import Tokenization

@Suite struct MarkTests {
  private let first = Mark(0)
  private let second = Mark(31)

  private func tokenizer(marks: [Mark]) throws -> Tokenizer {
    var options = TokenizerOptions()
    options.marks = marks
    let mark = first.scalar
    // Without care for marks, "b" and the mark would be the most frequent pair.
    let line = String(repeating: "ab\(mark) ab\(mark)cd ", count: 20)
    return try TokenizerTrainer.learn(from: [line], options: options)
  }

  @Test func marksAreNoncharacters() {
    for number in 0..<Mark.count {
      let mark = Mark(number)
      #expect(mark.scalar.value == 0xFDD0 + UInt32(number))
      #expect(mark.scalar.properties.isNoncharacterCodePoint)
      #expect(Mark(mark.scalar) == mark)
    }
    #expect(Mark("\u{FDCF}") == nil)
    #expect(Mark("\u{FDF0}") == nil)
    #expect(first < second)
  }

  @Test func eachMarkIsOneTokenWhereverItStands() throws {
    let tokenizer = try tokenizer(marks: [first, second])
    let id = try #require(tokenizer.vocabulary.id(of: first))
    let other = try #require(tokenizer.vocabulary.id(of: second))
    let (a, b) = (first.scalar, second.scalar)
    let line = "ab\(a) ab\(a)cd \(b)\(b) x\(a)"
    let ids = tokenizer.encode(line)
    #expect(ids.count { $0 == id } == 3)
    #expect(ids.count { $0 == other } == 2)
    #expect(tokenizer.decode(ids) == line)
    let pieces = (0..<Int32(tokenizer.vocabularySize)).filter { piece in
      tokenizer.decode([piece]).unicodeScalars.contains { Mark($0) != nil }
    }
    #expect(pieces == [id, other])
  }

  @Test func marksStayWithTheFile() throws {
    let tokenizer = try tokenizer(marks: [first, second])
    let read = try Tokenizer(serialized: tokenizer.serialized())
    #expect(read == tokenizer)
    #expect(read.vocabulary.id(of: second) == tokenizer.vocabulary.id(of: second))
  }

  @Test func aVocabularyWithoutMarksWritesThemAsBytes() throws {
    let tokenizer = try tokenizer(marks: [])
    #expect(tokenizer.vocabulary.id(of: first) == nil)
    let line = "ab\(first.scalar)"
    #expect(tokenizer.decode(tokenizer.encode(line)) == line)
  }

  @Test func linesFromOutsideLoseTheirMarks() {
    #expect(Mark.removed(from: "a\(first.scalar)b \(second.scalar)") == "ab ")
    #expect(Mark.removed(from: "é 😀\u{FDCF}") == "é 😀\u{FDCF}")
  }
}
