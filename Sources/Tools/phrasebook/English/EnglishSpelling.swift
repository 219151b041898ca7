/// English articles, contractions and regular inflections.
enum EnglishSpelling {
  private static let vowels = Set("aeiou")
  private static let consonantSounds = ["uni", "use", "euro", "one", "usual"]
  private static let vowelSounds = ["hour", "honest", "hono"]

  static func plural(_ noun: String) -> String {
    if endsInSibilant(noun) { return noun + "es" }
    if endsInConsonantY(noun) { return noun.dropLast() + "ies" }
    return noun + "s"
  }

  static func thirdPerson(_ verb: String) -> String {
    verb.hasSuffix("o") ? verb + "es" : plural(verb)
  }

  static func continuous(_ verb: String) -> String {
    if verb.hasSuffix("ie") { return verb.dropLast(2) + "ying" }
    if verb.hasSuffix("e"), !verb.hasSuffix("ee") { return verb.dropLast() + "ing" }
    return withDoubledConsonant(verb) + "ing"
  }

  static func past(_ verb: String) -> String {
    if verb.hasSuffix("e") { return verb + "d" }
    if endsInConsonantY(verb) { return verb.dropLast() + "ied" }
    return withDoubledConsonant(verb) + "ed"
  }

  static func comparative(_ adjective: String) -> String {
    switch adjective {
    case "good": "better"
    case "bad": "worse"
    default: graded(adjective, "er") ?? "more \(adjective)"
    }
  }

  static func superlative(_ adjective: String) -> String {
    switch adjective {
    case "good": "best"
    case "bad": "worst"
    default: graded(adjective, "est") ?? "most \(adjective)"
    }
  }

  /// "taller", "heavier"; nil where English says "more".
  private static func graded(_ adjective: String, _ ending: String) -> String? {
    if adjective.hasSuffix("y"), syllables(adjective) <= 2 {
      return adjective.dropLast() + "i" + ending
    }
    guard syllables(adjective) == 1 else { return nil }
    if adjective.hasSuffix("e") { return adjective.dropLast() + ending }
    return withDoubledConsonant(adjective) + ending
  }

  /// "an" before a vowel sound.
  static func withArticles(_ text: String) -> String {
    let words = text.split(separator: " ").map(String.init)
    return words.indices.map { index in
      guard words[index] == "a", index + 1 < words.count else { return words[index] }
      return startsWithVowelSound(words[index + 1]) ? "an" : "a"
    }.joined(separator: " ")
  }

  private static func startsWithVowelSound(_ word: String) -> Bool {
    let word = word.lowercased()
    if consonantSounds.contains(where: word.hasPrefix) { return false }
    if vowelSounds.contains(where: word.hasPrefix) { return true }
    return word.first.map(vowels.contains) ?? false
  }

  private static func endsInSibilant(_ word: String) -> Bool {
    ["s", "x", "z", "ch", "sh"].contains(where: word.hasSuffix)
  }

  private static func endsInConsonantY(_ word: String) -> Bool {
    guard word.hasSuffix("y"), let before = word.dropLast().last else { return false }
    return !vowels.contains(before)
  }

  private static let stressedAtEnd: Set = ["forget", "begin", "prefer"]

  /// Doubles the last consonant of "run", "big", "forget".
  private static func withDoubledConsonant(_ word: String) -> String {
    let letters = Array(word)
    guard letters.count >= 3, syllables(word) == 1 || stressedAtEnd.contains(word) else {
      return word
    }
    let (third, second, last) = (
      letters[letters.count - 3], letters[letters.count - 2], letters[letters.count - 1]
    )
    let doubles =
      !vowels.contains(third) && vowels.contains(second) && !vowels.contains(last)
      && !"wxy".contains(last)
    return doubles ? word + String(last) : word
  }

  /// Vowel groups, without a silent final "e"; enough for the lexicon.
  private static func syllables(_ word: String) -> Int {
    let letters = Array(word.hasSuffix("e") ? word.dropLast() : word[...])
    var count = 0
    var wasVowel = false
    for (index, letter) in letters.enumerated() {
      let isVowel = vowels.contains(letter) || (letter == "y" && index > 0)
      if isVowel, !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    return max(count, 1)
  }
}
