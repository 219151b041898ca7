import TestSupport
import Testing

@testable import Tokenization

private func learned(_ lines: String...) -> CharacterForms {
  var counts = CharacterCounts()
  for line in lines { counts.add(line) }
  return CharacterForms(learnedFrom: counts)
}

/// The form of characters that a model knows.
@Suite struct CharacterFormsTests {
  private func known(_ lines: String..., words: Bool = false) throws -> CharacterForms {
    var options = TokenizerOptions()
    options.subwords = words ? .words : .bytePairs
    options.characterCoverage = 1
    return CharacterForms(
      knownTo: try TokenizerTrainer.learn(from: lines, options: options).vocabulary)
  }

  /// A text with plain punctuation of every kind.
  private let plain = learned(
    "He's here, isn't he? - \"Yes!\" (a; b: c) 0123456789 [d] {e} ... & % $ + = @ #",
    "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ")

  /// A line in which nothing may change is not looked at closely; the result is what a close look gives.
  @Test func usualLinesGiveWhatACloseLookGives() {
    var generator = SeededGenerator(seed: 5)
    let others = [
      learned(), plain, learned("«\u{A0}Ça va\u{202F}? – Oui…\u{A0}» l’été"),
      learned("„So“, sagte er… – „ja“"), learned("今日は、「はい」。ﾊﾞ"), learned("It's \"so\"... “So”"),
      CharacterForms(forms: ["\u{AB}": .init(opening: "(", closing: "(")]),
      CharacterForms(forms: ["\u{1F600}": .init(opening: ":)", closing: ":)")]),
    ]
    for forms in others {
      for _ in 0..<500 {
        let line = HostileText.line(using: &generator)
        var result = String.UnicodeScalarView()
        var folder = CharacterFolder(forms, line)
        folder.fold { scalar, _ in result.append(scalar) }
        #expect(sameBytes(forms.apply(to: line), String(result)), "\(scalars(line))")
      }
    }
  }

  // MARK: - What has no meaning of its own

