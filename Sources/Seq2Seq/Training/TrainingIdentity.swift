internal import NeuralNetwork
internal import Tokenization

/// What must be the same for a training to be resumed: every choice that its course depends on, and the corpus.
///
/// Choices that only say when to end are not included. A choice with its usual value is not written. So when a
/// later version adds an option, it accepts older checkpoints as long as that option has its usual value. The
/// usual value of an option is its default in the first version that had it, and must never change.
struct TrainingIdentity: Sendable {
  typealias LetterCase = TrainingOptions.LetterCase

  /// A choice: its key in checkpoints, its label for people, its value, and the usual value, which is not written.
  struct Choice: Sendable, Hashable {
    let key: String
    let label: String
    let value: String
    let usual: String?

    static let baseKey = "base"
    static let baseLabel = "the model to begin with"

    /// Whether it has a saved value; of a model only the digest counts, since it may have moved.
    func isSame(as saved: String) -> Bool { noted == noted(saved) }

    /// What the notes of a model say: of a model to begin with only the digest, wherever it was.
    var noted: String { noted(value) }

    /// A value without what does not count: of a model only the last word does.
    private func noted(_ value: String) -> String {
      guard key == Self.baseKey else { return value }
      return value.split(separator: " ").last.map(String.init) ?? value
    }
  }

  let choices: [Choice]
  /// The digest of the pairs' text.
  let corpus: CorpusDigest
  /// The digest of pairs as tokens and of tokenizers; only another version of the program can change it alone.
  let tokens: CorpusDigest
  /// The fingerprint in checkpoints of the first format.
  let legacyFingerprint: String

  init(
    plan: TrainingPlan, configuration: ModelConfiguration, languages: LanguagePair,
    corpus: CorpusDigest, tokens: CorpusDigest, sources: [WeightedPairs], synthetic: Int,
    base: String? = nil
  ) {
    choices =
      Self.beginning(base, plan.options.frozen) + Self.text(plan, languages)
      + Self.model(configuration) + Self.dropouts(plan)
      + Self.learning(plan) + Self.course(plan) + Self.weights(of: sources, synthetic)
    self.corpus = corpus
    self.tokens = tokens
    legacyFingerprint = LegacyIdentity.fingerprint(plan, tokens: tokens)
  }

  /// What identifies this training in a checkpoint.
  var metadata: [String: String] {
    let unusual = choices.filter { $0.value != $0.usual }
    let options = Dictionary(uniqueKeysWithValues: unusual.map { ($0.key, $0.value) })
    return [
      "options": stableJSON(options), "corpus": corpus.text, "tokens": tokens.text,
    ]
  }

  /// How this training differs from the one in a checkpoint with such metadata; nil if it does not.
  func mismatch(_ metadata: [String: String]) -> CheckpointMismatch? {
    if let fingerprint = metadata["fingerprint"] {
      return fingerprint == legacyFingerprint ? nil : .optionsOrCorpus
    }
    // Default sizes and rates depend on the corpus: with another one, their differences mean nothing.
    if metadata["corpus"] != corpus.text { return .corpus }
    let options = metadata["options"].flatMap { decodeJSON([String: String].self, $0) }
    let differences = differences(from: options ?? [:])
    // Sizes and rates follow from the model to begin with, too.
    if let first = differences.first, first.label == Choice.baseLabel { return .options([first]) }
    if !differences.isEmpty { return .options(differences) }
    return metadata["tokens"] == tokens.text ? nil : .tokens
  }

  private func differences(from saved: [String: String]) -> [OptionDifference] {
    let known = choices.compactMap { choice -> OptionDifference? in
      let before = saved[choice.key] ?? choice.usual ?? "not known"
      if choice.isSame(as: before) { return nil }
      return OptionDifference(label: choice.label, saved: before, now: choice.value)
    }
    let keys = Set(choices.map(\.key))
    return known
      + saved.sorted { $0.key < $1.key }.filter { !keys.contains($0.key) }.map {
        OptionDifference(label: $0.key, saved: $0.value, now: "not known")
      }
  }
}

// MARK: - The choices

extension TrainingIdentity {
  private static func beginning(
    _ base: String?, _ frozen: Set<TrainingOptions.ModelPart>
  ) -> [Choice] {
    let parts = frozen.map(\.rawValue).sorted().joined(separator: " ")
    return [
      Choice(Choice.baseKey, Choice.baseLabel, orNone: base, usual: "none"),
      Choice("frozen", "what is frozen", parts.isEmpty ? "nothing" : parts, usual: "nothing"),
    ]
  }

  private static func weights(of sources: [WeightedPairs], _ synthetic: Int) -> [Choice] {
    let usual = "each once per epoch"
    let isUsual = sources.allSatisfy { $0.weight == 1 }
    let weights = sources.map { "\($0.pairs.count) pairs \($0.weight) times" }
    return [
      Choice(
        "weights", "weights of the files", isUsual ? usual : weights.joined(separator: ", "),
        usual: usual),
      Choice("synthetic", "synthetic pairs", synthetic, usual: "0"),
    ]
  }

