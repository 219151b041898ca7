import TestSupport
import Testing

@testable import Seq2Seq

/// Lines with terms, translated by the shipped model.
@Suite struct TermTranslationTests {
  private static let root = String(
    #filePath.dropLast("Tests/Seq2SeqTests/TermTranslationTests.swift".count))

  /// Words as the model would not say them, of one piece and of many, with accents and letters it does not know.
  private static func glossary() throws -> Glossary {
    try Glossary([
      ("*cat", "minou"), ("red car", "berline écarlate"), ("library", "Médiathèque"),
      ("*brother", "frangin"), ("*plate", "gamelle"), ("armchair", "fauteuil"), ("key", "☃鍵"),
      ("tired", "sur les rotules"),
    ])
  }

  private static func translator() throws -> Translator {
    try Translator(modelAt: root + "models/phrasebook/model.safetensors", threads: 2)
  }

  private static let lines = [
    "The cat is black.", "She will go to the library to study.", "Do you have a red car?",
    "There are five plates behind the armchair.", "My brother is tired.", "Cats!",
    "The cat sees a cat and the brother of a cat.", "THE CAT IS BLACK.",
    "my brother {x} has 3 plates",
    "<b>The cat</b> is black. My brother is tired!", "Library", "We lost the key yesterday.",
    "cats, plates & keys: https://a.example/cat", "There is no term here.",
  ]

  private func expectTerms(_ line: String, _ translation: Translation, _ comment: Comment) throws {
    let wanted = SpannedText(line, TermFinder(try Self.glossary())).terms
    #expect(!translation.candidates.isEmpty)
    #expect(translation.missingTerms.isEmpty, comment)
    for candidate in translation.candidates {
      for target in Set(wanted.map(\.entry.target)) {
        let count = wanted.count { $0.entry.target == target }
        #expect(
          candidate.text.lowercased().ranges(of: target.lowercased()).count >= count,
          "\(comment): \(target) of \(line): \(candidate.text)")
      }
    }
  }

  @Test func everySearchHasEveryTerm() throws {
    let translator = try Self.translator()
    for (beam, nBest, isSampled) in [(5, 1, false), (1, 1, false), (4, 4, false), (1, 3, true)] {
      var options = SearchOptions()
      options.terms = try Self.glossary()
      options.beam = beam
      options.nBest = nBest
      options.sampling = isSampled ? SamplingOptions() : nil
      for (line, result) in zip(Self.lines, translator.translate(Self.lines, options)) {
        try expectTerms(line, result, "beam \(beam) sampled \(isSampled)")
      }
    }
    var options = SearchOptions()
    options.terms = try Self.glossary()
    options.shortlist = 10
    for (line, result) in zip(Self.lines, translator.translate(Self.lines, options)) {
      try expectTerms(line, result, "shortlist")
    }
    options.shortlist = 0
    options.lengthRatio = 0
    options.lengthExtra = 2
    for (line, result) in zip(
      Self.lines, translator.translate(Self.lines, options, maximumTokens: 3))
    {
      try expectTerms(line, result, "cut")
    }
  }

  @Test func termsStandAmongTheWords() throws {
    let translator = try Self.translator()
    var options = SearchOptions()
    options.terms = try Self.glossary()
    let texts = translator.translate(Self.lines, options).map(\.text)
    #expect(texts[0].contains("minou") && texts[0].contains("noir"))
    #expect(texts[5] == "Minou!")
    #expect(texts[10] == "Médiathèque")
    #expect(texts[7].contains("MINOU"))
    #expect(texts[8].contains("{x}"))
    #expect(texts[12].contains("https://a.example/cat"))
    // Nothing else changes.
    #expect(texts[13] == translator.translate([Self.lines[13]])[0].text)
  }

  /// A term that the model says by itself leaves the line as it is, to the bit.
  @Test func linesThatHaveTheTermStay() throws {
    let translator = try Self.translator()
    var options = SearchOptions()
    options.terms = try Glossary([("cat", "chat"), ("black", "*noir")])
    var plain = options
    plain.terms = nil
    let lines = ["The cat is black.", "There are five plates behind the armchair."]
    #expect(translator.translate(lines, options) == translator.translate(lines, plain))
  }

  @Test func translationsBeginWithThePrefix() throws {
    let translator = try Self.translator()
    var options = SearchOptions()
    options.terms = try Self.glossary()
    for (line, prefix) in [
      ("The cat is black.", "Ce"), ("The cat is black.", "Le minou"),
      ("The cat is black.", "Mon chat"),
      ("The cat {x} sees the cat.", "{x} Le minou"),
    ] {
      let result = translator.translate([line], options, prefixes: [prefix])[0]
      #expect(result.text.hasPrefix(prefix), "\(result.text)")
      try expectTerms(line, result, "prefix \(prefix)")
    }
    let once = translator.translate(["The cat is black."], options, prefixes: ["Le minou"])[0]
    #expect(once.text.ranges(of: "minou").count == 1, "\(once.text)")
  }

  /// Lines with terms beside lines without, in one call or each alone.
  @Test func linesDoNotConcernOthers() async throws {
    let translator = try Self.translator()
    var options = SearchOptions()
    options.terms = try Self.glossary()
    let together = translator.translate(Self.lines, options)
    for (line, expected) in zip(Self.lines, together) {
      #expect(translator.translate([line], options)[0] == expected)
    }
  }

  @Test func termsThatAreLeftOutAreNamed() {
    var translation = Translation()
    translation.missingTerms = [.init(source: "cat", target: "minou")]
    let joined = TranslationJoiner(options: .init()).join(
      DividedLine(parts: [.init(text: "cat")]), [translation])
    #expect(joined.missingTerms == translation.missingTerms)
    translation.missingSpans = ["{a}"]
    let part = DividedLine.Part(text: "cat")
    let two = TranslationJoiner(options: .init()).join(
      DividedLine(parts: [part, part]), [translation, translation])
    #expect(two.missingSpans == ["{a}", "{a}"])
  }
}
