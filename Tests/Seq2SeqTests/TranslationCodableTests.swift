import Foundation
import Testing

@testable import Seq2Seq

/// A translation as JSON, and back.
@Suite struct TranslationCodableTests {
  private func translations(
    attention: ModelOptions.Attention = .none
  ) throws -> [Translation] {
    var sample = try TrainingSample()
    sample.options.model.attention = attention
    sample.options.maximumEpochs = 1
    try sample.train()
    var options = SearchOptions()
    options.nBest = 3
    options.keepsAttention = true
    return Translator(try sample.model(), threads: 1).translate(
      ["The red boat.", "", "\"We\" hear\tthe rain / and more."], options, maximumTokens: 12)
  }

  private func decode<Value: Decodable>(_ json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
  }

  @Test(arguments: [ModelOptions.Attention.none, .additive])
  func nothingIsLost(attention: ModelOptions.Attention) throws {
    let translations = try translations(attention: attention)
    #expect(translations.contains { $0.wasCut })
    let isAligned = translations[0].candidates.allSatisfy { $0.alignment != nil }
    #expect(isAligned == (attention != .none))
    let data = try JSONEncoder().encode(translations)
    let decoded = try JSONDecoder().decode([Translation].self, from: data)
    #expect(decoded == translations)
    #expect(decoded.map(\.text) == translations.map(\.text))
    for (decoded, original) in zip(decoded[0].candidates, translations[0].candidates) {
      #expect(decoded.alignment?.wordLinks == original.alignment?.wordLinks)
    }
  }

  /// What a program that reads the command's output relies on.
  @Test func keysStay() throws {
    let line = """
      {"line":3,"source":"a","translation":"b c","candidates":[{"text":"b c","score":-0.25,\
      "log_probability":-0.75,"tokens":2,"finished":true,"alignment":"0-0 0-1"}],\
      "source_tokens":1,"cut":false}
      """
    let translation: Translation = try decode(line)
    #expect(translation.text == "b c" && translation.sourceTokens == 1 && !translation.wasCut)
    let candidate = try #require(translation.candidates.first)
    #expect((candidate.score, candidate.logProbability, candidate.tokens) == (-0.25, -0.75, 2))
    #expect(candidate.isFinished && candidate.alignment == nil)
    let fields = translation.jsonFields { _ in nil }
    #expect(fields.map(\.0) == ["translation", "candidates", "source_tokens", "cut"])
  }

  @Test func theImpossibleHasNoNumber() throws {
    let json = #"{"text":"","score":null,"log_probability":null,"tokens":0,"finished":false}"#
    let candidate: Translation.Candidate = try decode(json)
    #expect(candidate.score == -.infinity && candidate.logProbability == -.infinity)
    let again = String(decoding: try JSONEncoder().encode(candidate), as: UTF8.self)
    #expect(again.contains(#""score":null"#))
  }

  /// A word that does not exist, or rows of another length, would give wrong links.
  @Test(arguments: [
    #""weights":[[1]],"source_words":[1],"target_words":[0]"#,
    #""weights":[[1]],"source_words":[-1],"target_words":[0]"#,
    #""weights":[[1]],"source_words":[0],"target_words":[]"#,
    #""weights":[[1,0]],"source_words":[0],"target_words":[0]"#,
    #""weights":[],"source_words":[0],"target_words":[0]"#,
  ])
  func brokenAlignmentsAreRefused(fields: String) throws {
    let start = #"{"source":["a"],"target":["b"],"#
    let whole: Alignment = try decode(
      start + #""weights":[[1]],"source_words":[0],"target_words":[null]}"#)
    #expect(whole.wordLinks.isEmpty && whole.weights == [[1]])
    #expect(throws: DecodingError.self) {
      let _: Alignment = try decode(start + fields + "}")
    }
  }
}
