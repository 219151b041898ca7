/// The short forms of spoken English: "don't", "I'm", "we'll".
enum EnglishContractions {
  private static let negative = [
    "do": "don't", "does": "doesn't", "did": "didn't", "is": "isn't", "are": "aren't",
    "was": "wasn't", "were": "weren't", "has": "hasn't", "have": "haven't", "can": "can't",
    "could": "couldn't", "will": "won't", "would": "wouldn't", "should": "shouldn't",
    "must": "mustn't",
  ]
  private static let pronouns: Set = ["i", "you", "he", "she", "it", "we", "they"]
  private static let afterHave: Set = ["just", "never", "already", "been", "always"]

  /// Shortens every "do not", "I am", "we will" … in a text.
  ///
  /// The result is also the key by which two spellings of one sentence are recognised.
  static func shortened(_ text: String) -> String {
    var result: [String] = []
    let words = text.split(separator: " ").map(String.init)
    var index = 0
    while index < words.count {
      let next = index + 1 < words.count ? words[index + 1] : ""
      let afterNext = index + 2 < words.count ? words[index + 2] : ""
      if let short = shortened(words[index], next, afterNext) {
        result.append(short)
        index += 2
      } else {
        result.append(words[index] == "cannot" ? "can't" : words[index])
        index += 1
      }
    }
    return result.joined(separator: " ")
  }

  /// The short form of two words before a third one; nil if they have none there.
  private static func shortened(_ word: String, _ next: String, _ afterNext: String) -> String? {
    let lowercased = word.lowercased()
    if next == "not", let short = negative[lowercased] {
      return word == lowercased ? short : short.capitalizedFirst
    }
    guard pronouns.contains(lowercased), !afterNext.isEmpty else { return nil }
    if afterNext == "not", lowercased != "i" { return nil }
    switch next {
    case "am": return word + "'m"
    case "are": return word + "'re"
    case "is": return word + "'s"
    case "will" where afterNext != "not": return word + "'ll"
    case "would" where afterNext == "like": return word + "'d"
    case "have" where afterHave.contains(afterNext): return word + "'ve"
    case "has" where afterHave.contains(afterNext): return word + "'s"
    default: return nil
    }
  }
}

extension String {
  /// The text with its first letter in upper case.
  var capitalizedFirst: String {
    guard let first else { return self }
    return first.uppercased() + dropFirst()
  }
}
