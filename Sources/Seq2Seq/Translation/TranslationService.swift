public import NeuralNetwork
internal import Platform

/// Translates lines for the tasks of an app or a server.
///
///     let service = try await TranslationService(modelAt: "model.safetensors")
///     print(try await service.translate("I am cold.").text)
///
/// Translations are made by threads of its own. A task that waits for one is suspended and holds no
/// thread, however long it takes. Any number of tasks may call at once: lines of all calls in turn
/// are translated together, so that a call of one line is not kept waiting by one of thousands.
/// A task that is cancelled goes on at once; its lines leave the batch at the next token.
///
/// The translations are those of ``Translator``, to the last bit: they depend on nothing but the
/// line, the models and the options. The threads end with the last reference to the service.
public final class TranslationService: Sendable {
  /// The models it translates with.
  public let models: [TranslationModel]
  private let queue: TranslationQueue

  /// Translates with one model.
  ///
  /// - Parameters:
  ///   - model: what it translates with.
  ///   - threads: worker threads; nil: as many as there are cores.
  ///   - precision: what matrix products are made of; nil: int8 for quantized models where
  ///     the processor has units for it, else float32. In int8 the model is quantized first.
  public convenience init(
    _ model: TranslationModel, threads: Int? = nil, precision: Precision? = nil
  ) {
    self.init(checked: [model], threads, precision)
  }

  /// Reads a model file, to translate with it.
  ///
  /// - Parameters:
  ///   - path: the model file.
  ///   - threads: worker threads; nil: as many as there are cores.
  ///   - precision: what matrix products are made of; nil: what suits the models.
  /// - Throws: ``ModelError`` if the file is no model.
  public convenience init(
    modelAt path: String, threads: Int? = nil, precision: Precision? = nil
  ) async throws(ModelError) {
    try await self.init(modelsAt: [path], threads: threads, precision: precision)
  }

  /// Reads the files of models, to translate with all of them together.
  ///
  /// - Parameters:
  ///   - paths: the model files, at least one.
  ///   - threads: worker threads; nil: as many as there are cores.
  ///   - precision: what matrix products are made of; nil: what suits the models.
  /// - Throws: ``ModelError`` if a file is no model, or has not the vocabularies of the first.
  public convenience init(
    modelsAt paths: [String], threads: Int? = nil, precision: Precision? = nil
  ) async throws(ModelError) {
    let models = try await SystemThread.run { () throws(ModelError) in
      try [TranslationModel](paths: paths)
    }
    self.init(checked: models, threads, precision)
  }

  /// Translates with models together.
  ///
  /// - Parameters:
  ///   - models: at least one.
  ///   - threads: worker threads; nil: as many as there are cores.
  ///   - precision: what matrix products are made of; nil: what suits the models.
  /// - Throws: ``ModelError`` if they have not the same vocabularies.
  public convenience init(
    ensemble models: [TranslationModel], threads: Int? = nil, precision: Precision? = nil
  ) throws(ModelError) {
    try models.checkVocabularies(names: nil)
    self.init(checked: models, threads, precision)
  }

  private convenience init(
    checked models: [TranslationModel], _ threads: Int?, _ precision: Precision?
  ) {
    precondition(!models.isEmpty, "a service needs a model")
    let threads = max(1, threads ?? availableCores())
    // As many lines as are being translated, and as many that wait.
    self.init(models, window: 2 * threads * SearchOptions().batch) { queue in
      // Packing the weights takes its time, too.
      TranslationEngine(models, threads: threads, precision).serve(queue)
    }
  }

  /// - Parameters:
  ///   - window: lines of a sequence that are read before the first of their translations is taken.
  ///   - serve: translates what is in the queue until it is closed, on a thread of its own.
  init(
    _ models: [TranslationModel], window: Int,
    serve: @escaping @Sendable (TranslationQueue) -> Void
  ) {
    self.models = models
    let queue = TranslationQueue(window: window)
    self.queue = queue
    SystemThread.detach { serve(queue) }
  }

  deinit { queue.close() }

  /// Whether a model looks back at the source, so that there are alignments and coverage.
  public var hasAttention: Bool { models.hasAttention }

  /// Refuses options that these models cannot serve.
  ///
  /// Translating takes them nevertheless, and leaves out what there is no attention for.
  ///
  /// - Parameter options: how translations would be searched for.
  /// - Throws: ``SearchError``: which option it is.
  public func check(_ options: SearchOptions) throws(SearchError) { try models.check(options) }

