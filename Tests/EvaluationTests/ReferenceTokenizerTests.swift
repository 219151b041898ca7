import Evaluation
import Testing

@Suite struct ReferenceTokenizerTests {
  @Test(arguments: [
    ("ja", ReferenceTokenizer.character), ("th_TH", .character), ("zh", .chinese),
    ("zh-TW", .chinese), ("fr", .mteval13a), ("", .mteval13a), ("jam", .mteval13a),
  ])
  func followsTheLanguage(language: String, tokenizer: ReferenceTokenizer) {
    #expect(ReferenceTokenizer(textIn: language) == tokenizer)
  }

  /// To mteval-v13a, Japanese text is one token; so it has no 4-grams, and its score is 0.
  @Test func japaneseScores() throws {
    let (reference, hypothesis) = ("今日は雨が降っています。", "今日は雪が降っています。")
    func score(_ language: String) throws -> Double {
      let metric = BLEU(BLEUOptions(tokenizer: ReferenceTokenizer(textIn: language)))
      return try metric.corpusScore([hypothesis], references: [[reference]]).value
    }
    #expect(try score("ja") > 50)
    #expect(try score("") == 0)
  }
}
