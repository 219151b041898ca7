import Evaluation
import Testing

@Suite struct ReferenceTokenizerTests {
  @Test(arguments: [
    ("ja", ReferenceTokenizer.character), ("th_TH", .character), ("zh", .chinese),
    ("zh-TW", .chinese), ("JA", .character), ("jpn", .character), ("ZHO-Hant", .chinese),
    ("fr", .mteval13a), ("", .mteval13a), ("jam", .mteval13a),
  ])
  func followsTheLanguage(language: String, tokenizer: ReferenceTokenizer) {
    #expect(ReferenceTokenizer(textIn: language) == tokenizer)
  }

  @Test(arguments: [
    ("雨が降っています。", ReferenceTokenizer.character), ("我不知道", .character), ("ฉันรักแมว", .character),
    ("ខ្ញុំចូលចិត្តឆ្មា", .character), ("ຂ້ອຍມັກແມວ", .character), ("ငါကြောင်ကြိုက်တယ်", .character),
    ("Il pleut.", .mteval13a), ("나는 고양이를 좋아한다", .mteval13a), ("", .mteval13a),
    ("123 !?", .mteval13a),
    ("She said 猫.", .mteval13a), ("Я люблю кошек", .mteval13a),
  ])
  func followsTheScriptOfTextInNoKnownLanguage(text: String, tokenizer: ReferenceTokenizer) {
    #expect(ReferenceTokenizer(textIn: "", like: [text]) == tokenizer)
    #expect(ReferenceTokenizer(textIn: "fr", like: [text]) == .mteval13a)
    #expect(ReferenceTokenizer(textIn: "zh", like: [text]) == .chinese)
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
