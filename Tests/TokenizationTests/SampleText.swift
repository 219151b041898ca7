import TestSupport

@testable import Tokenization

enum SampleText {
  static let english = [
    "The baker opens her shop before the sun is up.",
    "Before the sun is up, the bakery smells of bread; of bread and of coffee.",
    "The shop's oven is hotter than the hottest of summers!",
    "\"Is the bread still warm?\" \"The bread is warm, the coffee is not.\"",
    "In 1987 there were 12 bakers in the village, in 2019 there was one.",
    "Her e-mail: baker@example.org (or call 555-0199).",
  ]

  static let german = [
    "Die Bäckerin öffnet ihren Laden, bevor die Sonne aufgeht.",
    "Vor Sonnenaufgang riecht die Bäckerei nach Brot, nach Brot und nach Kaffee.",
    "Der Backofen ist heißer als der heißeste Sommer!",
    "„Ist das Brot noch warm?“ – „Das Brot ist warm, der Kaffee nicht.“",
    "1987 gab es im Dorf 12 Bäcker, 2019 noch eine Bäckerin.",
  ]

  static let mixed = [
    "今日は天気がいいから散歩しましょう。", "我们明天去图书馆看书。", "วันนี้อากาศดีมาก ไปเดินเล่นกัน",
    "שלום עולם, מה שלומך?", "Сегодня хорошая погода.", "Ça va\u{202F}? L’été, «\u{A0}déjà\u{A0}».",
  ]

  static let all = english + german + mixed

  /// A small byte-pair tokenizer, learned from text in many scripts.
  static func tokenizer(locale: String = "", size: Int = 420) throws -> Tokenizer {
    var options = TokenizerOptions()
    options.vocabularySize = size
    return try TokenizerTrainer.learn(from: all, locale: locale, options: options)
  }

  /// The counts of `words` random words of 1 to `length` letters from `letters`, most of them with a space.
  static func randomCounts(
    words: Int, length: Int, letters: String, using generator: inout SeededGenerator
  ) -> WordCounts {
    var counts = WordCounts()
    let letters = Array(letters.utf8)
    for _ in 0..<words {
      var word: [UInt8] = Bool.random(using: &generator) ? [0x20] : []
      for _ in 0..<Int.random(in: 1...length, using: &generator) {
        word.append(letters[Int.random(in: 0..<letters.count, using: &generator)])
      }
      let place = counts.insert(word.span)
      counts.increase(place, by: Int.random(in: 1...9, using: &generator))
    }
    return counts
  }
}

/// Whether two strings have the same bytes; to `==`, NFD and NFC are equal.
func sameBytes(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

/// A string's scalars in a form to read when a test fails: "U+0061 U+0301".
func scalars(_ text: String, limit: Int = .max) -> String {
  text.unicodeScalars.prefix(limit).map { "U+" + String($0.value, radix: 16, uppercase: true) }
    .joined(separator: " ")
}
