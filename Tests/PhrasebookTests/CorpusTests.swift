import Testing

@testable import phrasebook

@Suite struct CorpusTests {
  @Test func regenerationGivesTheCommittedBytes() throws {
    let book = Phrasebook(core: try Corpus.core(), grammar: Corpus.grammar.map(\.sentence))
    for (name, part) in [("train", book.train), ("valid", book.valid), ("test", book.test)] {
      let isSame =
        Array(SentencePairs.lines(part).utf8) == Array(try Corpus.text("\(name).tsv").utf8)
      #expect(isSame, "data/\(name).tsv is not what `swift run phrasebook data` writes; run it.")
    }
  }

  @Test func partsHaveTheirSizes() throws {
    let sizes = try ["train.tsv", "valid.tsv", "test.tsv"].map {
      try SentencePairs.parse(Corpus.text($0), file: $0).count
    }
    #expect(sizes[1] == 1000)
    #expect(sizes[2] == 1000)
    #expect(sizes.reduce(0, +) == Corpus.grammar.count + (try Corpus.core().count))
    #expect(Corpus.grammar.count >= 30_000)
  }

  @Test func noTemplateDominates() {
    let names = Grammar.templates.map(\.name)
    #expect(names.count >= 40)
    #expect(Set(names).count == names.count)
    for name in names {
      let count = Corpus.grammar.count { $0.template == name }
      #expect(count >= 40, "\(name) gives too little to learn from.")
      #expect(count * 20 <= Corpus.grammar.count, "\(name) holds more than a twentieth.")
    }
  }

  @Test func noEnglishSentenceComesTwice() throws {
    let all = try Corpus.all().map { EnglishContractions.shortened($0.english).lowercased() }
    #expect(Set(all).count == all.count)
  }

  @Test func heldOutFrenchIsNowhereElse() throws {
    let parts = try ["train.tsv", "valid.tsv", "test.tsv"].map {
      Set(try SentencePairs.parse(Corpus.text($0), file: $0).map(\.french))
    }
    #expect(parts[0].isDisjoint(with: parts[1]))
    #expect(parts[0].isDisjoint(with: parts[2]))
    #expect(parts[1].isDisjoint(with: parts[2]))
  }

  @Test func heldOutWordsAreLearntInTraining() throws {
    let train = try SentencePairs.parse(Corpus.text("train.tsv"), file: "train.tsv")
    let core = Set(try Corpus.core().map(\.english))
    let known = Set(train.flatMap { $0.english.spokenWords })
    for name in ["valid.tsv", "test.tsv"] {
      for pair in try SentencePairs.parse(Corpus.text(name), file: name)
      where !core.contains(pair.english) {
        let words = pair.english.spokenWords.filter { Int($0) == nil }
        let unknown = words.filter { !known.contains($0) }
        #expect(unknown.isEmpty, "\(pair.english)")
      }
    }
  }

  @Test func sentencesAreShort() throws {
    for pair in try Corpus.all() {
      #expect(pair.english.spokenWords.count <= 20, "\(pair.english)")
    }
  }

  @Test func lexiconIsLargeEnough() {
    let nouns = Set(
      (Food.uncountable + Food.countable + Food.drinks + Food.seasonings + Things.clothes
        + Things.pairs + Things.belongings + Things.tableware + Things.furniture + Things.devices
        + Things.closables + Things.post + Things.vehicles + Things.animals + Things.gifts
        + Things.lessons + Things.thoughts + Things.shows + Things.body + Things.nature
        + Places.destinations + Places.rooms + Places.homes + Places.settlements + People.relations
        + People.strangers).map(\.english))
    #expect(nouns.count >= 150)
    #expect(People.women.count + People.men.count >= 40)
    let verbs = Set(
      (Verbs.activities + Verbs.movements + Verbs.reflexives + Verbs.personal + Verbs.addressing
        + Verbs.giving + Verbs.governors.map(\.verb) + Verbs.phases.map(\.verb)
        + Frames.all.map(\.verb)).map { $0.english.base + $0.english.particle })
    #expect(verbs.count >= 70)
    let adjectives = Set(
      (Adjectives.states + Adjectives.traits + Adjectives.things + Adjectives.looks
        + Adjectives.colours + Adjectives.tastes + Adjectives.places + Adjectives.interests
        + Adjectives.tasks + Adjectives.nationalities).map(\.english))
    #expect(adjectives.count >= 60)
  }

  @Test func badCoreLinesAreNamed() {
    let error = #expect(throws: PhrasebookError.self) {
      _ = try SentencePairs.parse("Yes.\tOui.\nNo.\n", file: "core.tsv")
    }
    #expect(error?.description.hasPrefix("core.tsv:2:") == true)
  }
}

@Suite struct CoreTests {
  @Test func coreIsLargeAndDistinct() throws {
    let core = try Corpus.core()
    #expect(core.count >= 650)
    #expect(Set(core.map(\.french)).count >= core.count - 3)
  }

  /// One word changed, added or left out makes no new sentence, unless nothing is shared.
  @Test func coreSentencesDifferInMoreThanAWord() throws {
    let sentences = try Corpus.core().map { $0.english.spokenWords }
    for (index, first) in sentences.enumerated() {
      for second in sentences[..<index] where !Set(first).isDisjoint(with: second) {
        #expect(!differInAWord(first, second), "\(first) and \(second)")
      }
    }
  }

  private func differInAWord(_ first: [String], _ second: [String]) -> Bool {
    if first.count == second.count { return zip(first, second).count(where: !=) <= 1 }
    guard abs(first.count - second.count) == 1 else { return false }
    let (short, long) = first.count < second.count ? (first, second) : (second, first)
    return long.indices.contains { Array(long[..<$0] + long[($0 + 1)...]) == short }
  }
}

@Suite struct ReadmeTests {
  @Test func theTableOfTemplatesIsTrue() throws {
    let readme = try Corpus.text("README.md")
    for name in Grammar.templates.map(\.name) {
      let count = Corpus.grammar.count { $0.template == name }
      #expect(readme.contains("| \(name) | \(count) |"), "\(name)")
    }
    #expect(readme.contains("grammar of \(Grammar.templates.count) kinds of sentence"))
  }

  @Test func theCountsAreTrue() throws {
    let readme = try Corpus.text("README.md").replacing(",", with: "")
    for name in ["core.tsv", "train.tsv", "valid.tsv", "test.tsv"] {
      let count = try Corpus.text(name).utf8.count { $0 == UInt8(ascii: "\n") }
      #expect(readme.contains("| `\(name)` | \(count) |"), "\(name)")
    }
  }
}
