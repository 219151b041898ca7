/// What happens in a training, as it happens.
public enum TrainingEvent: Sendable {
  /// The corpus is read and encoded, the model is built.
  case prepared(TrainingSummary)
  /// An earlier run goes on after this many updates.
  case resumed(updates: Int, epoch: Int)
  /// Some updates were made.
  case progress(TrainingProgress)
  case validated(ValidationReport)
  /// The loss or the gradient was not finite: the last good state is back, at half the rate.
  case rolledBack(toUpdate: Int, rate: Float)
  /// State was saved; training can go on from here.
  case saved(path: String)
  case finished(TrainingResult)
}

/// A corpus and a model, as a training begins.
public struct TrainingSummary: Sendable {
  public let plan: TrainingPlan
  public let configuration: ModelConfiguration
  public let parameterCount: Int
  public let trainingPairs: Int
  public let validationPairs: Int
  /// Pairs left out because a side has too many tokens.
  public let overlongPairs: Int
  /// Source sentences of a given validation set that also stand in training.
  public let leakedPairs: Int
  public let updatesPerEpoch: Int
  /// The share of padding in batches, of both sides, in [0, 1].
  public let padding: Double
  /// Tokens of a source and a target sentence, on average.
  public let meanLengths: (source: Double, target: Double)
}

/// How training goes.
public struct TrainingProgress: Sendable {
  public let epoch: Int
  public let update: Int
  /// Updates in an epoch, and those made in this one.
  public let updatesPerEpoch: Int
  public let updateInEpoch: Int
  /// Label-smoothed cross-entropy and perplexity since the last report.
  public let loss: Double
  public let perplexity: Double
  public let rate: Float
  public let norm: Float
  /// Updates since the last report whose gradient was clipped.
  public let clipped: Int
  public let updatesSinceReport: Int
  public let targetTokensPerSecond: Double
  /// Of this run.
  public let seconds: Double
}

/// What a validation found.
public struct ValidationReport: Sendable {
  /// A sentence, its reference and what the model says.
  public struct Sample: Sendable, Hashable {
    public let source: String
    public let reference: String
    public let translation: String
  }

  public let epoch: Int
  public let update: Int
  public let loss: Double
  public var perplexity: Double { exponential(loss) }
  /// Of greedy translations, sacreBLEU's 13a.
  public let bleu: Double
  public let samples: [Sample]
  /// True: the best so far, and saved.
  public let isBest: Bool
  /// Validations since the best.
  public let validationsWithoutProgress: Int
  /// Every translation is the same: the model has collapsed.
  public let isCollapsed: Bool
  public let seconds: Double
}

/// How a training ended.
public struct TrainingResult: Sendable {
  public enum Reason: String, Sendable {
    case patience, epochs, updates, interrupted, diverged
  }

  public let reason: Reason
  public let updates: Int
  public let epochs: Int
  public let bestBLEU: Double
  public let bestPerplexity: Double
  public let modelPath: String
  public let seconds: Double
}
