import Formatting
import NeuralNetwork
import Seq2Seq
import Tokenization

/// The lines printed before a training begins: what the corpus holds, and how it will be trained on.
struct TrainingIntroduction {
  let lines: [String]

  init(_ trainer: Trainer, _ input: TrainingInput, _ directory: String) {
    let summary = trainer.summary
    var rows: [(name: String, text: String)] = []
    for (index, report) in trainer.corpusReports.enumerated() {
      rows.append((index == 0 ? "pairs" : "validation", "\(report)"))
    }
    if trainer.corpusChecks.contains(where: { $0.noise.contains { $0.leftOut.count > 0 } }) {
      rows.append(("", "noise is left out; --keep-all keeps it"))
    }
    rows.append(("", Self.pairs(summary)))
    if summary.weights.contains(where: { $0.weight != 1 }) {
      rows.append(("", Self.weights(summary)))
    }
    if summary.plan.isSampled && input.base == nil {
      rows.append(("", "spelling and vocabulary are learned from some of them, drawn at random"))
    }
    if let bytes = summary.bytesOnDisk {
      rows.append(
        (
          "",
          "read from \(directory)/pairs.cache, \(megabytes(bytes)), which \(summary.plan.options.keepsPairs ? "stays" : "is removed when training is done")"
        ))
    }
    if let base = input.base { rows.append(("from", Self.base(base, summary.plan))) }
    let languages = input.languages ?? input.pairs.languages ?? input.base?.model.languages
    rows.append(
      (
        "languages",
        languages.map { "\($0.source) to \($0.target)" }
          ?? "unknown; give them as --languages fr-en"
      ))
    rows.append(("vocabulary", Self.vocabulary(summary)))
    rows.append(("model", Self.model(summary)))
    if summary.plan.hasAttentionByNeed {
      rows.append(("attention", Self.attention(summary)))
    }
    rows.append(("batches", Self.batches(summary)))
    rows.append(("learning", Self.learning(summary.plan)))
    rows.append(("course", Self.course(summary.plan)))
    rows.append(("precision", Self.precision(summary.plan)))
    rows.append(("memory", "\(megabytes(trainer.memory.peak)) at most"))
    rows.append(("output", directory))
    lines =
      trainer.corpusReports.flatMap(\.notes).map { "warning: \($0)" }
      + Self.warnings(trainer.corpusChecks) + Self.warnings(input.base)
      + rows.map { row in row.name.padded(to: 12) + row.text } + Self.warnings(summary)
  }

  private static func base(_ base: BaseModel, _ plan: TrainingPlan) -> String {
    let frozen = plan.options.frozen.map(\.rawValue).sorted().joined(separator: ", ")
    let rate =
      plan.options.learningRate == nil
      ? "; a quarter of the usual learning rate, so that it keeps what it knows" : ""
    return "\(base.name), its weights, vocabularies and shape"
      + (frozen.isEmpty ? "" : "; frozen: \(frozen)") + rate
  }

  private static func warnings(_ base: BaseModel?) -> [String] {
    guard let base, base.model.isQuantized else { return [] }
    return [
      "warning: \(base.name) is quantized, so training begins with rounded weights; the model it was made from is better"
    ]
  }

  private static func pairs(_ summary: TrainingSummary) -> String {
    var text =
      "\(summary.trainingPairs.grouped) to train on, \(summary.validationPairs.grouped) to validate on"
    if summary.syntheticPairs > 0 {
      text += "; \(summary.syntheticPairs.grouped) are synthetic"
    }
    if summary.overlongPairs > 0 {
      text +=
        "; \(summary.overlongPairs.grouped) left out with more than "
        + "\(summary.plan.options.maximumTokens) tokens on a side"
    }
    return text
  }

  private static func weights(_ summary: TrainingSummary) -> String {
    let parts = summary.weights.map { part -> String in
      let weight = part.weight == part.weight.rounded() ? "\(Int(part.weight))" : "\(part.weight)"
      return "\(part.pairs.grouped) of them \(weight == "1" ? "once" : "\(weight) times")"
    }
    return "an epoch has " + parts.joined(separator: ", ")
  }

  private static func vocabulary(_ summary: TrainingSummary) -> String {
    let options = summary.plan.options
    let sizes = summary.configuration
    let dropout = options.subwordDropout
    let kind =
      options.subwords == .words
      ? "whole words"
      : "byte pairs" + (dropout > 0 ? " with dropout \(dropout)" : "")
        + (options.letterCase == .spelling ? ", case spelled" : "")
    let counts =
      options.hasJointVocabulary
      ? "\(sizes.sourceVocabulary.grouped) tokens for both sides"
      : "\(sizes.sourceVocabulary.grouped) and \(sizes.targetVocabulary.grouped) tokens"
    let (source, target) = summary.meanLengths
    return "\(counts), \(kind); \(source.fixed(1)) and \(target.fixed(1)) per sentence"
  }

