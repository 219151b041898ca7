import TestSupport
import Testing

@testable import Tokenization

/// Lines as sentences.
@Suite struct SentenceSplitterTests {
  private func sentences(of line: String, _ locale: String = "en") -> [String] {
    let bytes = Array(line.utf8)
    return SentenceSplitter(locale: locale).sentences(of: line).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
  }

  /// `|` stands where a sentence ends.
  private func expect(_ marked: String, _ locale: String) {
    let parts = marked.split(separator: "|").map(String.init)
    #expect(sentences(of: parts.joined(), locale) == parts, "\(locale)")
  }

  @Test(arguments: [
    "The door is open. |Who left?| Nobody!| ".replacing("| ", with: " |"),
    "  So it is.  |And now?\t|Nothing.   ",
    "Stop! |Go on... |Now it runs.",
    "It weighs 2.5 kilos. |Send it to a.b@example.org. |Thanks.",
    "She is tired (very tired.) |He is not.",
    "Nine.\u{A0}|Ten.\u{2003}|Eleven.",
    "First line.\u{2028}|Second line.",
    "One sentence, without an end",
    "",
  ])
  func endAtMarks(marked: String) { expect(marked, "en") }

  @Test(arguments: [
    ("en", "Dr. Brown met Mrs. Green on Mt. Etna. |Prof. Grey stayed."),
    ("en", "A. B. Carter wrote it. |So did I. |Read p. 12. |Then Fig. 4. |And Vol. 2."),
    ("fr", "Mme. Blanc et M. Noir dorment. |Le Dr. Brun veille."),
    (
      "de",
      "Das sind z. B. Hr. Weiß und Prof. Braun. |Er kam am 4. Mai. |Es war das 20. Jahrhundert."
    ),
    ("es", "El Sr. Rojo llega. |La Sra. Verde espera."),
    ("", "Mr. Black is here. |He waits."),
  ])
  func abbreviationsEndNothing(locale: String, marked: String) { expect(marked, locale) }

  /// ICU's own lists of abbreviations would take these ends for some.
  @Test(arguments: [
    ("de", "Ich suche meinen Bruder. |Er kam. |Es ist acht Uhr. |Ich bin 20. |Du auch."),
    ("fr", "Il veut fumer. |Elle regarde la mer. |Ce sont des oiseaux. |Viens."),
    ("en", "We all go. |That is all. |It is time to go in. |Look up. |Do it."),
  ])
  func wordsEndSentences(locale: String, marked: String) { expect(marked, locale) }

  @Test(arguments: [
    ("en", "\"Wait!\" she said. |\"Why?\" |Nobody knew."),
    ("en", "He wrote: “Come.” |She came."),
    ("fr", "« Attends. » |Elle attend. |« Viens ! » dit-il. |Il dit : « Oui. » |Puis rien."),
    ("de", "„Halt.“ |Er hielt. |»Gut.« |Alle lachten."),
    ("ja", "雪だ。|寒い？|「うん。」|「そう。」"),
  ])
  func quotationsStayWhole(locale: String, marked: String) { expect(marked, locale) }

  /// The forms of word processors, and characters that are not seen, change no sentence.
  @Test(arguments: [
    ("en", "Mr.\u{A0}Green’s here. |Prof.\u{200B} Grey isn’t.\u{200E} |“Wait!”\u{200F} she said."),
    ("en", "No. |\u{200E}\u{2067}Yes! \u{FEFF}"),
    ("en", "it rains. |\u{200B}we stay in. |ask me."),
    ("en", "“No!” \u{200E}we said. |\u{AD}Fine."),
    ("fr", "Mme.\u{202F}Blanc dort. |«\u{A0}Viens\u{202F}!\u{A0}» |Il part."),
    ("fr", "Il dit\u{A0}: «\u{202F}Oui.\u{202F}» |Rien."),
    ("de", "Er sagte: ‚Nein.‘ |Sie kam am\u{A0}4.\u{A0}Mai."),
  ])
  func formsOfCharactersChangeNothing(locale: String, marked: String) { expect(marked, locale) }

