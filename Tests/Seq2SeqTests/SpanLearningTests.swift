import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Marks of spans in training.
@Suite struct SpanLearningTests {
  /// Pairs with names and numbers on both sides.
  private static let pairs = TrainingSample.pairs.enumerated().flatMap { index, pair in
    [
      pair, ("\(pair.0.dropLast()) {x\(index)}.", "\(pair.1.dropLast()) {x\(index)}."),
      ("<b>\(pair.0)</b> 1,\(100 + index)", "<b>\(pair.1)</b> 1 \(100 + index)"),
      ("%\(index + 1) \(pair.0)", "%\(index + 1) \(pair.1)"),
    ]
  }

  @Test func whatIsOnBothSidesBecomesMarks() throws {
    var counts = PairSpanCounts()
    for pair in Self.pairs {
      counts.add(
        SentencePair(source: pair.0, target: pair.1, origin: .init(unit: .line, number: 1)))
    }
    #expect(counts.forms?.classes == [.name])
    let marker = PairMarker(SpanForms(classes: Set(SpanClass.allCases), numbers: NumberForms()))
    let marked = marker.marked("{a} {b} {c} <i>9 tables</i>", "{c} <i>9 {a}</i> {d}")
    // One span is on one side only.
    #expect(marked.source.text.contains("{b}") && marked.target.text.contains("{d}"))
    #expect(marked.source.marks == marked.target.marks)
    #expect(marked.source.marks.count >= 4)
    #expect(marked.target.restored(marked.target.text) == "{c} <i>9 {a}</i> {d}")
    #expect(marker.marked("\(Mark(3).scalar) a", "b \(Mark(4).scalar)").source.text == " a")
    #expect(marker.marked("no", "none").source.marks.isEmpty)
  }

  @Test func modelsKeepWhatTheyLearned() throws {
    let sample = try TrainingSample(Self.pairs)
    let corpus = try TrainingCorpus(sample.input, sample.options)
    let forms = try #require(corpus.spanForms)
    #expect(forms.classes == [.name])
    for tokenizer in [corpus.sourceTokenizer, corpus.targetTokenizer] {
      #expect(forms.marks.allSatisfy { tokenizer.vocabulary.id(of: $0) != nil })
    }
    try sample.train()
    let model = try sample.model()
    #expect(model.spanForms == forms)
    #expect(model.quantized().spanForms == forms)
    #expect(
      try TranslationModel.average(of: [model, model], names: ["a", "b"]).spanForms == forms)
    var options = SearchOptions()
    options.nBest = 3
    let lines = [
      "We hear {a} and %2$s.", "{a} {b} {c} {d} {e} {f} {g} The rain.", "\(Mark(4).scalar) Rain.",
    ]
    for options in [SearchOptions(), options] {
      for (line, result) in zip(lines, Translator(model, threads: 1).translate(lines, options)) {
        for candidate in result.candidates {
          for span in SpanFinder.spans(in: line).map({ line.text($0.range) }) {
            #expect(candidate.text.ranges(of: span).count == 1, "\(candidate.text)")
          }
          #expect(!candidate.text.unicodeScalars.contains { Mark($0) != nil })
        }
      }
    }
  }

  /// A sentence that is cut names the spans that its translation lacks.
  @Test func spansThatAreCutOffAreNamed() throws {
    let sample = try TrainingSample(Self.pairs)
    try sample.train()
    let translator = Translator(try sample.model(), threads: 1)
    let line = "We hear {a} the rain \(String(repeating: "and the wind ", count: 20))and {b} 1,000."
    var options = SearchOptions()
    options.sentenceSplitting = .never
    let cut = translator.translate([line], options, maximumTokens: 12)[0]
    #expect(cut.wasCut)
    for span in ["{a}", "{b}", "1,000"] {
      let isThere = cut.text.contains(span) || cut.text.contains("1 000") && span == "1,000"
      #expect(isThere != cut.missingSpans.contains(span), "\(span): \(cut)")
    }
    #expect(translator.translate([line], options)[0].missingSpans.isEmpty)
    #expect(MissingSpans(of: "{a} 1,000 {a}", in: "{a} 1 000").texts == ["{a}"])
    let many = (0..<300).map { "{a\($0)}" }.joined(separator: " ")
    #expect(MissingSpans(of: many, in: "").texts.count == 100)
  }

  /// Sentences with a name, each of which is there once.
  private static let namedPairs = TrainingSample.pairs.enumerated().flatMap { index, pair in
    ["Kalo", "Nemu", "Tiri"].map { name in
      let name = name + ["bo", "di", "fa", "ge", "hu", "jo", "ki", "lu"][index]
      return ("\(pair.0.dropLast()) and \(name).", "\(pair.1.dropLast()) et \(name).")
    }
  }

  @Test func namesThatTrainingHasNotShownComeThrough() throws {
    let sample = try TrainingSample(Self.namedPairs)
    let forms = try #require(try TrainingCorpus(sample.input, sample.options).spanForms)
    #expect(forms.names != nil && forms.classes == [.name])
    try sample.train()
    let model = try sample.model()
    #expect(model.spanForms == forms)
    let translator = Translator(model, threads: 1)
    let lines = [
      "We hear Zeno and the rain.", "My sister sells Anna Zeno old books.", "Tell Zeno: Zeno left.",
    ]
    var options = SearchOptions()
    options.nBest = 3
    for options in [SearchOptions(), options] {
      for (line, result) in zip(lines, translator.translate(lines, options)) {
        for candidate in result.candidates {
          let name = line.contains("Anna") ? "Anna Zeno" : "Zeno"
          #expect(
            candidate.text.ranges(of: name).count == line.ranges(of: name).count,
            "\(candidate.text)")
        }
      }
    }
    let begun = translator.translate([lines[0]], prefixes: ["Zeno et"])[0].text
    #expect(begun.hasPrefix("Zeno et") && begun.ranges(of: "Zeno").count == 1, "\(begun)")
    options.terms = try Glossary([("Zeno", "Zénon")])
    let spoken = translator.translate([lines[0]], options)[0].text
    #expect(spoken.contains("Zénon") && !spoken.contains("Zeno"), "\(spoken)")
  }

  /// A training that began without marks goes on without; a corpus without spans has none.
  @Test func trainingsResumeAsTheyBegan() throws {
    var sample = try TrainingSample(Self.pairs)
    sample.options.precision = .float32
    sample.options.marksSpans = false
    try sample.train(stopAfter: 2)
    sample.options.marksSpans = nil
    try sample.train(.resume)
    #expect(try sample.model().spanForms == nil)
    try sample.train(in: "whole")
    #expect(try sample.model(in: "whole").spanForms != nil)
    sample.options.marksSpans = true
    #expect(throws: TrainingError.self) { try sample.train(.resume) }
    let plain = try TrainingSample()
    #expect(try TrainingCorpus(plain.input, plain.options).spanForms == nil)
  }
}
