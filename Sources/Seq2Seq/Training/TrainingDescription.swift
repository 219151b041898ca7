internal import NeuralNetwork
internal import Tokenization

extension TrainingCorpus {
  /// The model that the plan asks for, with the vocabularies that were learned.
  var configuration: ModelConfiguration {
    var configuration = ModelConfiguration(
      sourceVocabulary: sourceTokenizer.vocabularySize,
      targetVocabulary: targetTokenizer.vocabularySize, embedding: plan.embedding,
      encoderHidden: plan.encoderHidden, decoderHidden: plan.decoderHidden)
    configuration.options = plan.model
    return configuration
  }

  /// The mean numbers of tokens of the training sentences.
  var meanLengths: (source: Double, target: Double) {
    let lengths = training.lengths
    let count = Double(max(lengths.count, 1))
    return (
      lengths.reduce(0) { $0 + Double($1.source) } / count,
      lengths.reduce(0) { $0 + Double($1.target) } / count
    )
  }

  /// Builds the network that the plan asks for.
  ///
  /// - Returns: the network.
  /// - Throws: ``TrainingError`` if its sizes or the vocabularies do not fit together.
  func makeNetwork() throws(TrainingError) -> Network {
    let network = Network(configuration)
    if let problem = network.configuration.problem
      ?? network.configuration.problem(source: sourceTokenizer, target: targetTokenizer)
      ?? ModelFileLimits.problem(
        vocabularies: configuration.sourceVocabulary + configuration.targetVocabulary,
        parameters: network.layout.size)
    {
      throw .impossibleModel(problem: problem)
    }
    return network
  }

  /// What a checkpoint must agree with, for this training to resume from it.
  var identity: TrainingIdentity {
    TrainingIdentity(
      plan: plan, configuration: configuration, languages: languages, corpus: digest,
      tokens: tokenDigest)
  }

  /// A digest of the pairs as tokens, and of the tokenizers.
  private var tokenDigest: CorpusDigest {
    var digest = CorpusDigest()
    func add(_ pair: EncodedPair) {
      digest.add(pair.source)
      digest.add(pair.target)
    }
    for index in 0..<training.count { add(training[index]) }
    for pair in validation { add(pair) }
    digest.add(sourceTokenizer.serialized())
    digest.add(targetTokenizer.serialized())
    return digest
  }

  /// The notes on the training for the model file.
  ///
  /// They have no times, so that the same training gives the same bytes.
  func notes(_ state: TrainingState) -> [String: String] {
    [
      "source_language": languages.source, "target_language": languages.target,
      "training_pairs": "\(training.count)", "updates": "\(state.update)",
      "validation_bleu": "\(state.bestBLEU)", "validation_loss": "\(state.bestLoss)",
      "seed": "\(plan.options.seed)",
    ]
  }
}

extension TrainingSummary {
  init(_ corpus: TrainingCorpus, _ network: Network) {
    let lengths = corpus.training.lengths
    let batches = corpus.plan.batches(ofEpoch: 0, lengths)
    self.init(
      plan: corpus.plan, configuration: network.configuration,
      parameterCount: network.layout.parameterCount, trainingPairs: corpus.training.count,
      validationPairs: corpus.validation.count, overlongPairs: corpus.overlongPairs,
      leakedPairs: corpus.leakedPairs, isSpacelessUnknown: corpus.isSpacelessUnknown,
      updatesPerEpoch: batches.updates(
        accumulating: corpus.plan.options.accumulation
      ).count,
      padding: batches.paddingRatio(lengths: lengths),
      meanLengths: corpus.meanLengths)
  }
}
