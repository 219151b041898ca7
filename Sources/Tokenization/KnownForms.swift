/// How the words of a language are usually written inside a sentence, as far as not in small letters.
///
/// Lita, Ittycheriah, Roukos & Kambhatla 2003, "tRuEcasIng". The forms of a word are those with the same capitals, so
/// "straße" is a form of "STRASSE".
package struct KnownForms: Sendable, Equatable {
  /// The forms as text, sorted by their bytes.
  let texts: [String]
  /// The words in capitals, in the order of `texts`.
  private let keys: ByteStringTable

  /// Makes known forms; throws ``TokenizerError/corrupted(_:)`` if a word has two, or one is not a word.
  init(_ texts: [String], locale: String) throws(TokenizerError) {
    let letterCase = try LetterCase(locale: locale)
    var keys = ByteStringTable()
    for (index, text) in texts.enumerated() {
      let key = letterCase.capitals(Array(text.utf8))
      guard !key.isEmpty, Normalizer.normalize(text).utf8.elementsEqual(text.utf8),
        CasedWords(of: text).words.map(\.range) == [0..<text.utf8.count],
        keys.insert(key.span) == index
      else {
        throw .corrupted("known form \(index) is not a word, or it is known already")
      }
    }
    self.texts = texts
    self.keys = keys
  }

  /// The known form of a word, by the word in capitals; nil if it is that in small letters.
  func form(of capitals: [UInt8]) -> [UInt8]? {
    keys.number(of: capitals.span).map { Array(texts[$0].utf8) }
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.texts.elementsEqual(right.texts) { $0.utf8.elementsEqual($1.utf8) }
  }
}