  /// Lines of all calls that no thread has begun to translate.
  public var waitingLines: Int { queue.waitingLines }

  // MARK: - Lines

  /// The translation of a line.
  ///
  /// - Parameters:
  ///   - line: text without line breaks. A blank one has no candidates and the text "".
  ///   - options: how it is searched for.
  ///   - maximumTokens: a longer line is cut after this many tokens, and the result says so.
  ///   - prefix: what the translation is to begin with; see ``Translator/translate(_:_:maximumTokens:prefixes:)``.
  /// - Returns: the candidates, best first, and whether the line was cut.
  /// - Throws: `CancellationError` if the task is cancelled.
  public func translate(
    _ line: String, _ options: SearchOptions = .init(), maximumTokens: Int = 512,
    prefix: String = ""
  ) async throws(CancellationError) -> Translation {
    let results = try await translate(
      [line], options, maximumTokens: maximumTokens, prefixes: prefix.isEmpty ? [] : [prefix])
    return results[0]
  }

  /// The translations of lines, one each, in order.
  ///
  /// - Parameters:
  ///   - lines: text without line breaks. A blank one has no candidates and the text "".
  ///   - options: how translations are searched for.
  ///   - maximumTokens: longer lines are cut after this many tokens, and the result says so.
  ///   - prefixes: what the translation of each line is to begin with, "" for nothing; or none at
  ///     all; see ``Translator/translate(_:_:maximumTokens:prefixes:)``.
  /// - Returns: as many translations as there are lines.
  /// - Throws: `CancellationError` if the task is cancelled.
  public func translate(
    _ lines: [String], _ options: SearchOptions = .init(), maximumTokens: Int = 512,
    prefixes: [String] = []
  ) async throws(CancellationError) -> [Translation] {
    precondition(prefixes.isEmpty || prefixes.count == lines.count, "a prefix for each line")
    let settings = TranslationBatch.Settings(
      options: options, maximumTokens: maximumTokens, hasPrefixes: !prefixes.isEmpty)
    let call = queue.open(
      settings,
      lines: lines.indices.map {
        .init(text: lines[$0], prefix: prefixes.isEmpty ? "" : prefixes[$0])
      })
    let results = await withTaskCancellationHandler {
      var results: [Translation] = []
      while case .translation(let translation) = await queue.next(of: call) {
        results.append(translation)
      }
      return results
    } onCancel: {
      queue.cancel(call)
    }
    // A call that is cancelled after its last line has all it asked for.
    guard results.count == lines.count else { throw CancellationError() }
    return results
  }

  // MARK: - Sequences

  /// The translations of lines as they come, one each, in order; there may be no end to them.
  ///
  ///     for try await translation in service.translations(of: lines) { print(translation.text) }
  ///
  /// A line is translated when it is there, without waiting for the next one. Lines are read ahead of
  /// the translations that were taken by a few batches at most.
  ///
  /// - Parameters:
  ///   - lines: text without line breaks.
  ///   - options: how translations are searched for.
  ///   - maximumTokens: longer lines are cut after this many tokens, and the result says so.
  /// - Returns: a sequence that throws what `lines` throws, or `CancellationError`.
  public func translations<Lines: AsyncSequence & Sendable>(
    of lines: Lines, _ options: SearchOptions = .init(), maximumTokens: Int = 512
  ) -> TranslationSequence where Lines.Element == String {
    TranslationSequence(
      service: self, queue: queue,
      settings: .init(options: options, maximumTokens: maximumTokens)
    ) { queue, call in
      for try await line in lines {
        guard await queue.add(.init(text: line), to: call) else { return }
      }
    }
  }

  /// The same of lines that are there without waiting.
  ///
  /// - Parameters:
  ///   - lines: text without line breaks.
  ///   - options: how translations are searched for.
  ///   - maximumTokens: longer lines are cut after this many tokens, and the result says so.
  /// - Returns: a sequence that throws `CancellationError`.
  public func translations<Lines: Sequence<String> & Sendable>(
    of lines: Lines, _ options: SearchOptions = .init(), maximumTokens: Int = 512
  ) -> TranslationSequence {
    TranslationSequence(
      service: self, queue: queue,
      settings: .init(options: options, maximumTokens: maximumTokens)
    ) { queue, call in
      for line in lines {
        guard await queue.add(.init(text: line), to: call) else { return }
      }
    }
  }
}
