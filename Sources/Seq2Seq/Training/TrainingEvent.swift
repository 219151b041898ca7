internal import Platform

/// What happens in a training, as it happens.
public enum TrainingEvent: Sendable {
  /// The progress of the preparation, from a ``TrainingRun``; a ``Trainer`` tells its ``PreparationObserver``.
  case preparing(PreparationProgress)
  /// The corpus is read and encoded, the model is built.
  case prepared(TrainingSummary)
  /// An earlier training was resumed after this many updates.
  case resumed(updates: Int, epoch: Int)
  /// Some updates were made.
  case progress(TrainingProgress)
  /// A validation was made.
  case validated(ValidationReport)
  /// The loss or the gradient was not finite: the last saved state was restored, at half the learning rate.
  case rolledBack(toUpdate: Int, rate: Float)
  /// Lines of metrics that an earlier run wrote were removed or changed by somebody; training continues after those left.
  case metricsChanged(path: String)
  /// A checkpoint was saved, from which the training can be resumed.
  case saved(path: String)
  /// The training has ended.
  case finished(TrainingResult)
}

/// A corpus and a model, as a training begins.
public struct TrainingSummary: Sendable {
  /// All choices, including those made for the corpus.
  public let plan: TrainingPlan
  /// The model's sizes and shape.
  public let configuration: ModelConfiguration
  /// Trainable parameters.
  public let parameterCount: Int
  /// Pairs that are trained on.
  public let trainingPairs: Int
  /// How many of all pairs are synthetic.
  public let syntheticPairs: Int
  /// The training pairs of each source, and how many times an epoch has them; all together if it has them once.
  public let weights: [(pairs: Int, weight: Double)]
  /// Pairs that are validated on.
  public let validationPairs: Int
  /// Pairs left out because a side has too many tokens.
  public let overlongPairs: Int
  /// Pairs of a given validation set whose source sentence is also trained on.
  public let leakedPairs: Int
  /// Whether the targets are in a script without spaces, although their language is not known: BLEU counts characters.
  public let isSpacelessUnknown: Bool
  /// Updates per epoch.
  public let updatesPerEpoch: Int
  /// The share of padding in the batches of both sides, in [0, 1].
  public let padding: Double
  /// The mean lengths of source and target sentences in tokens, `</s>` included.
  public let meanLengths: (source: Double, target: Double)
  /// The bytes of the file that the training pairs are read from; nil if they are in memory.
  public let bytesOnDisk: Int?
}

/// The progress of a training.
public struct TrainingProgress: Sendable {
  /// Counted from 1.
  public let epoch: Int
  /// Updates made, earlier runs included.
  public let update: Int
  /// Updates per epoch.
  public let updatesPerEpoch: Int
  /// Updates made in this epoch.
  public let updateInEpoch: Int
  /// Label-smoothed cross-entropy since the last line of metrics, in nats per token.
  public let loss: Double
  /// The exponential of the cross-entropy without smoothing, since the last line of metrics.
  public let perplexity: Double
  /// The learning rate of the last update.
  public let rate: Float
  /// The last gradient's norm, before clipping.
  public let norm: Float
  /// Updates since the last line of metrics whose gradient was clipped.
  public let clipped: Int
  /// Updates since the last line of metrics.
  public let updatesSinceReport: Int
  /// Target tokens per second, `</s>` included.
  public let targetTokensPerSecond: Double
  /// Updates until the training ends: at least if no validation brings progress, at most if all do.
  public let updatesLeft: ClosedRange<Int>
  /// Seconds since this run began.
  public let seconds: Double
}

/// What a validation found.
public struct ValidationReport: Sendable {
  /// A sentence, its reference and the model's translation.
  public struct Sample: Sendable, Hashable {
    /// The sentence.
    public let source: String
    /// Its translation in the corpus.
    public let reference: String
    /// The model's translation.
    public let translation: String
  }

  /// Counted from 1.
  public let epoch: Int
  /// Updates made, earlier runs included.
  public let update: Int
  /// Cross-entropy of the references, in nats per token.
  public let loss: Double
  /// The exponential of the loss.
  public var perplexity: Double { exponential(loss) }
  /// BLEU of greedy translations, with sacreBLEU's tokenizer 13a, or by characters for text without spaces.
  public let bleu: Double
  /// At most three sentences of the set, the same every time.
  public let samples: [Sample]
  /// Whether it is the best so far; the model was then written.
  public let isBest: Bool
  /// Validations since the best.
  public let validationsWithoutProgress: Int
  /// Whether all translations are the same: the model has collapsed.
  public let isCollapsed: Bool
  /// How long it took, in seconds.
  public let seconds: Double
}

/// How a training ended; one that diverges has no result but throws ``TrainingError/diverged(update:rollbacks:)``.
public struct TrainingResult: Sendable {
  /// What ended it.
  public enum Reason: String, Sendable {
    /// ``TrainingOptions/patience`` validations in a row were not better.
    case patience
    /// ``TrainingOptions/maximumEpochs`` was reached.
    case epochs
    /// ``TrainingOptions/maximumUpdates`` was reached.
    case updates
    /// It was told to stop.
    case interrupted
  }

  /// What ended it.
  public let reason: Reason
  /// Updates made.
  public let updates: Int
  /// Epochs completed.
  public let epochs: Int
  /// BLEU of the best model on the validation set.
  public let bestBLEU: Double
  /// The perplexity of the best model on the validation set.
  public let bestPerplexity: Double
  /// The path of the best model.
  public let modelPath: String
  /// The most bytes of memory that this process has used, the preparation included.
  public let peakMemory: Int
  /// How long it took, in seconds.
  public let seconds: Double
}
