import Testing

@testable import Tokenization

struct ConcurrencyTests {
  @Test func manyTasksGetTheSameAnswers() async throws {
    let tokenizer = try SampleText.tokenizer(locale: "th", size: 600)
    let lines = (0..<20).flatMap { round in SampleText.all.map { "\($0) \(round)" } }
    let expected = lines.map(tokenizer.encode)
    let answers = await withTaskGroup(of: [[Int32]].self) { group in
      for _ in 0..<16 { group.addTask { lines.map(tokenizer.encode) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count == 16)
    for answer in answers { #expect(answer == expected) }
  }

  @Test func corporaAreEncodedAsLinesAre() throws {
    let tokenizer = try SampleText.tokenizer(locale: "th", size: 600)
    let forCorpus = tokenizer.forCorpus()
    #expect(forCorpus == tokenizer)
    for line in SampleText.all { #expect(forCorpus.encode(line) == tokenizer.encode(line)) }
  }

  @Test func aLineMayBeEncodedWhileAnotherIs() throws {
    // The generator is called while a line is encoded, and encodes a line itself.
    struct Encoding: RandomNumberGenerator {
      let tokenizer: Tokenizer
      var answers: Set<[Int32]> = []

      mutating func next() -> UInt64 {
        answers.insert(tokenizer.encode("the bread"))
        return 0
      }
    }
    let tokenizer = try SampleText.tokenizer()
    var generator = Encoding(tokenizer: tokenizer)
    _ = tokenizer.encode("the coffee", dropout: 0.5, using: &generator)
    #expect(generator.answers == [tokenizer.encode("the bread")])
  }
}
