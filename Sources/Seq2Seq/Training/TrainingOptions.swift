public import NeuralNetwork
public import Tokenization

/// The options of a training.
///
/// Nil means a default that suits the corpus; see ``TrainingPlan``.
public struct TrainingOptions: Sendable, Hashable {
  // MARK: Text

  /// How text is divided into tokens.
  public var subwords = TokenizerOptions.Subwords.bytePairs
  /// The size of each side's vocabulary, or of the joint one.
  public var vocabularySize: Int?
  /// Whether both sides share one vocabulary.
  public var hasJointVocabulary = false
  /// With whole words as tokens: rarer words become `<unk>`.
  public var minimumFrequency = 2
  /// BPE-dropout: the probability of leaving out a merge, in [0, 1), so that training divides
  /// sentences into other pieces every epoch (Provilkov, Emelianenko & Voita 2020).
  ///
  /// Validation and translation always use all merges. Whole words have no merges.
  public var subwordDropout: Float = 0
  /// How the case of letters is written; nil: with marks, or as the training to resume does.
  ///
  /// Whole words and languages without capitals keep their spelling in any case.
  public var letterCase: LetterCase?
  /// Whether what is not to be translated, such as placeholders and addresses, becomes marks where it is on both sides of
  /// a pair; nil: it does, or as in the training to resume.
  ///
  /// Whole words have no marks. Nor has a corpus with few such pairs.
  public var marksSpans: Bool?
  /// Pairs with more tokens than this on a side are left out.
  public var maximumTokens = 100
  /// Which pairs are left out as noise; nil: the usual ones, or none if the training to resume left out none.
  ///
  /// Pairs that are given to validate on are only counted.
  public var noiseRules: NoiseRules?

  /// Where the encoded pairs are during the training; it makes no difference to the model.
  public var pairStorage = PairStorage.automatic
  /// Whether their file stays when the training is done.
  public var keepsPairs = false
  /// How much of a corpus is handled at once.
  var limits = CorpusLimits()

  // MARK: Model

  /// E: the size of a token's embedding.
  public var embedding: Int?
  /// C: the size of the encoder states, both directions together.
  public var encoderHidden: Int?
  /// H: the size of the decoder's state.
  public var decoderHidden: Int?
  /// All choices of the model's shape other than these sizes.
  public var model = ModelOptions()
  /// Whether a model without attention gets additive attention if the source has long sentences, of
  /// ``TrainingPlan/longSentence`` tokens or more on average; a resumed training keeps what it has.
  public var addsAttentionByNeed = true

  // MARK: Regularisation

  /// The probability of dropping an element of embeddings, of inputs of layers after the
  /// first and of the output-layer input, in [0, 1).
  public var dropout: Float?
  /// The probability of dropping an element of embeddings; nil: ``dropout``.
  public var embeddingDropout: Float?
  /// The probability of dropping an element of inputs of layers after the first; nil: ``dropout``.
  public var layerDropout: Float?
  /// The probability of dropping an element of the output-layer input; nil: ``dropout``.
  public var readoutDropout: Float?
  /// The probability of dropping an element of the previous state in a recurrent layer's product, with
  /// one mask for all time steps (Gal & Ghahramani 2016), in [0, 1).
  public var recurrentDropout: Float = 0
  /// The probability that a token's whole embedding is zero, on either side, in [0, 1).
  public var wordDropout: Float = 0
  /// The share of probability spread over all tokens, in [0, 1).
  public var labelSmoothing: Float = 0.1
  /// R-Drop's α (Liang and others 2021), at least 0: every pair is computed twice, with different dropout, and α
  /// times the Kullback-Leibler divergence between the two outputs is added to the loss.
  ///
  /// 0: every pair is computed once.
  public var consistency: Float = 0

  // MARK: Output layer

