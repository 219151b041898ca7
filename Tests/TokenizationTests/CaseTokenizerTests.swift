import TestSupport
import Testing

@testable import Tokenization

/// Tokenizers that mark case.
struct CaseTokenizerTests {
  private func tokenizer(locale: String = "en", size: Int = 420) throws -> Tokenizer {
    var cases = try CaseCounts(locale: locale)
    for line in SampleText.all { cases.add(line) }
    let known = try #require(try cases.knownForms())
    var counter = try WordCounter(locale: locale, knownForms: known)
    for line in SampleText.all { counter.add(line) }
    var options = TokenizerOptions()
    options.vocabularySize = size
    return try TokenizerTrainer.learn(from: counter, options: options)
  }

  @Test func aLineInCapitalsHasTheTokensOfTheLineAndOneMore() throws {
    let tokenizer = try tokenizer()
    let capitals = try #require(CaseTokens(tokenizer.vocabulary)?.capitalsBegin)
    for line in SampleText.english {
      let plain = tokenizer.encode(line)
      #expect(tokenizer.encode(line.uppercased()) == [capitals] + plain)
      let reading = tokenizer.read(line.uppercased())
      #expect(reading.ids == plain)
      #expect(reading.isInCapitals)
      #expect(
        tokenizer.decode(plain, isInCapitals: true, beginsSentence: true) == line.uppercased())
      #expect(tokenizer.read(line.lowercased()).ids == plain)
    }
  }

  @Test func wordsShareTheirPiecesWhateverTheirCase() throws {
    let tokenizer = try tokenizer()
    let bread = tokenizer.encode("Bread")
    let marks = try #require(CaseTokens(tokenizer.vocabulary))
    for line in ["bread", "BREAD"] {
      let ids = tokenizer.encode(line)
      #expect(ids.count == bread.count + 1)
      #expect(marks.unmarked(ids) == bread)
    }
    #expect(marks.unmarked(bread) == bread)
  }

  @Test(arguments: ["", "de", "tr", "ja"])
  func nothingIsLost(locale: String) throws {
    let tokenizer = try tokenizer(locale: locale)
    var generator = SeededGenerator(seed: 3)
    let (span, one, other) = (Mark(0).scalar, Mark(16).scalar, Mark(19).scalar)
    let lines = SampleText.all.flatMap {
      [
        $0, $0.uppercased(), $0.lowercased(), " \($0)", "\(one)\($0) \(other) \($0)",
        "\(span) \($0)",
      ]
    }
    for line in lines {
      let normalized = tokenizer.normalize(line)
      #expect(sameBytes(tokenizer.decode(tokenizer.encode(line)), normalized))
      let dropped = tokenizer.encode(line, dropout: 0.3, using: &generator)
      #expect(sameBytes(tokenizer.decode(dropped), normalized))
    }
    #expect(tokenizer.normalize(" a \(one) b") == "a b")
  }

  @Test func itStaysWithTheFile() throws {
    let tokenizer = try tokenizer()
    #expect(tokenizer.marksCase)
    let text = tokenizer.serialized()
    let read = try Tokenizer(serialized: text)
    #expect(read == tokenizer)
    #expect(read.serialized() == text)
    #expect(try tokenizer.withLocale("de").marksCase)
    #expect(throws: TokenizerError.self) {
      _ = try Tokenizer(serialized: text.replacing("\"version\":2", with: "\"version\":1"))
    }
    let plain = try SampleText.tokenizer()
    #expect(!plain.marksCase)
    #expect(plain.serialized().contains("\"version\":1"))
    #expect(plain != tokenizer)
  }

  @Test func marksHaveASpelling() throws {
    let tokenizer = try tokenizer()
    let ids = tokenizer.encode("the BREAD")
    let spellings = ids.map { tokenizer.vocabulary.spelling(of: $0) }
    #expect(spellings.first == "<small>")
    #expect(spellings.contains("<CAPITALS>"))
  }

  @Test func bothSidesOfAJointVocabularyHaveTheirOwnForms() throws {
    let english = try WordCounter(locale: "en", knownForms: KnownForms(["Oslo"], locale: "en"))
    var german = try WordCounter(locale: "de", knownForms: KnownForms(["Brot"], locale: "de"))
    german.add("Das Brot aus Oslo")
    let (source, target) = try TokenizerTrainer.learnJoint(
      source: english, target: german, options: TokenizerOptions())
    #expect(source.vocabulary == target.vocabulary)
    #expect(source != target)
    #expect(source.encode("Das brot").count + 1 == target.encode("Das brot").count)
  }
}
