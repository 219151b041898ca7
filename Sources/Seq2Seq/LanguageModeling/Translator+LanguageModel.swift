public import NeuralNetwork

extension Translator {
  /// Reads the files of models and of a language model, which has a say in their searches.
  ///
  /// How much it has to say is ``SearchOptions/fusion``; by default it is not asked.
  ///
  /// - Parameters:
  ///   - paths: the files of translation models, at least one.
  ///   - languagePath: the file of the language model, which must have the tokens of the models' target language.
  ///   - threads: the number of worker threads; nil: as many as there are cores.
  ///   - precision: the precision of matrix products; nil: what suits the models. The language model's are float32 or
  ///     bfloat16.
  /// - Throws: ``ModelError`` if a file is not such a model, or its vocabularies differ from the first one's.
  public convenience init(
    modelsAt paths: [String], languageModelAt languagePath: String, threads: Int? = nil,
    precision: Precision? = nil
  ) throws(ModelError) {
    let models = try [TranslationModel](paths: paths)
    let language = try TrainedLanguageModel(path: languagePath)
    guard language.tokenizer == models[0].targetTokenizer else {
      throw .otherTokens(path: languagePath, other: paths[0])
    }
    self.init(models, language, threads: threads, precision: precision)
  }

  /// Translates with models and a language model that has the tokens of their target language.
  convenience init(
    _ models: [TranslationModel], _ language: TrainedLanguageModel, threads: Int?,
    precision: Precision?
  ) {
    self.init(checked: models, threads, precision) { workers in
      language.fusionMember(on: workers, precision == .bfloat16 ? .bfloat16 : .float32)
    }
  }
}

extension TrainedLanguageModel {
  /// The model for the searches of workers; packs the weights on their threads.
  func fusionMember(on workers: Workers, _ precision: Precision) -> FusionMember {
    let store = ParameterStore(
      layout: network.layout, purpose: .inference, precision: precision, values: values)
    workers.run { [count = workers.count] _, worker in store.repack(worker: worker, of: count) }
    return FusionMember(
      (0..<workers.count).map { _ in
        LanguageSearch(network: network, compute: ComputeState(store: store))
      })
  }
}
