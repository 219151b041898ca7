import Evaluation
import Seq2Seq

/// A model in a report: how it was trained, and how it translates the pairs of a test.
struct ReportedModel {
  /// What it is called in the report: its directory, or its file.
  let name: String
  let description: ModelDescription
  /// What training measured; nil if its metrics are not beside the model.
  let history: TrainingHistory?
  let test: ReportedTest?
  /// Attention of one best, one middle and one worst sentence; empty without attention or test.
  let attention: [AttentionPicture]

  /// Reads a model and its metrics, and translates the pairs, if there are any.
  init(
    path: String, pairs: [SentencePair], frequencies: WordFrequencies? = nil, threads: Int?
  ) throws {
    let model = try TranslationModel(path: path)
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let file = parts.removeLast()
    name = parts.last { !$0.isEmpty && $0 != "." } ?? file
    description = ModelDescription(model, path: path)
    history = TrainingHistory(path: (parts + ["metrics.jsonl"]).joined(separator: "/"))
    guard !pairs.isEmpty else {
      test = nil
      attention = []
      return
    }
    let translator = Translator(model, threads: threads)
    let test = try ReportedTest(pairs, translator, frequencies)
    self.test = test
    attention = test.examples(1).flatMap(\.sentences).compactMap { sentence in
      try? AttentionPicture(of: sentence.source, with: translator)
    }
  }
}

extension [ReportedModel] {
  /// The scores of the models on the same pairs, each compared with the first one; nil if there are fewer than two.
  var comparison: [ComparedScore]? {
    let tests = compactMap(\.test)
    guard let first = tests.first, tests.count == count else { return nil }
    // The tokenizer of the first model's language counts for all.
    return try? PairedTest(ResamplingSettings(.bootstrap, trials: 1000)).compare(
      first.bleu, systems: tests.map(\.statistics))
  }
  /// The sentences whose translations have the most different scores, at most `count`; by model.
  func mostDifferent(_ count: Int) -> [[ReportedTest.Sentence]] {
    let tests = compactMap(\.test)
    guard let first = tests.first, tests.count == self.count, tests.count > 1 else { return [] }
    let rows = first.sentences.indices.map { index in tests.map { $0.sentences[index] } }
    func range(_ row: [ReportedTest.Sentence]) -> Double {
      (row.map(\.score).max() ?? 0) - (row.map(\.score).min() ?? 0)
    }
    let ranked = rows.enumerated().filter { range($0.element) > 0 }.sorted {
      (range($0.element), $1.offset) > (range($1.element), $0.offset)
    }
    return ranked.prefix(count).map(\.element)
  }
}
