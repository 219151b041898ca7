import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Lines as the parts that are translated.
@Suite struct LineDividerTests {
  private let tokenizer: Tokenizer
  private let divider: LineDivider

  init() throws {
    var options = TokenizerOptions()
    options.vocabularySize = 300
    tokenizer = try TokenizerTrainer.learn(
      from: TrainingSample.pairs.map(\.0), locale: "en", options: options)
    divider = LineDivider(
      source: tokenizer, CharacterForms(knownTo: tokenizer.vocabulary),
      target: try tokenizer.withLocale("fr"))
  }

  private func divide(
    _ line: String, prefix: String = "", splits: Bool = true, most: Int = 512
  ) -> DividedLine {
    divider.divide(
      line, prefix: prefix, .init(splitsSentences: splits, maximumTokens: most))
  }

  private func whole(_ line: DividedLine) -> String {
    line.parts.map { $0.space + $0.text }.joined() + line.end
  }

  @Test func sentencesAreParts() {
    let line = divide("\t They left.  We hear\tthe rain!\u{A0}77. \u{3000}")
    #expect(line.parts.map(\.text) == ["They left.", "We hear\tthe rain!", "77."])
    #expect(line.parts.map(\.space) == ["\t ", "  ", "\u{A0}"])
    #expect(line.end == " \u{3000}")
    #expect(line.parts.map(\.isTranslated) == [true, true, false])
    #expect(line.parts.map(\.firstWord) == [0, 2, 5])
    for part in line.translatedParts { #expect(part.tokens == tokenizer.encode(part.text)) }
  }

  /// Parts are texts of the line as it was given; their tokens are those of known forms.
  @Test func partsAreEncodedInKnownForms() {
    let texts = [
      "\u{FEFF}They\u{A0}left\u{AD}．", "We he\u{200B}ar\u{2009}the wind？", "\u{200E}5…\u{200F}",
    ]
    let line = divide(texts.joined(separator: "  "))
    #expect(line.parts.map(\.text) == texts)
    #expect(
      line.parts.map(\.tokens) == [
        tokenizer.encode("They left."), tokenizer.encode("We hear the wind?"), [],
      ])
    let long = divide("They left,\u{3000}we he\u{AD}ar,\u{A0}the rain", most: 3)
    #expect(long.parts.map(\.text) == ["They left,", "we he\u{AD}ar,", "the rain"])
    #expect(long.parts[1].tokens == Array(tokenizer.encode("we hear,").prefix(3)))
  }

  @Test func aLineCanStayWhole() {
    let line = divide(" They left. We hear.  1. ", splits: false)
    #expect(line.parts.map(\.text) == ["They left. We hear.  1."])
    #expect(whole(line) == " They left. We hear.  1. ")
  }

  @Test(arguments: ["12:30", "  – 1. 2. ", "*** !", "😀 😀"])
  func withoutALetterALineIsOnePart(line: String) {
    for splits in [false, true] {
      let divided = divide(line, prefix: "Le", splits: splits)
      #expect(divided.parts.count == 1 && divided.translatedParts.isEmpty)
      #expect(whole(divided) == line)
    }
  }

  @Test(arguments: ["", " ", "\t\u{A0}\u{2028}"])
  func blankLinesHaveNoParts(line: String) { #expect(divide(line).parts.isEmpty) }

  /// As many sentences as the beginning has are translated together.
  @Test(arguments: [
    ("", ["1.", "They left.", "We hear.", "Bread!"]),
    ("Ils", ["1. They left.", "We hear.", "Bread!"]),
    ("Ils partent. Nous", ["1. They left. We hear.", "Bread!"]),
    ("A. Le vent. La pluie. Le port.", ["1. They left. We hear. Bread!"]),
  ])
  func beginningsBelongToTheFirstSentences(prefix: String, texts: [String]) {
    let line = divide("1. They left. We hear. Bread!", prefix: prefix)
    #expect(line.parts.map(\.text) == texts)
    let prefixes = line.translatedParts.map(\.prefix)
    #expect(prefixes.first == tokenizer.encode(prefix))
    #expect(prefixes.dropFirst().allSatisfy { $0.isEmpty })
  }

  /// A sentence of too many tokens is divided at clause marks, and no token is lost.
  @Test func longSentencesAreDividedAtClauses() {
    let clauses = (0..<40).map { "the boat \($0) is red" }
    let sentence = "Now " + clauses.joined(separator: ", ")
    let line = divide("We hear. \(sentence).", most: 50)
    #expect(line.parts.count > 4)
    #expect(line.parts.allSatisfy { $0.tokens.count <= 50 && !$0.wasCut })
    #expect(line.parts.dropLast().dropFirst().allSatisfy { $0.text.hasSuffix(",") })
    // Clauses that fit are together.
    #expect(line.parts.count < 30)
    #expect(whole(line) == "We hear. \(sentence).")
    let whole = tokenizer.encode(sentence + ".")
    #expect(line.parts.dropFirst().flatMap(\.tokens) == whole)
  }

  @Test func whatHasNoClauseIsCut() {
    let words = [String](repeating: "boat", count: 60).joined(separator: " ")
    let line = divide("We hear. My \(words), the wind.", most: 20)
    #expect(line.parts.map(\.wasCut) == [false, true, false])
    #expect(line.parts[1].tokens == Array(tokenizer.encode("My \(words),").prefix(20)))
    let uncut = divide("\(words), the wind.", splits: false, most: 20)
    #expect(uncut.parts.map(\.wasCut) == [true])
  }

  @Test func anyLineIsPutTogetherAgain() {
    let texts = [
      "They left", "Dr", ".", "!", "?", " ", "  ", "\t", "\u{A0}", ",", "；", "…", "»", "\"", "5",
      "。", "雨", "é", "😀",
      "\u{2028}", "\r",
    ]
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<1_000 {
      let line = (0..<Int.random(in: 0...15, using: &generator))
        .map { _ in texts.randomElement(using: &generator) ?? "" }.joined()
      for most in [3, 512] {
        let divided = divide(line, most: most)
        if divided.parts.isEmpty {
          #expect(UTF8Text.isBlank(line))
        } else {
          #expect(Array(whole(divided).utf8) == Array(line.utf8))
        }
        let words = line.utf8.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
        for part in divided.parts {
          let first = part.text.utf8.split { $0 <= 0x20 }.first.map { Array($0) }
          #expect(words[part.firstWord].contains(String(decoding: first ?? [], as: UTF8.self)))
        }
      }
    }
  }
}
