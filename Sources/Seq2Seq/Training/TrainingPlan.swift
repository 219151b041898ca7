public import NeuralNetwork

/// A training's choices in full: what was asked for, and for the rest what suits the corpus.
public struct TrainingPlan: Sendable, Hashable {
  /// What was asked for.
  public let options: TrainingOptions
  /// Training pairs.
  public let pairs: Int
  /// Tokens of each side at most, or of both together.
  public let vocabularySize: Int
  /// E.
  public let embedding: Int
  /// C: both directions together.
  public let encoderHidden: Int
  /// H.
  public let decoderHidden: Int
  /// The probability of dropping an element.
  public let dropout: Float
  /// The highest learning rate.
  public let learningRate: Float
  /// Sentences or tokens of a batch.
  public let batch: BatchOptions.Size
  /// Updates over which the rate rises from zero.
  public let warmup: Int
  /// Passes over the pairs at most.
  public let maximumEpochs: Int
  /// Validations without progress that end the training.
  public let patience: Int
  /// What matrix products are made of.
  public let precision: Precision
  /// Worker threads.
  public let threads: Int

  /// What suits a corpus whose text, both sides together, has at least so many bytes.
  private struct Tier {
    let bytes: Int
    let vocabulary: Int
    let embedding: Int
    let hidden: Int
    let dropout: Float
    let rate: Float
  }

  // By text rather than pairs: 30,000 captions teach more words than 30,000 phrases.
  private static let tiers = [
    Tier(
      bytes: 60_000_000, vocabulary: 16_000, embedding: 512, hidden: 1024, dropout: 0.2,
      rate: 0.0007),
    Tier(
      bytes: 8_000_000, vocabulary: 8_000, embedding: 256, hidden: 512, dropout: 0.3, rate: 0.001),
    Tier(
      bytes: 3_000_000, vocabulary: 8_000, embedding: 256, hidden: 512, dropout: 0.4, rate: 0.002),
    Tier(
      bytes: 300_000, vocabulary: 2_000, embedding: 128, hidden: 256, dropout: 0.1, rate: 0.002),
    Tier(bytes: 0, vocabulary: 1_000, embedding: 128, hidden: 256, dropout: 0.1, rate: 0.002),
  ]

  /// The choices for a corpus of `pairs` training pairs with `bytes` bytes of text, both sides
  /// together, on a machine of `cores` cores.
  public init(_ options: TrainingOptions, pairs: Int, bytes: Int, cores: Int) {
    let tier = Self.tiers.first { bytes >= $0.bytes } ?? Self.tiers[Self.tiers.count - 1]
    self.options = options
    self.pairs = pairs
    vocabularySize = options.vocabularySize ?? tier.vocabulary
    embedding = options.embedding ?? tier.embedding
    encoderHidden = options.encoderHidden ?? tier.hidden
    decoderHidden = options.decoderHidden ?? tier.hidden
    dropout = options.dropout ?? tier.dropout
    learningRate = options.learningRate ?? options.optimizer.rate(forAdam: tier.rate)
    batch = options.batch ?? .sentences(min(64, max(8, pairs / 32)))
    warmup = options.warmup ?? min(1_000, max(10, pairs / 64))
    maximumEpochs = options.maximumEpochs ?? 60
    patience = options.patience ?? 6
    precision = options.precision ?? .suitsTraining
    threads = options.threads ?? cores
  }

  /// Updates between validations, for epochs of `updates` updates.
  func validationInterval(updatesPerEpoch updates: Int) -> Int {
    options.validationInterval ?? min(updates, 2_000)
  }
}
