import Testing

@testable import Tokenization

/// Marks in place of spans.
struct SpanMarksTests {
  private func marked(_ line: String, from first: Int = 0) -> MarkedSpans {
    let spans = SpanFinder.spans(in: line)
    return MarkedSpans(line, spans, marks: spans.indices.map { Mark(first + $0) })
  }

  private let lines = [
    "Dear {user}, click <b>here</b>!", "{a}{b}", "x{a}y", "Go to https://a.example/B?c=D.",
    "CLICK {name} NOW", "({x}) \"{y}\"", "<i>Été</i> `let a = 1` e\u{301}", "{a} is 5 of 1,000 %d",
    "at 13:30 &nbsp; #tag", "no spans",
  ]

  @Test func linesAreRestored() {
    for line in lines { #expect(marked(line).restored(marked(line).text) == line) }
  }

  /// Decoding what was encoded gives the normalized line, in which spans are byte for byte what they were.
  @Test(arguments: [false, true])
  func tokenizersLoseNothing(marksCase: Bool) throws {
    var options = TokenizerOptions()
    options.marks = Mark.spans.map { Mark($0) }
    options.vocabularySize = 400
    var counts = try CaseCounts(locale: "en")
    for line in SampleText.all + lines { counts.add(line) }
    let forms = marksCase ? try KnownForms(["Été"], locale: "en") : nil
    var counter = try WordCounter(locale: "en", knownForms: forms)
    for line in SampleText.all + lines { counter.add(marked(line).text) }
    let tokenizer = try TokenizerTrainer.learn(from: counter, options: options)
    for line in lines + SampleText.all {
      let marked = marked(Normalizer.normalize(line))
      let ids = tokenizer.encode(marked.text)
      for mark in marked.marks {
        let id = try #require(tokenizer.vocabulary.id(of: mark))
        #expect(ids.count { $0 == id } == 1)
      }
      #expect(sameBytes(marked.restored(tokenizer.decode(ids)), Normalizer.normalize(line)))
    }
  }

  @Test func capitalsAreThoseOfTheWords() throws {
    var options = TokenizerOptions()
    options.marks = Mark.spans.map { Mark($0) }
    var counter = try WordCounter(locale: "en", knownForms: try KnownForms([], locale: "en"))
    for line in SampleText.all { counter.add(line) }
    let tokenizer = try TokenizerTrainer.learn(from: counter, options: options)
    let reading = tokenizer.read(marked("CLICK {name} NOW").text)
    #expect(reading.isInCapitals)
    #expect(reading.ids == tokenizer.read(marked("Click {name} now").text).ids)
    let text = tokenizer.decode(reading.ids, isInCapitals: true, beginsSentence: true)
    #expect(marked("CLICK {name} NOW").restored(text) == "CLICK {name} NOW")
    // After a name a sentence has begun; after a tag it begins.
    #expect(
      tokenizer.decode(tokenizer.encode(marked("{name} is").text)) == marked("{name} is").text)
  }

  @Test func spacesFollowTheSource() {
    let source = marked("Press <b>now</b> {key}.")
    // The compiler takes no noncharacters in literals.
    let (open, close, key) = (String(Mark(0).scalar), Mark(1).scalar, Mark(2).scalar)
    #expect(source.text == "Press \(open) now\(close) \(key).")
    #expect(source.restored("\(key) appuyez \(open) ici\(close)") == "{key} appuyez <b>ici</b>")
    #expect(source.restored("touche\(key)ici") == "touche {key} ici")
    #expect(source.restored("a \(Mark(9).scalar)b") == "a b")
  }

  // MARK: - Numbers

  @Test func numbersGetTheFormThatMostHave() throws {
    var counts = NumberCounts()
    for _ in 0..<3 {
      #expect(counts.find("3,000", in: "il y a 3\u{202F}000 lits") != nil)
      #expect(counts.find("1.5", in: "1,5 litre") != nil)
    }
    #expect(counts.find("7,000", in: "17 000 lits") == nil)
    counts.addUnchanged("2,000")
    let forms = SpanForms(classes: [.number], numbers: counts.forms)
    #expect(forms.numbers.apply(to: "12,345,678.9") == "12\u{202F}345\u{202F}678,9")
    #expect(forms.numbers.apply(to: "-4,000") == "-4\u{202F}000")
    for other in ["2024-05-01", "1.2.3", "5", "1/2", "4,00,000", "0,125"] {
      #expect(forms.numbers.apply(to: other) == other)
    }
    #expect(forms.numbers.applied(in: "{a} 1,000 b1,000") == "{a} 1\u{202F}000 b1,000")
    #expect(try SpanForms(serialized: forms.serialized()) == forms)
    #expect(NumberForms().apply(to: "3,000") == "3,000")
    #expect(NumberCounts().forms == NumberForms())
    for damaged in [
      "", "{}", "{\"classes\":[\"x\"],\"separators\":[]}",
      "{\"classes\":[],\"separators\":[[\",\"]]}",
    ] {
      #expect(throws: TokenizerError.self) { try SpanForms(serialized: damaged) }
    }
  }
}
