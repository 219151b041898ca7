import Testing

@testable import Seq2Seq

/// A service and a translator give the same translations.
@Suite struct ServedModelTests {
  private static let root = String(
    #filePath.dropLast("Tests/Seq2SeqTests/ServedModelTests.swift".count))
  private static let path = root + "models/phrasebook/model.safetensors"

  private static func lines() throws -> [String] {
    var sources: [String] = []
    let pass = try UsablePairs(of: TabSeparatedPairs(path: root + "data/test.tsv"))
    while let pair = try pass.next() { sources.append(pair.source) }
    return stride(from: 0, to: sources.count, by: 12).map { sources[$0] } + ["", "a", "中文 ไทย"]
  }

  /// Concurrent calls with many lines, with few, with a sequence, and with other options.
  @Test func saysWhatATranslatorSays() async throws {
    let model = try TranslationModel(path: Self.path)
    let lines = try Self.lines()
    let translator = Translator(model, threads: 1)
    let expected = translator.translate(lines)
    var greedy = SearchOptions()
    greedy.beam = 1
    let expectedGreedy = translator.translate(lines, greedy, maximumTokens: 3)
    #expect(expected.count > 80 && expectedGreedy.contains { $0.wasCut })

    let service = try await TranslationService(modelAt: Self.path, threads: 2)
    async let all = service.translate(lines)
    async let others = service.translate(lines, greedy, maximumTokens: 3)
    async let reversed = service.translate(lines.reversed())
    let one = try await service.translate(lines[5])
    #expect(one == expected[5])
    var inOrder: [Translation] = []
    for try await translation in service.translations(of: lines) { inOrder.append(translation) }
    #expect(inOrder == expected)
    #expect(try await all == expected)
    #expect(try await others == expectedGreedy)
    #expect(try await reversed == expected.reversed())
  }

  @Test func prefixesAreKept() async throws {
    let service = try await TranslationService(modelAt: Self.path, threads: 1)
    let (line, prefix) = ("I am cold.", "Nous")
    let expected = try Translator(modelAt: Self.path, threads: 1).translate(
      [line], prefixes: [prefix])
    let result = try await service.translate(line, prefix: prefix)
    #expect(result == expected[0] && result.text.hasPrefix(prefix))
  }

  @Test func missingModelsAreNamed() async {
    await #expect(throws: ModelError.self) {
      _ = try await TranslationService(modelAt: "/nowhere/model.safetensors")
    }
  }

  /// A sentence that nobody waits for leaves the batch after the current time step; the others do not change.
  @Test func abandonedSentencesLeaveTheBatch() {
    let sample = SearchSample(SearchSample.small(), seed: 3)
    let sources = SearchSample.sentences(4)
    let options = SearchOptions()
    let search = sample.beamSearch(options)
    let expected = search.translate(SourceBatch(sources))
    var asked = [Int](repeating: 0, count: sources.count)
    let found = search.translate(SourceBatch(sources)) { sentence in
      asked[sentence] += 1
      return sentence == 1 && asked[1] == 2
    }
    #expect(asked[1] == 2 && asked[0] > 2)
    #expect([0, 2, 3].allSatisfy { found[$0] == expected[$0] })
    var steps = 0
    _ = search.translate(SourceBatch(sources)) { _ in
      steps += 1
      return true
    }
    #expect(steps == sources.count)
  }
}
