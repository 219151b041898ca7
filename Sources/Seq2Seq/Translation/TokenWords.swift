internal import Tokenization

/// Finds the word that each token of a text belongs to; words are separated by spaces.
enum TokenWords {
  /// The words of a line's tokens, or of its first tokens.
  static func words(of tokens: [Int32], line: String, _ tokenizer: Tokenizer) -> [Int?] {
    // `<unk>` has no text in which to find spaces, so the tokens of each word are counted.
    guard tokens.contains(SpecialToken.unknown.id) else {
      return words(of: tokens, tokenizer.vocabulary)
    }
    let encoded = WordCount.words(of: line).map { tokenizer.encode($0) }
    guard encoded.joined().starts(with: tokens) else {
      return words(of: tokens, tokenizer.vocabulary)
    }
    let words = encoded.enumerated().flatMap { word, tokens in tokens.map { _ in Optional(word) } }
    return Array(words.prefix(tokens.count))
  }

  /// The words of tokens by their text; a token of only spaces, and a case mark, belong to the word after it.
  static func words(of tokens: [Int32], _ vocabulary: Vocabulary) -> [Int?] {
    var result: [Int?] = []
    var count = WordCount()
    for token in tokens {
      var word: Int?
      for byte in bytes(of: token, vocabulary) {
        count.add(byte)
        if count.isInside && word == nil { word = count.current }
      }
      result.append(word)
    }
    for index in result.indices.dropLast().reversed()
    where result[index] == nil && hasText(tokens[index], vocabulary) {
      result[index] = result[index + 1]
    }
    return result
  }

  private static func hasText(_ token: Int32, _ vocabulary: Vocabulary) -> Bool {
    switch vocabulary.piece(token) {
    case .text, .byte: true
    case .special, nil: false
    }
  }

  private static func bytes(of token: Int32, _ vocabulary: Vocabulary) -> [UInt8] {
    switch vocabulary.piece(token) {
    case .text(let text):
      text.unicodeScalars.first.flatMap(Mark.init)?.isOfCase == true ? [] : Array(text.utf8)
    case .byte(let byte): [byte]
    case .special, nil: []
    }
  }
}
