import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Marks around sentences that models do not get, and full stops that they get.
@Suite struct SentenceWrappingTests {
  private func inside(_ text: String) -> String { text.text(SentenceWrapping(of: text).inside) }

  @Test(arguments: [
    ("- They left.", "They left."), ("— They left.", "They left."), ("—They left.", "They left."),
    ("• They left", "They left"), ("* \u{A0}They left", "They left"), ("> > They", "They"),
    ("“They left.”", "They left."), ("\"They left.\"", "They left."), ("« Ils\u{202F}»", "Ils"),
    ("„They left.“", "They left."), ("(They left.)", "They left."), ("- “(They)”", "They"),
    ("…they left", "they left"), ("“They left.", "They left."), ("They left.”", "They left."),
    ("「彼」", "彼"), ("\u{200B}- They left.", "They left."), ("-\u{2060} They left.", "They left."),
    ("\u{FEFF}“\u{200E}They left.”\u{200F}", "They left."),
    ("(They\u{AD} left.\u{200B})", "They\u{AD} left.\u{200B}"),
  ])
  func marksAroundSentencesAreTakenOff(_ line: String, _ expected: String) {
    #expect(inside(line) == expected)
  }

  /// What is said inside, and what only looks like a mark, stays.
  @Test(arguments: [
    "They left.", "“Yes,” he said.", "He said “yes”", "\"Yes\" and \"no\"", "(a) and (b)",
    "-5 degrees",
    "*.txt files", "#tag left", "'tis", "", "-", "“”", "...", "[a](b)", "don’t", "l'", "a - b",
    "\u{200B}They left.\u{AD}", "\u{200B}",
  ])
  func otherMarksStay(_ line: String) {
    #expect(inside(line) == line)
  }

  @Test func openSentencesGetAStopAndLoseIt() throws {
    for text in ["They left", "room 5 ", "to \(Mark(5).scalar)", "彼"] {
      #expect(SentenceEnd.isOpen(text), "\(text)")
    }
    for text in ["They left.", "They left?”", "so:", "", " ", "they (left)"] {
      #expect(!SentenceEnd.isOpen(text), "\(text)")
    }
    #expect(SentenceEnd.withoutStop("Ils sont partis.") == "Ils sont partis")
    #expect(SentenceEnd.withoutStop("Sont-ils partis ?") == "Sont-ils partis ?")
    #expect(SentenceEnd.withoutStop("5 .") == "5")
    #expect(SentenceEnd.withoutStop(".") == "" && SentenceEnd.withoutStop("") == "")
  }

  /// A model that knows only marked ends answers the same with and without; one that was trained on open ends does not
  /// get stops.
  @Test func trainingLearnsHowSentencesEnd() throws {
    let sample = try TrainingSample()
    try sample.train()
    let model = try sample.model()
    #expect(model.markedEndShare == 1 && model.knowsOnlyMarkedEnds)
    #expect(model.quantized().markedEndShare == 1)
    let translator = Translator(model, threads: 1)
    let lines = ["We hear the rain", "- “We hear the rain”", "(We hear the rain)"]
    let translations = translator.translate(lines + ["We hear the rain.", "We hear the rain?"])
    let best = translations[3].scorePerToken >= translations[4].scorePerToken ? 3 : 4
    let plain = SentenceEnd.withoutStop(translations[best].text)
    #expect(translations.prefix(3).map(\.text) == [plain, "- “\(plain)”", "(\(plain))"])
    #expect(
      translations[1].candidates[0].logProbability
        == translations[best].candidates[0].logProbability)
    let open = try TrainingSample(
      TrainingSample.pairs.map { ("\($0.0.dropLast())", "\($0.1.dropLast())") })
    let share = try TrainingCorpus(open.input, open.options).markedEndShare
    #expect(share == 0)
  }

  @Test func dividedLinesKeepTheirMarks() throws {
    var options = TokenizerOptions()
    options.vocabularySize = 300
    let tokenizer = try TokenizerTrainer.learn(
      from: TrainingSample.pairs.map(\.0), locale: "en", options: options)
    let divider = LineDivider(
      source: tokenizer, CharacterForms(knownTo: tokenizer.vocabulary), target: tokenizer,
      endsSentences: true)
    let text = "- “They left. We hear the rain” "
    let line = divider.divide(text, .init())
    #expect(line.parts.map { $0.space + $0.text }.joined() + line.end == text)
    #expect(line.parts.map(\.text) == ["They left.", "We hear the rain"])
    #expect(line.parts.map { $0.readings.map(\.addedEnd) } == [[.none], [.stop, .question]])
    #expect(line.parts.map(\.firstWord) == [1, 3])
    #expect(line.parts[1].tokens == tokenizer.encode("We hear the rain."))
    let whole = divider.divide(text, .init(splitsSentences: false))
    #expect(whole.parts.map(\.text) == ["- “They left. We hear the rain”"])
    #expect(
      !divider.divide("They left", .init(maximumTokens: 1)).parts[0].readings.contains {
        $0.addedEnd != .none
      })
  }
}
