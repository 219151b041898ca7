/// French elision, contraction and the regular plurals and feminines.
enum FrenchSpelling {
  private static let vowels = Set("aàâeéèêëiîïoôuùûyœæ")
  /// Beginnings of words before which nothing elides, such as those with an aspirated h.
  private static let aspirated = [
    "haricot", "héros", "hibou", "homard", "honte", "hockey", "haut", "huit", "hongr", "handball",
    "hanche", "harpe", "hasard", "hall", "hamster", "hérisson", "onze", "oui", "yaourt", "yacht",
  ]
  private static let elided = [
    "je": "j'", "me": "m'", "te": "t'", "se": "s'", "le": "l'", "la": "l'", "de": "d'",
    "que": "qu'", "ne": "n'", "jusque": "jusqu'", "lorsque": "lorsqu'", "puisque": "puisqu'",
  ]
  private static let beforeVowel = ["ma": "mon", "ta": "ton", "sa": "son", "ce": "cet"]

  /// Whether "le" elides before the word.
  static func startsWithVowelSound(_ word: String) -> Bool {
    let letters = Array(word.lowercased())
    guard let first = letters.first else { return false }
    if aspirated.contains(where: { word.lowercased().hasPrefix($0) }) { return false }
    if first == "y", letters.count > 1, vowels.contains(letters[1]) { return false }
    if first == "h" { return letters.count > 1 && vowels.contains(letters[1]) }
    return vowels.contains(first)
  }

  /// Joins "de" or "à" to a noun phrase: "du pain", "aux amis", "de l'eau".
  ///
  /// Only for noun phrases: the pronouns "le" and "les" do not contract.
  static func contract(_ preposition: String, _ phrase: String) -> String {
    let (singular, plural) = preposition == "de" ? ("du", "des") : ("au", "aux")
    if phrase.hasPrefix("les ") { return plural + phrase.dropFirst(3) }
    let rest = phrase.dropFirst(3)
    if phrase.hasPrefix("le "), !startsWithVowelSound(String(rest)) { return "\(singular) \(rest)" }
    return "\(preposition) \(phrase)"
  }

  /// Applies every elision between neighbouring words: "je ai" becomes "j'ai", "sa amie" "son amie".
  static func elide(_ text: String) -> String {
    let words = text.split(separator: " ").map(String.init)
    var result = ""
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : nil
      result += next.map { joined(word, before: $0) } ?? word
    }
    return result
  }

  private static func joined(_ word: String, before next: String) -> String {
    if word == "si", next == "il" || next == "ils" { return "s'" }
    guard startsWithVowelSound(next) else { return word + " " }
    if word == "ce", ["est", "était"].contains(next) { return "c'" }
    if let short = elided[word] { return short }
    return (beforeVowel[word] ?? word) + " "
  }

  static func plural(_ word: String) -> String {
    guard let last = word.last else { return word }
    if "sxz".contains(last) { return word }
    if word.hasSuffix("eau") || word.hasSuffix("eu") { return word + "x" }
    if word.hasSuffix("al") { return word.dropLast(2) + "aux" }
    return word + "s"
  }

  static func feminine(_ word: String) -> String {
    let rules = [
      ("eux", "euse"), ("er", "ère"), ("f", "ve"), ("en", "enne"), ("on", "onne"), ("el", "elle"),
      ("eil", "eille"), ("e", "e"),
    ]
    for (ending, feminine) in rules where word.hasSuffix(ending) {
      return word.dropLast(ending.count) + feminine
    }
    return word + "e"
  }
}
