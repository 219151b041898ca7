internal import Formatting
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
  var meanLengths: (source: Double, target: Double) { totals.means }

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
      tokens: tokenDigest, sources: sources, synthetic: syntheticPairs, base: baseIdentity)
  }

  /// The notes on the training for the model file: how it was made, and how good it is.
  ///
  /// They have no times and no limits, so that the same training gives the same bytes, interrupted or not. When the
  /// model was made, and how long it took, is in the `metrics.jsonl` beside it.
  func notes(_ state: TrainingState) -> [String: String] {
    let ownNotes: Set = ["sourceLanguage", "targetLanguage", "seed"]
    var notes = identity.choices.reduce(into: [String: String]()) { notes, choice in
      if ModelConfiguration.fields.contains(where: { $0.key == choice.key }) { return }
      if !ownNotes.contains(choice.key) { notes[choice.key.inSnakeCase] = choice.noted }
    }
    if let name { notes["corpus"] = name.count <= 1000 ? name : "\(name.prefix(1000))…" }
    notes.merge(facts(state)) { $1 }
    return notes
  }

  private func facts(_ state: TrainingState) -> [String: String] {
    [
      "source_language": languages.source, "target_language": languages.target,
      "training_pairs": "\(training.count)", "updates": "\(state.update)",
      "validation_bleu": "\(state.bestBLEU)", "validation_loss": "\(state.bestLoss)",
      "seed": "\(plan.options.seed)", "corpus_fingerprint": digest.text,
      "validation_pairs": "\(validation.count)", "version": ProgramVersion.number,
      "processor": Processor.name,
    ]
  }
}

extension String {
  /// `learningRate` as `learning_rate`, which is how keys of JSON are written.
  fileprivate var inSnakeCase: String {
    reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }
}

extension TrainingSummary {
  init(_ corpus: TrainingCorpus, _ network: Network) {
    let epoch = Epoch(0, of: corpus).outline
    self.init(
      plan: corpus.plan, configuration: network.configuration,
      parameterCount: network.layout.parameterCount, trainingPairs: corpus.training.count,
      syntheticPairs: corpus.syntheticPairs,
      weights: corpus.sources.map { ($0.pairs.count, $0.weight) },
      validationPairs: corpus.validation.count, overlongPairs: corpus.overlongPairs,
      leakedPairs: corpus.leakedPairs, isSpacelessUnknown: corpus.isSpacelessUnknown,
      updatesPerEpoch: epoch.updates, padding: epoch.padding,
      meanLengths: corpus.meanLengths, bytesOnDisk: (corpus.training as? FilePairStore)?.bytes)
  }
}
