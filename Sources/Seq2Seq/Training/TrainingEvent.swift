internal import Platform

/// What happens in a training, as it happens.
public enum TrainingEvent: Sendable {
  /// The preparation is so far; told by a ``TrainingRun``, and to a trainer's ``PreparationObserver``.
  case preparing(PreparationProgress)
  /// The corpus is read and encoded, the model is built.
  case prepared(TrainingSummary)
  /// An earlier run goes on after this many updates.
  case resumed(updates: Int, epoch: Int)
  /// Some updates were made.
  case progress(TrainingProgress)
  /// A validation was made.
  case validated(ValidationReport)
  /// The loss or the gradient was not finite: the last good state is back, at half the rate.
  case rolledBack(toUpdate: Int, rate: Float)
  /// State was saved; training can go on from here.
  case saved(path: String)
  case finished(TrainingResult)
}

/// A corpus and a model, as a training begins.
public struct TrainingSummary: Sendable {
  /// Every choice, those made for the corpus included.
  public let plan: TrainingPlan
  /// The model's sizes and shape.
  public let configuration: ModelConfiguration
  /// Trainable numbers.
  public let parameterCount: Int
  /// Pairs that are learned from.
  public let trainingPairs: Int
  /// Pairs that progress is measured on.
  public let validationPairs: Int
  /// Pairs left out because a side has too many tokens.
  public let overlongPairs: Int
  /// Source sentences of a given validation set that also stand in training.
  public let leakedPairs: Int
  /// Updates in a pass over the pairs.
  public let updatesPerEpoch: Int
  /// The share of padding in batches, of both sides, in [0, 1].
  public let padding: Double
  /// Tokens of a source and a target sentence, on average.
  public let meanLengths: (source: Double, target: Double)
}

/// How training goes.
public struct TrainingProgress: Sendable {
  /// Counted from 1.
  public let epoch: Int
  /// Updates made, earlier runs included.
  public let update: Int
  /// Updates in a pass over the pairs.
  public let updatesPerEpoch: Int
  /// Updates made in this epoch.
  public let updateInEpoch: Int
  /// Label-smoothed cross-entropy since the last report, in nats a token.
  public let loss: Double
  /// e to the cross-entropy without smoothing, since the last report.
  public let perplexity: Double
  /// The learning rate of the last update.
  public let rate: Float
  /// The last gradient's norm, before clipping.
  public let norm: Float
  /// Updates since the last report whose gradient was clipped.
  public let clipped: Int
  /// Updates since the last report.
  public let updatesSinceReport: Int
  /// Target tokens learned from per second, `</s>` included.
  public let targetTokensPerSecond: Double
  /// Of this run.
  public let seconds: Double
}

/// What a validation found.
public struct ValidationReport: Sendable {
  /// A sentence, its reference and what the model says.
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
  /// Cross-entropy of the references, in nats a token.
  public let loss: Double
  /// e to the loss.
  public var perplexity: Double { exponential(loss) }
  /// BLEU of greedy translations: sacreBLEU's 13a, or by characters where no spaces are written.
  public let bleu: Double
  /// Three sentences of the set, the same every time.
  public let samples: [Sample]
  /// True: the best so far, and saved.
  public let isBest: Bool
  /// Validations since the best.
  public let validationsWithoutProgress: Int
  /// Every translation is the same: the model has collapsed.
  public let isCollapsed: Bool
  /// Seconds it took.
  public let seconds: Double
}

/// How a training ended.
public struct TrainingResult: Sendable {
  /// What ended it.
  public enum Reason: String, Sendable {
    /// No better validation for as long as was asked.
    case patience, epochs, updates, interrupted, diverged
  }

  /// What ended it.
  public let reason: Reason
  /// Updates made.
  public let updates: Int
  /// Passes made over the pairs.
  public let epochs: Int
  /// BLEU of the best model on the validation set.
  public let bestBLEU: Double
  /// Its perplexity there.
  public let bestPerplexity: Double
  /// Where the best model is.
  public let modelPath: String
  /// The most bytes that this process has held, the corpus included.
  public let peakMemory: Int
  /// Seconds it took.
  public let seconds: Double
}
