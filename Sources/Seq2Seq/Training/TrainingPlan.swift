/// A training's choices in full: what was asked for, and for the rest what suits the corpus.
public struct TrainingPlan: Sendable, Hashable {
  public let options: TrainingOptions
  public let pairs: Int
  public let vocabularySize: Int
  public let embedding: Int
  public let encoderHidden: Int
  public let decoderHidden: Int
  public let dropout: Float
  public let batch: BatchOptions.Size
  public let warmup: Int
  public let maximumEpochs: Int
  public let patience: Int
  public let threads: Int

  /// Sizes by the number of training pairs: [at least this many, vocabulary, E, C, H, dropout].
  private static let sizes: [(pairs: Int, vocabulary: Int, width: Int, hidden: Int, dropout: Float)] = [
    (200_000, 16_000, 512, 1024, 0.2),
    (20_000, 8_000, 256, 512, 0.3),
    (5_000, 4_000, 256, 512, 0.4),
    (1_000, 2_000, 128, 256, 0.3),
    (0, 1_000, 128, 256, 0.1),
  ]

  /// The choices for a corpus of `pairs` training pairs, on a machine of `cores` cores.
  public init(_ options: TrainingOptions, pairs: Int, cores: Int) {
    let size = Self.sizes.first { pairs >= $0.pairs } ?? Self.sizes[Self.sizes.count - 1]
    self.options = options
    self.pairs = pairs
    vocabularySize = options.vocabularySize ?? size.vocabulary
    embedding = options.embedding ?? size.width
    encoderHidden = options.encoderHidden ?? size.hidden
    decoderHidden = options.decoderHidden ?? size.hidden
    dropout = options.dropout ?? size.dropout
    batch = options.batch ?? .sentences(pairs >= 2_000 ? 64 : max(8, pairs / 32))
    let updates = max(1, pairs / 64)
    warmup = options.warmup ?? min(1_000, max(10, updates))
    maximumEpochs = options.maximumEpochs ?? 60
    patience = options.patience ?? 6
    threads = options.threads ?? cores
  }

  /// Updates between validations, for epochs of `updates` updates.
  func validationInterval(updatesPerEpoch updates: Int) -> Int {
    options.validationInterval ?? min(updates, 2_000)
  }
}
