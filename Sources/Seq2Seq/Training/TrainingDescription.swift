internal import NeuralNetwork
internal import Tokenization

extension TrainingCorpus {
  /// The model that the plan asks for, with the vocabularies that were learned.
  var configuration: ModelConfiguration {
    var configuration = ModelConfiguration(
      sourceVocabulary: sourceTokenizer.vocabularySize,
      targetVocabulary: targetTokenizer.vocabularySize, embedding: plan.embedding,
      encoderHidden: plan.encoderHidden, decoderHidden: plan.decoderHidden,
      encoderLayers: plan.options.encoderLayers, decoderLayers: plan.options.decoderLayers,
      isBidirectional: plan.options.isBidirectional, cell: plan.options.cell,
      pooling: plan.options.pooling, attention: plan.options.attention,
      readout: plan.options.readout)
    configuration.hasContextInReadout = plan.options.hasContextInReadout
    configuration.hasResidualConnections = plan.options.hasResidualConnections
    configuration.hasLayerNormalization = plan.options.hasLayerNormalization
    configuration.hasSharedEmbedding = plan.options.hasSharedEmbedding
    return configuration
  }

  /// A digest of everything the course of a training depends on.
  var fingerprint: String {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ value: UInt64) {
      digest = (digest ^ value) &* 0x100_0000_01b3
      digest ^= digest >> 29
    }
    func add(_ pair: EncodedPair) {
      for side in [pair.source, pair.target] {
        add(UInt64(side.count))
        for id in side { add(UInt64(UInt32(bitPattern: id))) }
      }
    }
    for index in 0..<training.count { add(training[index]) }
    for pair in validation { add(pair) }
    for text in [
      sourceTokenizer.serialized(), targetTokenizer.serialized(), plan.identity,
    ] {
      for byte in text.utf8 { add(UInt64(byte)) }
    }
    return String(digest, radix: 16)
  }

  /// What the model file says of its training.
  ///
  /// No times: the same training gives the same bytes.
  func notes(_ state: TrainingState) -> [String: String] {
    [
      "source_language": languages.source, "target_language": languages.target,
      "training_pairs": "\(training.count)", "updates": "\(state.update)",
      "validation_bleu": "\(state.bestBLEU)", "validation_loss": "\(state.bestLoss)",
      "seed": "\(plan.options.seed)",
    ]
  }
}

extension TrainingPlan {
  /// Every choice that the course of a training depends on; not those that only say when to end.
  var identity: String {
    var copy = options
    // The cosine schedule depends on when the training is to end.
    if options.schedule != .cosine {
      copy.maximumEpochs = nil
      copy.maximumUpdates = nil
    }
    copy.patience = nil
    return """
      \(copy) vocabulary \(vocabularySize) E \(embedding) C \(encoderHidden) H \(decoderHidden) \
      dropout \(dropout) rate \(learningRate) batch \(batch) warmup \(warmup) threads \(threads) \
      precision \(precision)
      """
  }
}

extension TrainingSummary {
  init(_ corpus: TrainingCorpus, _ network: Network) {
    let lengths = corpus.training.lengths
    let batches = BatchPlan(
      lengths: lengths, options: BatchOptions(size: corpus.plan.batch),
      seed: corpus.plan.options.seed, epoch: 0)
    let count = Double(max(lengths.count, 1))
    self.init(
      plan: corpus.plan, configuration: network.configuration,
      parameterCount: network.layout.parameterCount, trainingPairs: corpus.training.count,
      validationPairs: corpus.validation.count, overlongPairs: corpus.overlongPairs,
      leakedPairs: corpus.leakedPairs,
      updatesPerEpoch: batches.updates(
        accumulating: corpus.plan.options.accumulation
      ).count,
      padding: batches.paddingRatio(lengths: lengths),
      meanLengths: (
        lengths.reduce(0) { $0 + Double($1.source) } / count,
        lengths.reduce(0) { $0 + Double($1.target) } / count
      ))
  }
}
