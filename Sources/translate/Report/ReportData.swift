import Evaluation
import Formatting
import Seq2Seq

/// A report as JSON.
struct ReportData {
  let models: [ReportedModel]

  var json: JSONValue {
    let scores = models.comparison
    let objects = models.indices.map { json(of: models[$0], scores?[$0]) }
    return .object([("models", .array(objects))])
  }

  private func json(of model: ReportedModel, _ compared: ComparedScore?) -> JSONValue {
    let metrics = model.history?.entries.map(\.json) ?? []
    return .object([
      ("name", .string(model.name)), ("model", model.description.json),
      ("test", model.test.map { test($0) } ?? .null),
      ("p_value", compared?.pValue.map { .number($0) } ?? .null),
      ("attention", .array(model.attention.map(\.json))), ("metrics", .array(metrics)),
    ])
  }

  private func test(_ test: ReportedTest) -> JSONValue {
    .object([
      ("bleu", .rounded(test.score, 4)),
      ("by_length", groups(test.byLength)), ("by_tokens_per_word", groups(test.byRarity)),
      ("by_word_frequency", test.byFrequency.map { groups($0) } ?? .null),
      ("missing_words", words(test.missingWords)), ("repeated_words", words(test.repeatedWords)),
      (
        "sentences",
        .array(
          test.sentences.map {
            .object([
              ("source", .string($0.source)), ("reference", .string($0.reference)),
              ("translation", .string($0.translation)), ("bleu", .rounded($0.score, 4)),
            ])
          })
      ),
    ])
  }

  private func groups(_ groups: [ReportedTest.Group]) -> JSONValue {
    .array(
      groups.map {
        .object([
          ("name", .string($0.name)), ("sentences", .integer($0.sentences)),
          ("bleu", .rounded($0.score, 4)),
        ])
      })
  }

  private func words(_ words: [(word: String, count: Int)]) -> JSONValue {
    .array(words.map { .object([("word", .string($0.word)), ("count", .integer($0.count))]) })
  }
}

extension TrainingHistory.Entry {
  /// The entry with the keys of `metrics.jsonl`; what it does not have is left out.
  fileprivate var json: JSONValue {
    let numbers: [(String, Double?)] = [
      ("loss", loss), ("perplexity", perplexity), ("rate", rate), ("gradient_norm", gradientNorm),
      ("clipped", clipped.map { Double($0) }), ("tokens", tokens.map { Double($0) }),
      ("validation_loss", validationLoss), ("validation_perplexity", validationPerplexity),
      ("validation_bleu", validationBLEU), ("seconds", seconds),
      ("tokens_per_second", tokensPerSecond),
    ]
    var fields: [(String, JSONValue)] = [("update", .integer(update)), ("epoch", .integer(epoch))]
    for (key, number) in numbers {
      if let number { fields.append((key, .number(number))) }
    }
    if let isBest { fields.append(("is_best", .boolean(isBest))) }
    if let time { fields.append(("time", .string(time))) }
    return .object(fields)
  }
}