  /// Instead of computing the loss among all target tokens: among those that are likely, and this many or a few more of
  /// the rest, drawn anew for every update (Jean, Cho, Memisevic & Bengio 2015); nil: among all.
  ///
  /// Likely are the targets of the thread's share of the batch, the 20 likeliest translations of its source tokens and
  /// the 200 most frequent tokens. Validation and translation are always among all tokens.
  public var outputSample: Int?
  /// Whether the drawn tokens of ``outputSample`` also count for those that were not drawn, so that the loss estimates
  /// that among all tokens.
  public var correctsOutputSample = true

  // MARK: Optimisation

  /// How weights are updated from their gradients.
  public var optimizer = Optimizer.adamw
  /// The momentum of ``Optimizer/sgd``: the share of its last change that a weight repeats.
  public var momentum: Float = 0.9

  /// The size of a batch, in sentences or tokens.
  public var batch: BatchOptions.Size?
  /// Batches per update: the gradient is that of all their pairs together.
  public var accumulation = 1
  /// The highest learning rate.
  public var learningRate: Float?
  /// What the learning rate does after the warm-up.
  public var schedule = LearningRateSchedule.Kind.plateau
  /// Updates over which the rate rises from zero.
  public var warmup: Int?
  /// The norm that the gradient is clipped to.
  public var clipNorm: Float = 1
  /// If set, every element of the gradient is clipped to ± this, instead of its norm.
  public var clipValue: Float?
  /// Truncated backpropagation through time (Williams & Peng 1990).
  ///
  /// The gradient of the decoder's states is cut off after this many time steps. Nil: it goes back to the
  /// first token.
  public var truncation: Int?
  /// Weight decay: decoupled with ``Optimizer/adamw``, L2 regularisation with other optimizers.
  public var weightDecay: Float = 0
  /// The decay of an exponential moving average of the weights, in [0, 1); the average is what is
  /// validated and saved.
  ///
  /// At update t the decay is at most (1 + t) / (10 + t). Nil: no average.
  public var averageDecay: Float? = 0.999

  /// The parts of the model whose parameters stay as they are.
  public var frozen: Set<ModelPart> = []

  // MARK: Course

  /// The largest number of epochs.
  public var maximumEpochs: Int?
  /// The largest number of updates.
  public var maximumUpdates: Int?
  /// Updates between validations; nil: once per epoch, or more often if epochs are long.
  public var validationInterval: Int?
  /// Training ends after this many validations without a better score.
  public var patience: Int?
  /// What "better" means.
  public var criterion = Criterion.bleu
  /// The precision of matrix products; nil: that of the training to resume, or bfloat16 if a measurement shows that it
  /// is faster on this processor.
  public var precision: Precision?
  /// The precision in which several processes send each other gradients: float32, or bfloat16, which takes half the bytes.
  public var gradientPrecision = Precision.float32
  /// The seed of everything that is random.
  public var seed: UInt64 = 1
  /// Worker threads; nil: as many as there are cores.
  public var threads: Int?

  /// Whether the case of letters is marked.
  var marksCase: Bool { subwords == .bytePairs && letterCase != .spelling }

  /// Whether spans become marks, as far as there are enough of them.
  var learnsSpans: Bool { subwords == .bytePairs && marksSpans != false }

  /// Where encoded pairs are.
  public enum PairStorage: String, Sendable, Hashable, CaseIterable {
    /// In memory if the text has at most 128 MB, else on the disk.
    case automatic
    /// In memory.
    case memory
    /// In a file in the output directory, of which only what is needed is in memory.
    case disk
  }

  /// How the case of letters is written.
  public enum LetterCase: String, Sendable, Hashable, CaseIterable {
    /// Words are written in the form they usually have, with marks, of one token each, for what looks otherwise.
    ///
    /// So a model reads and writes capitals in the same pieces, and knows words in capitals that it has seen in
    /// small letters.
    case marks
    /// As it is: words in capitals have pieces of their own.
    case spelling
  }

  /// How validations are compared.
  public enum Criterion: String, Sendable, Hashable, CaseIterable {
    /// BLEU of greedy translations.
    case bleu
    /// Cross-entropy of the references.
    case loss
  }

  /// Creates options with all defaults.
  public init() {}
}
