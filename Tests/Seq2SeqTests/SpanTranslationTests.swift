import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Lines with spans, translated by the shipped model, whose training knew none.
@Suite struct SpanTranslationTests {
  private static let root = String(
    #filePath.dropLast("Tests/Seq2SeqTests/SpanTranslationTests.swift".count))
  private static let spans = [
    "{name}", "%d", "https://a.example/B?c=1", "<b>", "</b>", "&nbsp;", "info@b.example",
    "a-B_c.PDF",
    "#Tag", "`let x = 1`", "3,142", "23:59:59",
  ]
  private static let sentences = [
    "The cat is black.", "She will go to the library to study.", "Do you have a red car?",
    "There are five plates behind the armchair.", "My brother is tired.",
  ]

  private static func translator() throws -> Translator {
    try Translator(modelAt: root + "models/phrasebook/model.safetensors", threads: 2)
  }

  /// Lines with one to four spans at random places, and these.
  private static func lines(_ count: Int) -> [(line: String, spans: [String])] {
    var generator = TestSupport.SeededGenerator(seed: 11)
    return (0..<count).map { index in
      var words = sentences[index % sentences.count].split(separator: " ").map(String.init)
      let chosen = Array(spans.shuffled(using: &generator).prefix(1 + index % 4))
      for span in chosen {
        words.insert(span, at: Int.random(in: 0...words.count, using: &generator))
      }
      return (words.joined(separator: " "), chosen)
    }
  }

  private func expectKept(_ line: (line: String, spans: [String]), _ translation: Translation) {
    #expect(!translation.candidates.isEmpty)
    for candidate in translation.candidates {
      for span in line.spans {
        #expect(
          candidate.text.ranges(of: span).count == 1, "\(span) of \(line.line): \(candidate.text)")
      }
    }
  }

  @Test func everySearchKeepsEverySpan() throws {
    let translator = try Self.translator()
    let lines = Self.lines(60)
    for (beam, nBest, isSampled) in [(5, 1, false), (1, 1, false), (4, 4, false), (1, 3, true)] {
      var options = SearchOptions()
      options.beam = beam
      options.nBest = nBest
      options.sampling = isSampled ? SamplingOptions() : nil
      for (line, result) in zip(lines, translator.translate(lines.map(\.line), options)) {
        expectKept(line, result)
      }
    }
  }