  /// An ellipsis is what its three full stops are.
  @Test func ellipsesAreFullStops() {
    expect("Well… |That was it.", "en")
    expect("Well... |That was it.", "en")
    expect("Well… that was it.", "en")
  }

  @Test(arguments: [
    ("en", "it rains. |we stay in. |ask dr. brown, etc. and wait... or go. |is it e.g. late?"),
    ("en", "It rains. we stay in."),
    ("de", "es regnet. |wir bleiben."),
  ])
  func smallLettersMayBeginSentences(locale: String, marked: String) { expect(marked, locale) }

  @Test(arguments: ["zz", "no such locale", "de@collation=phonebook", "../en"])
  func anyLocaleWorks(locale: String) {
    #expect(sentences(of: "Yes. No.", locale).joined() == "Yes. No.")
  }

  /// Ranges are without gaps, whatever the text.
  @Test func nothingIsLost() {
    let parts = [
      "a", "B", ".", "!", "?", " ", "\t", "\u{A0}", "…", "«", "»", "\"", ")", "(", "Dr", "5", "。",
      "「", "」", "é", "e\u{301}",
      "😀", "\u{2028}", "\u{FFFD}", "ไทย", ",",
    ]
    var generator = SeededGenerator(seed: 14)
    for locale in ["", "en", "fr", "de", "ja", "el"] {
      let splitter = SentenceSplitter(locale: locale)
      for _ in 0..<500 {
        let line = (0..<Int.random(in: 0...20, using: &generator))
          .map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
        let ranges = splitter.sentences(of: line)
        var end = 0
        for range in ranges {
          #expect(range.lowerBound == end && !range.isEmpty, "\(line.debugDescription)")
          end = range.upperBound
        }
        #expect(end == line.utf8.count, "\(line.debugDescription)")
        let bytes = Array(line.utf8)
        for range in ranges {
          #expect(
            String(validating: bytes[range], as: UTF8.self) != nil, "\(line.debugDescription)")
        }
      }
    }
  }

  @Test func manyThreadsShareIt() async {
    let splitter = SentenceSplitter(locale: "en")
    let counts = await withTaskGroup(of: [Int].self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<200).map {
            splitter.sentences(of: String(repeating: "Yes. ", count: 1 + ($0 + task) % 9)).count
          }
        }
      }
      return await group.reduce(into: 0) { $0 += $1.count }
    }
    #expect(counts == 1_600)
    #expect(splitter.sentences(of: "No. Yes.").count == 2)
  }
}

/// Sentences as clauses, and what has letters.
@Suite struct ClausesTests {
  @Test(arguments: [
    "When it rains, |we stay; |they go: |all of them.",
    "It costs 3,50 at 12:30 – |or more — |or less—|who knows.",
    "彼は来た，|彼女も、|みな。",
    "قال، |ثم ذهب؛ |وعاد",
    "He said “yes,” |then left.",
    "no mark at all",
    "ends with a comma,",
    "",
  ])
  func endAtClauseMarks(marked: String) {
    let parts = marked.split(separator: "|").map(String.init)
    let sentence = parts.joined()
    let bytes = Array(sentence.utf8)
    let found = Clauses.ranges(of: sentence).map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(found == parts)
  }

  @Test func digitsAndSymbolsAreNoLetters() {
    for text in [
      "", " ", "42", "00:01 --> 00:02", "3.14 %", "***", "😀", "👩‍👩‍👧", "ℹ️", "₿ → ½ №", "\u{FFFD}",
      "١٢٣",
    ] {
      #expect(!Letters.occur(in: text), "\(text)")
    }
    for text in ["a", "1 é", "Я", "漢", "ก", "א", "– x –", "5 µm"] {
      #expect(Letters.occur(in: text), "\(text)")
    }
  }
}