  private static func text(_ plan: TrainingPlan, _ languages: LanguagePair) -> [Choice] {
    let options = plan.options
    let kind =
      switch options.subwords {
      case .bytePairs: "byte pairs"
      case .words: "whole words"
      }
    return [
      Choice("sourceLanguage", "source language", languages.source),
      Choice("targetLanguage", "target language", languages.target),
      Choice("subwords", "kind of tokens", kind, usual: "byte pairs"),
      Choice("vocabularySize", "vocabulary", plan.vocabularySize),
      Choice("hasJointVocabulary", "joint vocabulary", options.hasJointVocabulary, usual: "no"),
      Choice(
        "minimumFrequency", "minimum frequency of a word", options.minimumFrequency, usual: "2"),
      Choice(
        "characterForms", "form of the source's characters",
        plan.learnsForms ? "learned" : "as it is", usual: "as it is"),
      Choice(
        "letterCase", "case of letters",
        (options.marksCase ? LetterCase.marks : .spelling).rawValue, usual: "spelling"),
      Choice(
        "spans", "what is not translated", options.learnsSpans ? "marks" : "text", usual: "text"),
      Choice("subwordDropout", "BPE-dropout", options.subwordDropout, usual: "0.0"),
      Choice("maximumTokens", "maximum tokens of a sentence", options.maximumTokens, usual: "100"),
      Choice(
        "sample", "preparation of the corpus", plan.isSampled ? "from a sample" : "as a whole",
        usual: "as a whole"),
      Choice("noise", "noise left out", options.noiseRules ?? NoiseRules(), usual: "nothing"),
    ]
  }

  /// All of the model except the vocabulary sizes, which follow from the corpus.
  private static func model(_ configuration: ModelConfiguration) -> [Choice] {
    ModelConfiguration.fields
      .filter { !["sourceVocabulary", "targetVocabulary"].contains($0.key) }
      .map { field in
        Choice(
          key: field.key, label: field.label, value: field.value(of: configuration).description,
          usual: usualModel[field.key])
      }
  }

  static let usualModel = [
    "encoderLayers": "1", "decoderLayers": "1", "isBidirectional": "yes", "cell": "gru",
    "context": "last", "attention": "none", "readout": "tied", "hasContextInReadout": "yes",
    "hasResidualConnections": "no", "hasLayerNormalization": "no", "hasSharedEmbedding": "no",
  ]

  private static func dropouts(_ plan: TrainingPlan) -> [Choice] {
    let rates = plan.dropoutRates
    return [
      Choice("embeddingDropout", "dropout of embeddings", rates.embedding),
      Choice("layerDropout", "dropout between layers", rates.betweenLayers),
      Choice("readoutDropout", "dropout of the readout", rates.readout),
      Choice("recurrentDropout", "recurrent dropout", rates.recurrent, usual: "0.0"),
      Choice("wordDropout", "word dropout", rates.word, usual: "0.0"),
      Choice("labelSmoothing", "label smoothing", plan.options.labelSmoothing, usual: "0.1"),
      Choice("consistency", "R-Drop", plan.options.consistency, usual: "0.0"),
    ] + output(plan.options)
  }

  private static func output(_ options: TrainingOptions) -> [Choice] {
    [
      Choice(
        "outputSample", "tokens drawn for the output layer", orNone: options.outputSample,
        usual: "none"),
      Choice(
        "correctsOutputSample", "correction for tokens that were not drawn",
        options.correctsOutputSample || options.outputSample == nil, usual: "yes"),
    ]
  }

  private static func learning(_ plan: TrainingPlan) -> [Choice] {
    let options = plan.options
    let batch =
      switch plan.batch {
      case .sentences(let count): "\(count) pairs"
      case .tokens(let count): "\(count) tokens"
      }
    return [
      Choice("optimizer", "optimizer", options.optimizer.rawValue, usual: "adamw"),
      Choice("momentum", "momentum", options.momentum, usual: "0.9"),
      Choice("batch", "batch", batch),
      Choice("accumulation", "batches per update", options.accumulation, usual: "1"),
      Choice("learningRate", "learning rate", plan.learningRate),
      Choice("schedule", "schedule", options.schedule.rawValue, usual: "plateau"),
      Choice("warmup", "warm-up", plan.warmup),
      Choice("clipNorm", "clipping norm of the gradient", options.clipNorm, usual: "1.0"),
      Choice(
        "clipValue", "clipping value of the gradient", orNone: options.clipValue, usual: "none"),
      Choice(
        "truncation", "truncation of backpropagation", orNone: options.truncation, usual: "none"),
      Choice("weightDecay", "weight decay", options.weightDecay, usual: "0.0"),
      Choice(
        "averageDecay", "decay of the weight average", orNone: options.averageDecay,
        usual: "0.999"),
    ]
  }

  private static func course(_ plan: TrainingPlan) -> [Choice] {
    let options = plan.options
    var choices = [
      Choice(
        "validationInterval", "updates between validations", orNone: options.validationInterval,
        usual: "none"),
      Choice("criterion", "criterion", options.criterion.rawValue, usual: "bleu"),
      Choice("precision", "precision", plan.precision.rawValue),
      Choice(
        "gradientPrecision", "precision of gradients that are sent",
        options.gradientPrecision.rawValue, usual: "float32"),
      Choice("seed", "seed", options.seed, usual: "1"),
      Choice("threads", "threads", plan.threads),
      Choice("processes", "processes", plan.processes, usual: "1"),
    ]
    // The cosine schedule depends on when the training is to end.
    if options.schedule == .cosine {
      choices += [
        Choice("maximumEpochs", "epochs", plan.maximumEpochs),
        Choice("maximumUpdates", "updates", orNone: options.maximumUpdates, usual: "none"),
      ]
    }
    return choices
  }
}

extension TrainingIdentity.Choice {
  fileprivate init(
    _ key: String, _ label: String, _ value: some CustomStringConvertible, usual: String? = nil
  ) {
    self.init(key: key, label: label, value: value.description, usual: usual)
  }

  fileprivate init(_ key: String, _ label: String, _ value: Bool, usual: String) {
    self.init(key: key, label: label, value: value ? "yes" : "no", usual: usual)
  }

  fileprivate init(
    _ key: String, _ label: String, orNone value: (some CustomStringConvertible)?, usual: String
  ) {
    self.init(key: key, label: label, value: value?.description ?? "none", usual: usual)
  }
}
