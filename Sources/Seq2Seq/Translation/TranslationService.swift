public import NeuralNetwork
internal import Platform

/// Translates lines for the tasks of an app or a server.
///
///     let service = try await TranslationService(modelAt: "model.safetensors")
///     print(try await service.translate("I am cold.").text)
///
/// The service translates on threads of its own. A task that waits for a translation is suspended and
/// blocks no thread, however long it takes. Any number of tasks may call at once: a batch takes a line
/// of each call in turn, so that a call of one line need not wait for another's thousands.
/// A call returns at once when its task is cancelled; its lines leave the batch at the next token.
///
/// The translations are those of ``Translator``, to the last bit: they depend only on the line, the
/// models and the options. The threads end when the last reference to the service is released.
public final class TranslationService: Sendable {
  /// The models it translates with.
  public let models: [TranslationModel]
  private let queue: TranslationQueue

  /// Translates with one model.
  ///
  /// - Parameters:
  ///   - model: the model to translate with.
  ///   - threads: the number of worker threads; nil: as many as there are cores.
  ///   - precision: the precision of matrix products; nil: int8 for quantized models if the
  ///     processor has units for it; else bfloat16 for models of 4 million parameters or more if products are clearly
  ///     faster in it here, else float32. For int8 the model is quantized first.
  public convenience init(
    _ model: TranslationModel, threads: Int? = nil, precision: Precision? = nil
  ) {
    self.init(checked: [model], threads, precision)
  }

  /// Reads a model file, to translate with it.
  ///
  /// - Parameters:
  ///   - path: the model file.
  ///   - threads: the number of worker threads; nil: as many as there are cores.
  ///   - precision: the precision of matrix products; nil: what suits the models.
  /// - Throws: ``ModelError`` if the file is not a model.
  public convenience init(
    modelAt path: String, threads: Int? = nil, precision: Precision? = nil
  ) async throws(ModelError) {
    try await self.init(modelsAt: [path], threads: threads, precision: precision)
  }

  /// Reads the files of models, to translate with all of them together.
  ///
  /// - Parameters:
  ///   - paths: the model files, at least one.
  ///   - threads: the number of worker threads; nil: as many as there are cores.
  ///   - precision: the precision of matrix products; nil: what suits the models.
  /// - Throws: ``ModelError`` if a file is not a model, or its vocabularies differ from the first one's.
  public convenience init(
    modelsAt paths: [String], threads: Int? = nil, precision: Precision? = nil
  ) async throws(ModelError) {
    let models = try await SystemThread.run { () throws(ModelError) in
      try [TranslationModel](paths: paths)
    }
    self.init(checked: models, threads, precision)
  }

  /// Translates with several models together.
  ///
  /// - Parameters:
  ///   - models: at least one.
  ///   - threads: the number of worker threads; nil: as many as there are cores.
  ///   - precision: the precision of matrix products; nil: what suits the models.
  /// - Throws: ``ModelError`` if their vocabularies differ.
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
    // Room for the lines being translated, and for as many that wait.
    self.init(models, window: 2 * threads * SearchOptions().batch) { queue in
      // Also on that thread, because packing the weights takes time.
      TranslationEngine(models, threads: threads, precision).serve(queue)
    }
  }

  /// Creates a service for any translating function.
  ///
  /// - Parameters:
  ///   - models: the models that it translates with.
  ///   - window: how many lines of a sequence may be read ahead of the translations taken.
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

  /// Whether a model has attention, which alignments and the coverage penalty need.
  public var hasAttention: Bool { models.hasAttention }

  /// Checks that these models support the options.
  ///
  /// Translating accepts unsupported options, too, and ignores what needs attention that no model has.
  ///
  /// - Parameter options: how translations would be searched for.
  /// - Throws: ``SearchError`` that says which option is not supported.
  public func check(_ options: SearchOptions) throws(SearchError) { try models.check(options) }

  /// How many lines of all calls no thread has begun to translate.
  public var waitingLines: Int { queue.waitingLines }

  // MARK: - Lines

  /// Translates a line.
  ///
  /// - Parameters:
  ///   - line: text without line breaks. A blank one has no candidates and the text "".
  ///   - options: how translations are searched for.
  ///   - maximumTokens: the most tokens of a sentence; see ``Translator/translate(_:_:maximumTokens:prefixes:)``.
  ///   - prefix: what the translation must begin with; see ``Translator/translate(_:_:maximumTokens:prefixes:)``.
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

  /// Translates lines, in order.
  ///
  /// - Parameters:
  ///   - lines: text without line breaks. A blank one has no candidates and the text "".
  ///   - options: how translations are searched for.
  ///   - maximumTokens: the most tokens of a sentence; see ``Translator/translate(_:_:maximumTokens:prefixes:)``.
  ///   - prefixes: what the translation of each line must begin with, "" for nothing; or an empty array;
  ///     see ``Translator/translate(_:_:maximumTokens:prefixes:)``.
  /// - Returns: one translation per line.
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
    // A call that is cancelled after its last line still has all its results.
    guard results.count == lines.count else { throw CancellationError() }
    return results
  }

  // MARK: - Sequences

  /// Translates lines as they arrive, in order; the sequence may be endless.
  ///
  ///     for try await translation in service.translations(of: lines) { print(translation.text) }
  ///
  /// A line is translated as soon as it arrives, without waiting for the next one. Lines are read at most
  /// a few batches ahead of the translations taken.
  ///
  /// - Parameters:
  ///   - lines: text without line breaks.
  ///   - options: how translations are searched for.
  ///   - maximumTokens: the most tokens of a sentence; see ``Translator/translate(_:_:maximumTokens:prefixes:)``.
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

  /// Translates lines that are available without waiting, in order.
  ///
  /// - Parameters:
  ///   - lines: text without line breaks.
  ///   - options: how translations are searched for.
  ///   - maximumTokens: the most tokens of a sentence; see ``Translator/translate(_:_:maximumTokens:prefixes:)``.
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
