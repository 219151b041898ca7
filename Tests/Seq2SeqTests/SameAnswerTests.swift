import TestSupport
import Testing

@testable import Seq2Seq

/// The shipped model gives a line the same text and score whatever lines are beside it.
@Suite struct SameAnswerTests {
  private static let root = String(
    #filePath.dropLast("Tests/Seq2SeqTests/SameAnswerTests.swift".count))

  /// Sentences of the test set, and lines that are not sentences.
  private static func lines() throws -> [String] {
    var sources: [String] = []
    try TabSeparatedPairs(path: root + "data/test.tsv").forEachPair { sources.append($0.source) }
    return stride(from: 0, to: sources.count, by: 25).map { sources[$0] } + [
      "", " ", "a", "I", "???", "Xyzzy plugh qwertz.", "I am I am I am I am I am I am", "中文 ไทย",
      sources[..<4].joined(separator: " "),
    ]
  }

  @Test(arguments: [1, 4])
  func whateverTheCompany(beam: Int) throws {
    let model = try TranslationModel(path: Self.root + "models/phrasebook/model.safetensors")
    let lines = try Self.lines()
    #expect(lines.count > 40)
    var options = SearchOptions()
    options.beam = beam
    let alone = Translator(model, threads: 1)
    let expected = lines.map { alone.translate([$0], options)[0] }
    #expect(Set(expected.map(\.text)).count > 30)
    var generator = TestSupport.SeededGenerator(seed: UInt64(beam))
    for threads in 1...3 {
      let translator = Translator(model, threads: threads)
      for _ in 0..<4 {
        options.batch = Int.random(in: 1...70, using: &generator)
        options.nBest = Int.random(in: 1...beam, using: &generator)
        let order = lines.indices.shuffled(using: &generator)
        let company = Array(order.prefix(Int.random(in: 1...lines.count, using: &generator)))
        let results = translator.translate(company.map { lines[$0] }, options)
        #expect(results.count == company.count)
        for (index, result) in zip(company, results) {
          #expect(result.candidates.first == expected[index].candidates.first)
          #expect(result.text == expected[index].text, "\(options) with \(threads) threads")
        }
      }
    }
  }
}