  /// The words around spans are translated as without these.
  @Test func wordsAreThoseOfTheLineWithout() throws {
    let translator = try Self.translator()
    let lines = [
      "The cat {x} is black.", "<b>The cat</b> is black.", "The cat is black {x}.",
      "{x} The cat is black.", "The cat is black. https://a.example/b",
    ]
    for (line, result) in zip(lines, translator.translate(lines)) {
      var text = result.text
      for span in SpanFinder.spans(in: line) {
        let range = try #require(text.firstRange(of: line.text(span.range)))
        text.removeSubrange(range)
      }
      let words = text.split { $0 == " " || $0 == "." }
      #expect(words == ["Le", "chat", "est", "noir"], "\(result.text)")
    }
    #expect(translator.translate(["The cat is black {x}."])[0].text == "Le chat est noir {x}.")
    #expect(translator.translate(["{x} The cat is black."])[0].text == "{x} Le chat est noir.")
    #expect(
      translator.translate(["{x}: %d https://a.example"])[0].text == "{x}: %d https://a.example")
  }

  @Test func translationsBeginWithThePrefix() throws {
    let translator = try Self.translator()
    for (line, prefix) in [
      ("The cat {x} is black.", "Le {x} chat"), ("The {x} cat is black.", "Mon chat"),
      ("{x} The {y} cat is black.", "{x} Le"),
    ] {
      let text = translator.translate([line], prefixes: [prefix])[0].text
      #expect(text.hasPrefix(prefix))
      for span in ["{x}", "{y}"] {
        #expect(text.ranges(of: span).count == line.ranges(of: span).count, "\(text)")
      }
    }
  }

  /// Digits that the model gets wrong are corrected; its own form of a time stays where it is sure.
  @Test func numbersComeThrough() throws {
    let translator = try Self.translator()
    let texts = translator.translate([
      "These balls will cost 858 euros.", "The pharmacy will close at 7:25.",
      "It is {x} 7:25 the cat.",
    ]).map(\.text)
    #expect(texts[0] == "Ces balles coûteront 858 euros.")
    #expect(texts[1] == "La pharmacie fermera à 7 h 25.")
    #expect(texts[2].contains("7:25") || texts[2].contains("7 h 25"))
  }

  // MARK: - Taking out and putting back

  private func layout(_ text: String) -> SpanLayout {
    SpanRemover.layout(of: text, without: SpanFinder.spans(in: text))
  }

  @Test(arguments: [
    ("Hello {name}.", "Hello.", ["{name}"]),
    ("Hello, {name}!", "Hello!", [", {name}"]),
    ("Press <b>this</b> key", "Press this key", ["<b>", "</b>"]),
    ("one<br/>two&nbsp;three", "one two three", ["<br/>", "&nbsp;"]),
    ("Say \"{a}\" or ({b}) now", "Say or now", ["\"{a}\"", "({b})"]),
    ("{a}: come {b}, {c} in", "come in", ["{a}:", "{b}, {c}"]),
    ("<b>{a}</b> goes", "goes", ["<b>{a}</b>"]),
    ("at {a}", "at", ["{a}"]),
    ("It costs $5.50 or 20% more", "It costs or more", ["$5.50", "20%"]),
  ])
  func whatBelongsToSpansIsTakenOutWithThem(line: String, text: String, units: [String]) {
    let layout = layout(line)
    #expect(layout.text == text)
    #expect(layout.units.map(\.text) == units)
  }

  /// A translator that answers the text it reads gives the line back, but for spaces.
  @Test func whatIsTakenOutIsPutBack() throws {
    let model = try Self.translator().model
    let tokenizer = try TokenizerTrainer.learn(
      from: Self.sentences, locale: "en", options: TokenizerOptions())
    let links = WordLinks(
      TranslationModel(
        network: model.network, values: model.values, sourceTokenizer: tokenizer,
        targetTokenizer: tokenizer))
    for (line, _) in Self.lines(200) {
      let layout = layout(line)
      let text = SpanPlacer(layout, layout.text, links).result().text
      #expect(text.filter { $0 != " " } == line.filter { $0 != " " }, "\(line): \(text)")
    }
  }

  /// A sentence of a megabyte, cut after its first tokens, keeps all of its spans; quadratic time would take hours.
  @Test(arguments: ["a {x} ", "a <b> ", "7 a ", "a. {x} "])
  func longLinesTakeLinearTime(piece: String) throws {
    let count = 200_000 / piece.utf8.count
    let line = String(repeating: piece, count: count)
    var options = SearchOptions()
    options.beam = 1
    options.sentenceSplitting = .never
    let result = try Self.translator().translate([line], options, maximumTokens: 20)[0]
    let span = SpanFinder.spans(in: line)[0]
    #expect(result.text.ranges(of: line.text(span.range)).count == count)
  }

  /// Words of alignments are those of the texts with spans; a span is linked with itself.
  @Test func alignmentsCountTheWordsOfSpans() {
    let layout = layout("See <b>red</b> `a b` cats {x}.")
    #expect(layout.text == "See red cats.")
    let words = WordMapping.numbers(of: layout.text, in: "See <b>red</b> `a b` cats {x}.") {
      layout.map.origin(of: $0)
    }
    #expect(words == [0, 1, 4])
    let alignment = Alignment(unchanged: "x y z").counted(
      [0, 1, 4], [1, 2, 4], copied: [.init(source: 5, target: 3), .init(source: 0, target: 1)])
    #expect(alignment.wordLinks.map(\.description) == ["0-1", "1-2", "5-3", "4-4"])
  }

  @Test func numbersAreFoundInAnyForm() {
    let number = NumberText("3,000", .number)
    #expect(number.count(in: "3 000, 3\u{202F}000; 3000 13 000 3 0001 3a000") == 3)
    #expect(NumberText("7:25", .time).count(in: "à 7 h 25, 7:25, 17:25") == 2)
    #expect(
      DigitRepair.repaired("le 15 mai à 7 h 20", source: "May 5, 7:20") == "le 5 mai à 7 h 20")
    #expect(DigitRepair.repaired("le 15 mai", source: "May 5, 7:20") == nil)
  }
}
