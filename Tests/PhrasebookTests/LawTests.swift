import Testing

@testable import phrasebook

/// What no French or English sentence of the corpus may break, whatever template gave it.
@Suite struct LawTests {
  /// Written apart from `FrenchSpelling`'s own list, so that one checks the other.
  private static let aspirated: Set = [
    "haut", "haute", "héros", "huit", "huitième", "onze", "onzième", "oui", "hamster", "hockey",
    "hasard", "honte", "haricots",
  ]
  private static let vowels = Set("aàâeéèêëiîïoôuùûœ")

  private func elides(_ word: String) -> Bool {
    guard let first = word.first, !Self.aspirated.contains(word) else { return false }
    return Self.vowels.contains(first) || first == "h" || word == "y"
  }

  @Test func wordsElide() throws {
    let elidable: Set = [
      "je", "me", "te", "se", "le", "la", "de", "que", "ne", "jusque", "lorsque", "puisque", "ma",
      "ta", "sa", "ce",
    ]
    for pair in try Corpus.all() {
      let words = pair.french.spokenWords
      for (word, next) in zip(words, words.dropFirst()) where elidable.contains(word) {
        #expect(!elides(next), "\(word) \(next): \(pair.french)")
      }
    }
  }

  @Test func nothingElidesBeforeAConsonant() throws {
    for pair in try Corpus.all() {
      let words = pair.french.spokenWords
      for (word, next) in zip(words, words.dropFirst()) where word.hasSuffix("'") {
        if word == "s'", next.hasPrefix("il") { continue }
        if ["aujourd'", "quelqu'", "d'"].contains(word), elides(next) || next == "hui" { continue }
        #expect(elides(next), "\(word)\(next): \(pair.french)")
      }
    }
  }

  @Test func prepositionsContract() throws {
    let infinitives = ["er", "ir", "re", "ire"]
    for pair in try Corpus.all() {
      let words = pair.french.spokenWords
      for index in words.indices.dropLast(2) {
        guard ["de", "à"].contains(words[index]), ["le", "les"].contains(words[index + 1]) else {
          continue
        }
        // Before an infinitive "le" is a pronoun.
        let isPronoun = infinitives.contains { words[index + 2].hasSuffix($0) }
        #expect(isPronoun, "\(pair.french)")
      }
    }
  }

  @Test func articlesAgreeWithNouns() throws {
    let genders = nounGenders()
    let masculine: Set = ["un", "le", "du", "au", "cet", "quel"]
    let feminine: Set = ["une", "la", "cette", "ma", "sa", "quelle"]
    for pair in Corpus.grammar.map(\.sentence) {
      let words = pair.french.spokenWords
      for (word, next) in zip(words, words.dropFirst()) {
        guard let gender = genders[next] else { continue }
        if masculine.contains(word) { #expect(gender == .masculine, "\(pair.french)") }
        if feminine.contains(word) { #expect(gender == .feminine, "\(pair.french)") }
      }
    }
  }

  /// The genders of the nouns that are one word and nothing else but a noun.
  private func nounGenders() -> [String: Gender] {
    let nouns =
      Food.uncountable + Food.countable + Food.drinks + Things.clothes + Things.belongings
      + Things.furniture + Things.devices + Things.vehicles + Things.animals + Things.body
      + Things.nature + Places.destinations + Places.rooms + Places.homes + Places.settlements
      + People.relations + People.strangers
    return nouns.reduce(into: [:]) { genders, noun in
      if !["orange", "place", "montre"].contains(noun.french) {
        genders[noun.french] = noun.gender
      }
    }
  }

  @Test func negationIsComplete() throws {
    let particles: Set = [
      "pas", "plus", "jamais", "rien", "personne", "que", "qu'", "aucun", "aucune",
    ]
    for pair in Corpus.grammar.map(\.sentence) {
      let words = pair.french.spokenWords
      guard let ne = words.firstIndex(where: { $0 == "ne" || $0 == "n'" }) else { continue }
      #expect(words[ne...].contains(where: particles.contains), "\(pair.french)")
    }
  }

  @Test func linesAreCleanAndComposed() throws {
    let letters = Set("àâäçéèêëîïôöùûüœÀÂÇÉÈÊËÎÏÔŒ".unicodeScalars)
    for line in try ["core", "train", "valid", "test"].flatMap({
      try Corpus.text("\($0).tsv").split(separator: "\n")
    }) {
      #expect(line.utf8.count { $0 == UInt8(ascii: "\t") } == 1, "\(line)")
      #expect(!line.contains("  ") && !line.contains(" \t") && !line.contains("\t "), "\(line)")
      // These letters and ASCII alone: nothing decomposed, no other space, no other apostrophe.
      #expect(line.unicodeScalars.allSatisfy { $0.isASCII || letters.contains($0) }, "\(line)")
    }
  }

  @Test func punctuationHasItsSpaces() throws {
    for pair in try Corpus.all() {
      #expect([".", "?", "!"].contains(pair.english.last), "\(pair.english)")
      #expect([".", "?", "!"].contains(pair.french.last), "\(pair.french)")
      #expect(pair.english.first?.isUppercase == true && pair.french.first?.isUppercase == true)
      let letters = Array(pair.french)
      for index in letters.indices.dropFirst() where "?!:;".contains(letters[index]) {
        #expect(letters[index - 1] == " ", "\(pair.french)")
      }
      #expect(!pair.french.contains(" .") && !pair.french.contains(" ,"), "\(pair.french)")
      #expect(!pair.english.contains(" ?") && !pair.english.contains(" !"), "\(pair.english)")
    }
  }

  @Test func englishArticlesSuitTheNextWord() throws {
    for pair in try Corpus.all() {
      let words = pair.english.spokenWords
      for (word, next) in zip(words, words.dropFirst()) where word == "a" || word == "an" {
        guard let first = next.first, first.isLetter else { continue }
        let soundsLikeVowel =
          next.hasPrefix("hour") || next.hasPrefix("honest")
          || ("aeiou".contains(first) && !next.hasPrefix("uni") && !next.hasPrefix("usef"))
        #expect((word == "an") == soundsLikeVowel, "\(pair.english)")
      }
    }
  }

  @Test func englishVerbsAgree() throws {
    let wrong: [(String, Set<String>)] = [
      ("he", ["have", "do", "are", "were", "am", "go", "don't"]),
      ("i", ["has", "does", "is", "are", "doesn't"]), ("they", ["has", "does", "is", "was", "am"]),
      ("we", ["has", "does", "is", "was", "am"]), ("you", ["has", "does", "is", "was", "am"]),
    ]
    for pair in Corpus.grammar.map(\.sentence) {
      let words = pair.english.replacing("'", with: "").spokenWords
      // A question puts the verb first: "does he have".
      guard let first = words.first,
        !["do", "does", "did", "will", "can", "what", "if"].contains(first),
        !pair.english.hasSuffix("?")
      else { continue }
      for (pronoun, forms) in wrong {
        for (word, next) in zip(words, words.dropFirst()) where word == pronoun {
          #expect(!forms.contains(next) || (pronoun == "he" && next == "were"), "\(pair.english)")
        }
      }
    }
  }
}
