internal import NeuralNetwork
internal import Tokenization

/// Identifies the training in checkpoints of the first format, which are still read but no longer written.
///
/// Their fingerprint is a digest of the corpus as tokens, followed by the options as Swift's reflection printed
/// them in that version, with the names that types, fields and cases had then. So the names in strings here must
/// never change, and newer options are not among them.
enum LegacyIdentity {
  /// The precision that those trainings computed in unless told otherwise.
  static var defaultPrecision: Precision { Precision.bfloat16.hasUnits ? .bfloat16 : .float32 }

  static func fingerprint(_ plan: TrainingPlan, tokens: CorpusDigest) -> String {
    var digest = tokens
    digest.add(text(plan))
    return digest.text
  }

  private static func text(_ plan: TrainingPlan) -> String {
    let options = plan.options
    let fields =
      self.text(options) + shape(options) + dropouts(options) + learning(options)
      + course(options)
    let all = fields.map { "\($0): \($1)" }.joined(separator: ", ")
    return """
      TrainingOptions(\(all)) vocabulary \(plan.vocabularySize) E \(plan.embedding) \
      C \(plan.encoderHidden) H \(plan.decoderHidden) dropout \(plan.dropout) \
      rate \(plan.learningRate) batch \(size(plan.batch)) warmup \(plan.warmup) \
      threads \(plan.threads) precision \(plan.precision.rawValue)
      """
  }

  private typealias Fields = [(String, String)]

  private static func text(_ options: TrainingOptions) -> Fields {
    let subwords =
      switch options.subwords {
      case .bytePairs: "bytePairs"
      case .words: "words"
      }
    return [
      ("subwords", "Tokenization.TokenizerOptions.Subwords.\(subwords)"),
      ("vocabularySize", optional(options.vocabularySize)),
      ("hasJointVocabulary", "\(options.hasJointVocabulary)"),
      ("minimumFrequency", "\(options.minimumFrequency)"),
      ("subwordDropout", "\(options.subwordDropout)"),
      ("maximumLength", "\(options.maximumTokens)"),
    ]
  }

  private static func shape(_ options: TrainingOptions) -> Fields {
    let (model, home) = (options.model, "Seq2Seq.ModelConfiguration")
    let cell =
      switch model.cell {
      case .gru: "gru"
      case .lstm: "lstm"
      case .rnnTanh: "rnnTanh"
      case .rnnReLU: "rnnReLU"
      }
    return [
      ("embedding", optional(options.embedding)),
      ("encoderHidden", optional(options.encoderHidden)),
      ("decoderHidden", optional(options.decoderHidden)),
      ("encoderLayers", "\(model.encoderLayers)"), ("decoderLayers", "\(model.decoderLayers)"),
      ("isBidirectional", "\(model.isBidirectional)"), ("cell", "\(home).Cell.\(cell)"),
      ("context", "\(home).Context.\(model.pooling.rawValue)"),
      ("attention", "\(home).Attention.\(model.attention.rawValue)"),
      ("readout", "\(home).Readout.\(model.readout.rawValue)"),
      ("hasContextInReadout", "\(model.hasContextInReadout)"),
      ("hasResidualConnections", "\(model.hasResidualConnections)"),
      ("hasLayerNormalization", "\(model.hasLayerNormalization)"),
      ("hasSharedEmbedding", "\(model.hasSharedEmbedding)"),
    ]
  }

  private static func dropouts(_ options: TrainingOptions) -> Fields {
    [
      ("dropout", optional(options.dropout)),
      ("embeddingDropout", optional(options.embeddingDropout)),
      ("layerDropout", optional(options.layerDropout)),
      ("readoutDropout", optional(options.readoutDropout)),
      ("recurrentDropout", "\(options.recurrentDropout)"),
      ("wordDropout", "\(options.wordDropout)"), ("labelSmoothing", "\(options.labelSmoothing)"),
      ("consistency", "\(options.consistency)"),
    ]
  }

  private static func learning(_ options: TrainingOptions) -> Fields {
    let schedule =
      switch options.schedule {
      case .constant: "constant"
      case .inverseSquareRoot: "inverseSquareRoot"
      case .cosine: "cosine"
      case .plateau: "plateau"
      }
    return [
      ("optimizer", "Seq2Seq.TrainingOptions.Optimizer.\(options.optimizer.rawValue)"),
      ("momentum", "\(options.momentum)"),
      ("batch", optional(options.batch.map { "Seq2Seq.BatchOptions.Size.\(size($0))" })),
      ("accumulation", "\(options.accumulation)"), ("learningRate", optional(options.learningRate)),
      ("schedule", "Seq2Seq.LearningRateSchedule.Kind.\(schedule)"),
      ("warmup", optional(options.warmup)), ("clipNorm", "\(options.clipNorm)"),
      ("clipValue", optional(options.clipValue)), ("truncation", optional(options.truncation)),
      ("weightDecay", "\(options.weightDecay)"),
      ("averageDecay", optional(options.averageDecay)),
    ]
  }

  private static func course(_ options: TrainingOptions) -> Fields {
    // The cosine schedule depends on when the training is to end; patience was never included.
    let hasEnd = options.schedule == .cosine
    let precision = options.precision.map { "NeuralNetwork.Precision.\($0.rawValue)" }
    return [
      ("maximumEpochs", optional(hasEnd ? options.maximumEpochs : nil)),
      ("maximumUpdates", optional(hasEnd ? options.maximumUpdates : nil)),
      ("validationInterval", optional(options.validationInterval)), ("patience", "nil"),
      ("criterion", "Seq2Seq.TrainingOptions.Criterion.\(options.criterion.rawValue)"),
      ("precision", optional(precision)), ("seed", "\(options.seed)"),
      ("threads", optional(options.threads)),
    ]
  }

  private static func optional(_ value: (some CustomStringConvertible)?) -> String {
    value.map { "Optional(\($0))" } ?? "nil"
  }

  private static func size(_ size: BatchOptions.Size) -> String {
    switch size {
    case .sentences(let count): "sentences(\(count))"
    case .tokens(let count): "tokens(\(count))"
    }
  }
}
