public import NeuralNetwork
public import Tokenization

/// What a training is asked to do.
///
/// Nil means: what suits the corpus; see ``TrainingPlan``.
public struct TrainingOptions: Sendable, Hashable {
  // MARK: Text

  /// How words become tokens.
  public var subwords = TokenizerOptions.Subwords.bytePairs
  /// Tokens of each side, or of both together if joint.
  public var vocabularySize: Int?
  /// Whether both sides share one vocabulary.
  public var hasJointVocabulary = false
  /// With whole words: rarer ones are `<unk>`.
  public var minimumFrequency = 2
  /// BPE-dropout: the probability that a merge is left out, in [0, 1), so that training sees
  /// sentences in other pieces every epoch (Provilkov, Emelianenko & Voita 2020).
  ///
  /// Nothing else does; and whole words have no merges.
  public var subwordDropout: Float = 0
  /// Pairs with more tokens than this on a side are left out.
  public var maximumTokens = 100

  // MARK: Model

  /// E.
  public var embedding: Int?
  /// Both directions together.
  public var encoderHidden: Int?
  /// H.
  public var decoderHidden: Int?
  /// All of the model's shape that is no size.
  public var model = ModelOptions()

  // MARK: Regularisation

  /// The probability of dropping an element of embeddings, of inputs of layers after the
  /// first and of the readout, in [0, 1).
  public var dropout: Float?
  /// The same of embeddings alone; nil: ``dropout``.
  public var embeddingDropout: Float?
  /// The same of the inputs of layers after the first; nil: ``dropout``.
  public var layerDropout: Float?
  /// The same of what the output layer multiplies; nil: ``dropout``.
  public var readoutDropout: Float?
  /// The probability that a recurrent layer's own product does not see an element of the state, for
  /// all steps of a sentence at once (Gal & Ghahramani 2016), in [0, 1).
  public var recurrentDropout: Float = 0
  /// The probability that a word is zeros instead of its embedding, on either side, in [0, 1).
  public var wordDropout: Float = 0
  /// The share of probability spread over all words, in [0, 1).
  public var labelSmoothing: Float = 0.1
  /// R-Drop's α (Liang and others 2021): every pair is taken twice, under two dropouts, and this times the
  /// Kullback-Leibler divergence between the two is a loss as well, at least 0.
  ///
  /// 0: every pair is taken once.
  public var consistency: Float = 0

  // MARK: Optimisation

  /// How the weights follow from their gradients.
  public var optimizer = Optimizer.adamw
  /// The share of its last move that a weight keeps moving by, with ``Optimizer/sgd``.
  public var momentum: Float = 0.9

  /// Sentences or tokens of a batch.
  public var batch: BatchOptions.Size?
  /// Batches of an update: the gradient is that of all their pairs together.
  public var accumulation = 1
  /// The highest learning rate.
  public var learningRate: Float?
  /// What the learning rate does after the warm-up.
  public var schedule = LearningRateSchedule.Kind.plateau
  /// Updates over which the rate rises from zero.
  public var warmup: Int?
  /// The gradient's norm is cut to this.
  public var clipNorm: Float = 1
  /// Instead: every element of the gradient is cut to ± this.
  public var clipValue: Float?
  /// Truncated backpropagation through time (Williams & Peng 1990).
  ///
  /// The gradient of the decoder's states ends every so many steps. Nil: it goes back to the first word.
  public var truncation: Int?
  /// Weight decay: of the loss's own kind, or AdamW's.
  public var weightDecay: Float = 0
  /// The share of itself that an exponential moving average of the weights keeps at an update, in
  /// [0, 1); it is what is validated and saved.
  ///
  /// Update t keeps no more than (1 + t) / (10 + t). Nil: no average.
  public var averageDecay: Float? = 0.999

  // MARK: Course

  /// Passes over the pairs at most.
  public var maximumEpochs: Int?
  /// Updates at most.
  public var maximumUpdates: Int?
  /// Updates between validations; nil: once an epoch, or more often if epochs are long.
  public var validationInterval: Int?
  /// Training ends after this many validations without a better score.
  public var patience: Int?
  /// What "better" means.
  public var criterion = Criterion.bleu
  /// What matrix products are made of; nil: bfloat16 where the processor has units for it.
  public var precision: Precision?
  /// What all that is random follows from.
  public var seed: UInt64 = 1
  /// Worker threads; nil: as many as there are cores.
  public var threads: Int?

  /// What the best model is best at, on the validation set.
  public enum Criterion: String, Sendable, Hashable, CaseIterable {
    /// BLEU of greedy translations.
    case bleu
    /// Cross-entropy of the reference.
    case loss
  }

  /// Everything as suits the corpus.
  public init() {}
}
