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