  /// All sizes and kinds, but only those flags that differ from their defaults.
  private static func model(_ summary: TrainingSummary) -> String {
    let usual = ModelConfiguration(sourceVocabulary: 0, targetVocabulary: 0)
    let parts = ModelConfiguration.fields.compactMap { field -> String? in
      let value = field.value(of: summary.configuration)
      switch value {
      case .number, .choice: return "\(field.label) \(value)"
      case .flag(let isSet):
        if value == field.value(of: usual) { return nil }
        return (isSet ? "" : "no ") + field.label
      }
    }
    return parts.joined(separator: ", ") + ": \(summary.parameterCount.grouped) parameters"
  }

  private static func batches(_ summary: TrainingSummary) -> String {
    let size =
      switch summary.plan.batch {
      case .sentences(let count): "\(count.grouped) pairs"
      case .tokens(let count): "\(count.grouped) tokens"
      }
    let accumulated = summary.plan.options.accumulation
    return """
      \(size), \(accumulated == 1 ? "" : "\(accumulated.grouped) batches per update, ")\
      \(summary.updatesPerEpoch.grouped) updates per epoch, \
      \((100 * summary.padding).fixed(1)) % padding
      """
  }

  private static func learning(_ plan: TrainingPlan) -> String {
    let options = plan.options
    let optimizer =
      switch options.optimizer {
      case .adam: "Adam"
      case .adamw: "AdamW"
      case .sgd: "gradient descent with momentum \(options.momentum)"
      case .adagrad: "Adagrad"
      }
    let clipping = options.clipValue.map { "by value at \($0)" } ?? "at \(options.clipNorm)"
    var parts = [
      "\(optimizer) at \(plan.learningRate)",
      "\(options.schedule.rawValue) after \(plan.warmup.grouped) updates of warm-up",
      "clipped \(clipping)",
    ]
    if let truncation = options.truncation {
      parts.append("backpropagation truncated every \(truncation.grouped) tokens")
    }
    let rest: [(String, Float?)] = [
      ("weight decay", options.weightDecay == 0 ? nil : options.weightDecay),
      ("dropout", plan.dropout), ("of embeddings", options.embeddingDropout),
      ("between layers", options.layerDropout),
      ("of the output-layer input", options.readoutDropout),
      ("of states", options.recurrentDropout == 0 ? nil : options.recurrentDropout),
      ("of tokens", options.wordDropout == 0 ? nil : options.wordDropout),
      ("label smoothing", options.labelSmoothing),
      ("R-Drop", options.consistency == 0 ? nil : options.consistency),
      ("weights averaged at", options.averageDecay),
    ]
    parts += rest.compactMap { name, value in value.map { "\(name) \($0)" } }
    if let sample = options.outputSample {
      parts.append(
        "output layer for likely tokens and \(sample.grouped) others"
          + (options.correctsOutputSample ? "" : ", uncorrected"))
    }
    return parts.joined(separator: ", ")
  }

  private static func course(_ plan: TrainingPlan) -> String {
    """
    at most \(plan.maximumEpochs.grouped) epochs, until \(plan.patience) validations in a row bring \
    no better \(plan.options.criterion == .bleu ? "BLEU" : "loss"); seed \(plan.options.seed), \
    \(plan.threads) thread\(plan.threads == 1 ? "" : "s")
    """
  }

  private static func precision(_ plan: TrainingPlan) -> String {
    let speed = plan.bfloat16Speed.map {
      "; products in bfloat16 are \($0.fixed(1)) times as fast as in float32 here"
    }
    return plan.precision.rawValue + (speed ?? "")
  }

  private static func attention(_ summary: TrainingSummary) -> String {
    """
    \(summary.configuration.attention.rawValue), because source sentences have \
    \(summary.meanLengths.source.fixed(1)) tokens on average; --attention none trains without it
    """
  }

  /// What is wrong with the pairs, first those to train on.
  private static func warnings(_ checks: [CorpusCheck]) -> [String] {
    checks.enumerated().flatMap { index, check in
      CorpusWarnings.lines(check).map { index == 0 ? $0 : "\($0) (validation pairs)" }
    }
  }

  /// With fewer validation pairs, chance decides which model is best.
  private static let fewestTrusted = 50

  private static func warnings(_ summary: TrainingSummary) -> [String] {
    var lines: [String] = []
    if summary.isSpacelessUnknown {
      lines.append(
        """
        warning: the targets are written without spaces, so BLEU counts characters; name the languages for better \
        word boundaries, such as --languages english-japanese
        """)
    }
    if summary.validationPairs < fewestTrusted {
      lines.append(
        """
        warning: \(summary.validationPairs.grouped) validation pair\(summary.validationPairs == 1 ? " is" : "s are") too \
        few to trust their scores, by which the best model is chosen; give some hundred with --valid
        """)
    }
    guard summary.leakedPairs > 0 else { return lines }
    return lines + [
      """
      warning: \(summary.leakedPairs.grouped) of \(summary.validationPairs.grouped) validation \
      sentences are also trained on, so the scores are too good; remove them from one of the files
      """
    ]
  }
}

/// Millions of bytes, rounded up.
func megabytes(_ bytes: Int) -> String { "\(((bytes + 999_999) / 1_000_000).grouped) MB" }

extension String {
  /// The ASCII text, padded with spaces to `width` characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - utf8.count))
  }

  /// The text at the right of `width` characters.
  func rightAligned(in width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
