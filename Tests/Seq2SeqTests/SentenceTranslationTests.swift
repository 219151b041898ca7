import Foundation
import TestSupport
import Testing

@testable import Seq2Seq

/// Lines of several sentences are translated sentence by sentence.
@Suite struct SentenceTranslationTests {
  private static let root = String(
    #filePath.dropLast("Tests/Seq2SeqTests/SentenceTranslationTests.swift".count))
  private static let path = root + "models/phrasebook/model.safetensors"

  private static func translator() throws -> Translator {
    try Translator(modelAt: path, threads: 2)
  }

  /// Sentences of the test set, of which none is two for ICU.
  private static func sentences() throws -> [String] {
    var sources: [String] = []
    let pass = try UsablePairs(of: TabSeparatedPairs(path: root + "data/test.tsv"))
    while let pair = try pass.next() { sources.append(pair.source) }
    return stride(from: 0, to: sources.count, by: 23).map { sources[$0] }
      .filter { $0.hasSuffix(".") || $0.hasSuffix("?") || $0.hasSuffix("!") }
      .filter { $0.dropLast().allSatisfy { !".?!".contains($0) } }
  }

  @Test func aParagraphIsItsSentences() throws {
    let translator = try Self.translator()
    let sentences = try Self.sentences()
    try #require(sentences.count > 30)
    let alone = translator.translate(sentences)
    var generator = TestSupport.SeededGenerator(seed: 5)
    for count in [2, 3, 5, 9] {
      let order = sentences.indices.shuffled(using: &generator).prefix(count)
      let spaces = order.map { _ in
        [" ", "  ", "\t", "\u{A0}", " \u{3000}"].randomElement(using: &generator) ?? ""
      }
      let line = zip(spaces, order).map { $0 + sentences[$1] }.joined() + "  "
      let result = translator.translate([line])[0]
      #expect(result.text == zip(spaces, order).map { $0 + alone[$1].text }.joined() + "  ")
      #expect(result.sentences.map(\.source) == order.map { sentences[$0] })
      #expect(result.sentences.map(\.translation) == order.map { alone[$0] })
      #expect(result.sourceTokens == order.reduce(0) { $0 + alone[$1].sourceTokens })
    }
  }

  @Test func oneSentenceIsAsEver() throws {
    let translator = try Self.translator()
    let sentences = try Self.sentences()
    var never = SearchOptions()
    never.sentenceSplitting = .never
    #expect(translator.translate(sentences) == translator.translate(sentences, never))
    let indented = translator.translate(sentences.map { " \t\($0)  " })
    for (plain, indented) in zip(translator.translate(sentences), indented) {
      #expect(indented.text == " \t\(plain.text)  ")
      #expect(indented.candidates.map(\.score) == plain.candidates.map(\.score))
      #expect(indented.sentences.isEmpty)
    }
  }

  @Test func splittingCanBeForbidden() throws {
    let translator = try Self.translator()
    let line = try Self.sentences().prefix(3).joined(separator: " ")
    var options = SearchOptions()
    options.sentenceSplitting = .never
    let whole = translator.translate([line], options)[0]
    #expect(whole.sentences.isEmpty)
    #expect(whole.text != translator.translate([line])[0].text)
  }

  @Test(arguments: ["8", "00:01:02,500 --> 00:01:04,000", "  -- 5 --  ", "😀😀", "1.\t2.", "…"])
  func whatHasNoLetterComesThrough(line: String) async throws {
    var options = SearchOptions()
    options.nBest = 3
    for splitting in SentenceSplitting.allCases {
      options.sentenceSplitting = splitting
      let result = try Self.translator().translate([line, "I am cold. \(line)"], options)
      #expect(result[0].candidates.map(\.text) == [line])
      #expect(result[0].candidates[0].tokens == 0 && result[0].candidates[0].isFinished)
      #expect(result[0].candidates[0].score == 0 && result[0].sourceTokens == 0)
    }
    let service = try await TranslationService(modelAt: Self.path, threads: 1)
    #expect(try await service.translate(line).text == line)
  }

  /// The i-th candidates are joined, and their score is that of one sentence of all their tokens.
  @Test(arguments: [false, true])
  func candidatesAreJoinedByRank(isSampling: Bool) throws {
    let translator = try Self.translator()
    var options = SearchOptions()
    options.nBest = 4
    options.lengthPenalty = 0.7
    if isSampling { options.sampling = SamplingOptions() }
    let parts = translator.translate(["I am cold.", "Where is the station?"], options)
    let result = translator.translate(["I am cold. 12! Where is the station?"], options)[0]
    #expect(result.sentences.map(\.translation.candidates.count) == [4, 1, 4])
    try #require(result.candidates.count == 4)
    for (rank, candidate) in result.candidates.enumerated() {
      let (a, b) = (parts[0].candidates[rank], parts[1].candidates[rank])
      #expect(candidate.text == "\(a.text) 12! \(b.text)")
      #expect(candidate.tokens == a.tokens + b.tokens)
      #expect(candidate.logProbability == a.logProbability + b.logProbability)
      #expect(candidate.isFinished == (a.isFinished && b.isFinished))
      let score = options.score(candidate.logProbability, length: a.length + b.length)
      #expect(abs(candidate.score - score) < 1e-5)
    }
  }

  /// The translation begins with the prefix, and sentences that it does not reach are as ever.
  @Test func prefixesBeginTheLine() throws {
    let translator = try Self.translator()
    let line = "I am cold. Where is the station? She is tired."
    let plain = translator.translate([line])[0]
    for prefix in ["Nous", "Nous partons. Elle"] {
      let result = translator.translate([line], prefixes: [prefix])[0]
      #expect(result.text.hasPrefix(prefix))
      let rest = result.sentences.dropFirst().map(\.translation.text)
      #expect(!rest.isEmpty && rest.count < 3)
      #expect(rest == Array(plain.sentences.map(\.translation.text).suffix(rest.count)))
    }
  }

  @Test func aServiceSaysTheSame() async throws {
    let sentences = try Self.sentences()
    let lines = [
      sentences.joined(separator: " "), "", "7", sentences.prefix(2).joined(separator: " "),
      " " + sentences[3],
    ]
    let expected = try Self.translator().translate(lines)
    var options = SearchOptions()
    options.batch = 3
    let service = try await TranslationService(modelAt: Self.path, threads: 2)
    #expect(try await service.translate(lines) == expected)
    #expect(try await service.translate(lines, options) == expected)
    var inOrder: [Translation] = []
    for try await translation in service.translations(of: lines) { inOrder.append(translation) }
    #expect(inOrder == expected)
  }

  @Test func sentencesAreInTheJSON() throws {
    let translation = try Self.translator().translate(["I am cold. 5. Where is the station?"])[0]
    let data = try JSONEncoder().encode(translation)
    #expect(try JSONDecoder().decode(Translation.self, from: data) == translation)
    let fields = translation.jsonFields { _ in nil }
    #expect(fields.map(\.0).last == "sentences")
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let sentences = try #require(object["sentences"] as? [[String: Any]])
    #expect(
      sentences.map { $0["source"] as? String } == ["I am cold.", "5.", "Where is the station?"])
    #expect(
      sentences.map { $0["translation"] as? String }
        == translation.sentences.map(\.translation.text))
  }

  // MARK: - Alignments

  /// Words are counted in the whole line and the whole translation.
  @Test func alignmentsAreOfTheLine() throws {
    let model = try SearchEnsembleTests.model(seed: 4, attention: .additive)
    let translator = Translator(model, threads: 1)
    var options = SearchOptions()
    options.keepsAttention = true
    let line = "  The red boat. 1 - 2. We hear the rain!"
    let result = translator.translate([line], options)[0]
    let joined = try #require(result.candidates[0].alignment)
    let parts = try result.sentences.map { try #require($0.translation.candidates[0].alignment) }
    try #require(parts.count == 3)
    let targets = result.sentences.map { $0.translation.text.utf8.split { $0 <= 0x20 }.count }
    let starts = [(0, 0), (3, targets[0]), (6, targets[0] + targets[1])]
    let links = zip(parts, starts).flatMap { part, start in
      part.wordLinks.map { "\($0.source + start.0)-\($0.target + start.1)" }
    }
    #expect(joined.wordLinks.map(\.description) == links)
    #expect(parts[1].wordLinks.map(\.description) == ["0-0", "1-1", "2-2"])
    #expect(joined.source.count { $0 == "</s>" } == 1 && joined.source.last == "</s>")
    #expect(joined.weights.count == joined.target.count)
    for row in joined.weights {
      #expect(row.count == joined.source.count)
      #expect(abs(row.reduce(0, +) - 1) < 1e-4)
    }
    let data = try JSONEncoder().encode(result)
    #expect(try JSONDecoder().decode(Translation.self, from: data) == result)
  }

  @Test func tokensOfASentenceLookAtTheirOwn() throws {
    let model = try SearchEnsembleTests.model(seed: 6, attention: .dot)
    var options = SearchOptions()
    options.keepsAttention = true
    let result = Translator(model, threads: 1).translate(["My brother. Old books."], options)[0]
    let joined = try #require(result.candidates[0].alignment)
    let first = result.sentences[0].translation
    let (sources, targets) = (first.sourceTokens, first.candidates[0].tokens)
    for (row, weights) in joined.weights.enumerated() {
      let others = row < targets ? weights[sources..<weights.count - 1] : weights[..<sources]
      #expect(others.allSatisfy { $0 == 0 })
    }
    #expect(
      joined.tokenLinks.map(\.target) == Array(0..<result.candidates[0].tokens))
  }
}