  @Test(arguments: [
    0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066,
    0x2067, 0x2068, 0x2069, 0xFEFF,
  ])
  func invisibleCharactersAreDropped(value: Int) throws {
    let mark = String(try #require(Unicode.Scalar(UInt32(value))))
    for forms in [plain, learned(), learned("some\(mark)thing"), try known("some thing")] {
      #expect(forms.apply(to: "\(mark)some\(mark)thing \(mark) else\(mark)") == "something  else")
      #expect(forms.apply(to: mark) == "")
    }
    // A vocabulary that has it was learned from text that had it.
    #expect(try known("some\(mark)thing").apply(to: "a\(mark)b") == "a\(mark)b")
  }

  @Test(arguments: [
    "می‌خواهم", "नहीं क्‍ष", "ക്‍", "👩‍👩‍👧‍👦 and ❤️‍🔥", "ශ්‍රී ලංකා",
  ])
  func joinersThatScriptsNeedStay(text: String) {
    #expect(plain.apply(to: text) == text)
  }

  @Test func joinersBetweenOtherLettersAreDropped() {
    #expect(plain.apply(to: "\u{200D}co\u{200C}op \u{200D}x, \u{200C}") == "coop x, ")
    #expect(plain.apply(to: "é\u{200D}ж\u{200C}λ") == "éжλ")
  }

  // MARK: - Variants

  @Test(arguments: [
    ("It’s", "It's"), ("It‘s", "It's"), ("Itʼs", "It's"), ("It′s", "It's"), ("It`s", "It's"),
    ("“Yes” ‘no’", "\"Yes\" 'no'"), ("„Yes“ ‚no‘", "\"Yes\" 'no'"), ("＂a＂ ＇b＇", "\"a\" 'b'"),
    ("«Yes» ‹no›", "\"Yes\" 'no'"), ("« Yes » or «\u{A0}no\u{202F}».", "\"Yes\" or \"no\"."),
    ("a »Yes« b", "a \"Yes\" b"), ("a – b — c", "a - b - c"), ("co‐op co‑op −3", "co-op co-op -3"),
    ("So…", "So..."), ("ＡＢＣ，１２！？", "ABC,12!?"), ("oﬃce ﬂoor", "office floor"),
  ])
  func variantsBecomeWhatTheTextHad(variant: String, expected: String) throws {
    #expect(plain.apply(to: variant) == expected)
  }

  @Test(arguments: [
    0xB, 0xC, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007,
    0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
  ])
  func allSpacesBecomeTheSpace(value: Int) throws {
    let space = String(try #require(Unicode.Scalar(UInt32(value))))
    #expect(plain.apply(to: "a\(space)b\(space)") == "a b ")
    #expect(try known("a b").apply(to: "a\(space)b") == "a b")
    #expect(try known("a b c", words: true).apply(to: "a\(space)b") == "a b")
  }

  /// The same rule the other way round: a text set by a typographer.
  @Test func typographicTextMakesVariantsTypographic() {
    let forms = learned("“It’s,” he said – “isn’t it…”", "‘Yes’ and “no” – …")
    #expect(forms.apply(to: "It's") == "It’s")
    #expect(forms.apply(to: "he said: \"It's so\"") == "he said: “It’s so”")
    #expect(forms.apply(to: "\"'Yes' he said\"") == "“‘Yes’ he said”")
    #expect(forms.apply(to: "(\"a\", \"b\")") == "(“a”, “b”)")
    #expect(forms.apply(to: "„so“ «so» ＂so＂") == "“so” “so” “so”")
    #expect(forms.apply(to: "a — b") == "a – b")
    #expect(forms.apply(to: "well... no.... no..") == "well… no.... no..")
  }

  @Test func otherQuotationMarksAreLearnedToo() {
    let french = learned("« Oui », dit-il, « c’est ça ».", "l’été")
    #expect(french.apply(to: "“Oui” \"non\" c'est") == "«Oui» «non» c’est")
    #expect(french.apply(to: "« Oui »") == "« Oui »")
    let german = learned("„Ja“, sagt er, „das ist's“")
    #expect(german.apply(to: "\"nein\" «so» ist’s") == "„nein“ „so“ ist's")
    let swedish = learned("”Ja”, sa han")
    #expect(swedish.apply(to: "“Ja” \"nej\"") == "”Ja” ”nej”")
  }

  @Test func isolatedPlainMarksTakeTurns() {
    let forms = learned("“a” b")
    #expect(forms.apply(to: "x \" y \" z") == "x “ y ” z")
  }

  @Test func whatIsUsedRegularlyStays() {
    let forms = learned("it's it’s – a - b\u{A0}! “a” \"b\" … ...")
    for text in ["it's", "it’s", "a – b", "a - b", "b\u{A0}!", "“a”", "\"b\"", "…", "..."] {
      #expect(forms.apply(to: text) == text)
    }
    #expect(forms.apply(to: "it`s") == "it's" || forms.apply(to: "it`s") == "it’s")
    // The space that does not break is the form of its kind.
    #expect(forms.apply(to: "b\u{202F}!") == "b\u{A0}!")
    #expect(forms.apply(to: "b\u{2009}a") == "b a")
  }

  @Test func whatIsRareIsReplaced() {
    var counts = CharacterCounts()
    for _ in 0..<100 { counts.add("it's") }
    counts.add("it’s")
    #expect(CharacterForms(learnedFrom: counts).apply(to: "it’s") == "it's")
    for _ in 0..<3 { counts.add("it’s") }
    #expect(CharacterForms(learnedFrom: counts).apply(to: "it’s") == "it’s")
  }

  /// Without any character of a kind in the text, nothing is known to be better.
  @Test func kindsThatTheTextHasNotStay() {
    let forms = learned("abc")
    for text in ["it’s", "“a”", "a – b", "…", "！"] { #expect(forms.apply(to: text) == text) }
  }

  @Test func halfWidthKatakanaBecomesFullWidth() {
    let forms = learned("カタカナがある。ガイドト")
    #expect(Normalizer.normalize(forms.apply(to: "ｶﾞｲﾄﾞ ﾀ")) == "ガイド タ")
    #expect(forms.apply(to: "ｶ｡") == "カ。")
  }

  @Test func asciiIsLeftAloneByPlainText() throws {
    let ascii = String(String.UnicodeScalarView((0x20..<0x7F).compactMap { Unicode.Scalar($0) }))
    #expect(plain.apply(to: "He's a \"b\" - c... d & e") == "He's a \"b\" - c... d & e")
    #expect(try known(ascii).apply(to: ascii + " ...") == ascii + " ...")
  }

  // MARK: - Laws

  private let samples = [
    "“It’s,” he\u{AD} said — ‘no…’", "« a\u{A0}» ＡＢ\u{200B}", "\u{FEFF}a\u{2028}b\u{3000}",
    "ﬁ ｶﾞ \u{200D}x", "... .... ' \" ` ´", "", " ", "日本\u{200D}\u{200D}語", "Ａ\u{200D}\u{200C}b",
  ]

  @Test func applyingTwiceChangesNothing() throws {
    let all = [
      plain, learned("“It’s” – … «»"), learned(), try known("l’été « a »"), learned("。カ\u{3000}"),
    ]
    for forms in all {
      for sample in samples {
        let once = forms.apply(to: sample)
        #expect(forms.apply(to: once).unicodeScalars.elementsEqual(once.unicodeScalars))
      }
    }
  }

  /// The law of the tokenizer holds for what the forms leave: NFC and single spaces, and nothing else is lost.
  @Test func tokensLoseNothingOfTheKnownForm() throws {
    let tokenizer = try TokenizerTrainer.learn(
      from: ["It's a boat.", "\"So?\" - ..."], options: TokenizerOptions())
    let forms = CharacterForms(knownTo: tokenizer.vocabulary)
    for sample in samples + ["日本語 é e\u{301} 👩‍👩‍👧‍👦 \t x\u{1}y", "It's  a boat?"] {
      let known = forms.apply(to: sample)
      #expect(tokenizer.decode(tokenizer.encode(known)) == tokenizer.normalize(known))
    }
    #expect(forms.apply(to: "日本語 é e\u{301} x\u{1}y") == "日本語 é e\u{301} x\u{1}y")
  }

  @Test func wordsKnowWhereTheyComeFrom() {
    #expect(plain.originalWords(of: "one two  three") == [0, 1, 2])
    #expect(plain.originalWords(of: "one\u{A0}two three") == [0, 0, 1])
    #expect(plain.originalWords(of: "one \u{200B} three") == [0, 2])
    #expect(plain.originalWords(of: "« one » two") == [0, 3])
    for sample in samples {
      let words = plain.apply(to: sample).utf8.split { $0 <= 0x20 }
      #expect(plain.originalWords(of: sample).count == words.count)
    }
  }

  // MARK: - JSON

  @Test func formsSurviveJSON() throws {
    for forms in [plain, learned("“It’s” – … «»"), learned(), try known("a\u{AD}b’")] {
      let again = try CharacterForms(serialized: forms.serialized())
      #expect(again == forms)
      #expect(again.serialized() == forms.serialized())
    }
    #expect(learned().serialized() == "[]")
    #expect(learned("a b").serialized().contains("[\"\u{2000}\",\" \"]"))
  }

  @Test(arguments: [
    "", "{}", "[1]", "[[]]", "[[\"a\"]]", "[[\"a\",\"\"]]", "[[\"ab\",\"c\"]]",
    "[[\"a\",\"b\",\"c\",\"d\"]]",
  ])
  func damagedFormsAreRefused(json: String) {
    #expect(throws: TokenizerError.self) { try CharacterForms(serialized: json) }
  }
}
