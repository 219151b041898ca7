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

  /// What mteval-v13a takes for one word has no four-grams, so no score at all.
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
