public import NeuralNetwork

/// All choices of a training: the options that were given, and defaults that suit the corpus.
public struct TrainingPlan: Sendable, Hashable {
  /// The options that were given.
  public let options: TrainingOptions
  /// The number of training pairs.
  public let pairs: Int
  /// The largest size of each side's vocabulary, or of the joint one.
  public let vocabularySize: Int
  /// All choices of the model's shape other than its sizes; those of the options until attention is chosen.
  public internal(set) var model: ModelOptions
  /// E: the size of a token's embedding.
  public let embedding: Int
  /// C: the size of the encoder states, both directions together.
  public let encoderHidden: Int
  /// H: the size of the decoder's state.
  public let decoderHidden: Int
  /// The default probability of dropping an element.
  public let dropout: Float
  /// The highest learning rate.
  public let learningRate: Float
  /// The size of a batch, in sentences or tokens.
  public let batch: BatchOptions.Size
  /// Updates over which the rate rises from zero.
  public let warmup: Int
  /// The largest number of epochs.
  public let maximumEpochs: Int
  /// Validations without progress after which the training ends.
  public let patience: Int
  /// The processes that train together, each with so many threads.
  public internal(set) var processes = 1
  /// The precision of matrix products; float32 until it is chosen.
  public internal(set) var precision: Precision
  /// How many times as fast as float32 the products of this training are in bfloat16 on this processor; nil: it was
  /// not measured, since the options or the checkpoint say which precision to use.
  public internal(set) var bfloat16Speed: Double?
  /// Whether the form of the source's characters is learned.
  var learnsForms = false
  /// Whether vocabulary and spelling are learned from a sample, and pairs are shuffled in windows, because the corpus is
  /// large.
  public internal(set) var isSampled = false
  /// Worker threads.
  public let threads: Int

  /// What suits a corpus whose text, both sides together, has at least `bytes` bytes.
  private struct Tier {
    let bytes: Int
    let vocabulary: Int
    let embedding: Int
    let hidden: Int
    let dropout: Float
    let rate: Float
  }

  // By bytes of text rather than pairs: 30,000 captions teach more words than 30,000 phrases.
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

  /// Makes the choices that the options leave open.
  ///
  /// - Parameters:
  ///   - options: the options that were given.
  ///   - pairs: the number of training pairs.
  ///   - bytes: the bytes of their text, both sides together.
  ///   - cores: the processor's cores.
  ///   - hasBase: whether the training begins with a model, so that its rate is a quarter of the usual one.
  public init(
    _ options: TrainingOptions, pairs: Int, bytes: Int, cores: Int, hasBase: Bool = false
  ) {
    let tier = Self.tiers.first { bytes >= $0.bytes } ?? Self.tiers[Self.tiers.count - 1]
    self.options = options
    self.pairs = pairs
    model = options.model
    vocabularySize = options.vocabularySize ?? tier.vocabulary
    embedding = options.embedding ?? tier.embedding
    encoderHidden = options.encoderHidden ?? tier.hidden
    decoderHidden = options.decoderHidden ?? tier.hidden
    dropout = options.dropout ?? tier.dropout
    // At the full rate, the first updates would undo much of what the model has learned.
    learningRate =
      options.learningRate ?? options.optimizer.rate(forAdam: hasBase ? tier.rate / 4 : tier.rate)
    batch = options.batch ?? .sentences(min(64, max(8, pairs / 32)))
    warmup = options.warmup ?? min(1_000, max(10, pairs / 64))
    maximumEpochs = options.maximumEpochs ?? 60
    patience = options.patience ?? 6
    precision = options.precision ?? .float32
    threads = options.threads ?? cores
  }

  /// Updates between validations, for epochs of `updates` updates.
  func validationInterval(updatesPerEpoch updates: Int) -> Int {
    options.validationInterval ?? min(updates, 2_000)
  }
}
