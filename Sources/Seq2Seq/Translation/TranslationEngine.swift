internal import NeuralNetwork
internal import Tokenization

/// Translates text; ``Translator`` and ``TranslationService`` both use it.
struct TranslationEngine: Sendable {
  let models: [TranslationModel]
  let search: ParallelSearch
  private let divider: LineDivider
  private let links: WordLinks

  /// Starts the threads and packs the weights; the models must have the same vocabularies.
  ///
  /// `fusion` makes a language model for the threads.
  init(
    _ models: [TranslationModel], threads: Int?, _ precision: Precision?,
    fusion: ((Workers) -> FusionMember)? = nil
  ) {
    precondition(!models.isEmpty, "a translator needs a model")
    let models = precision == .int8 ? models.map { $0.quantized() } : models
    self.models = models
    let first = models[0]
    divider = LineDivider(
      source: first.sourceTokenizer, first.sourceForms, target: first.targetTokenizer,
      first.spanForms, first.shortlist, endsSentences: first.knowsOnlyMarkedEnds)
    links = WordLinks(first)
    let workers = Workers(
      count: max(1, threads ?? availableCores()), store: first.makeStore(precision))
    search = ParallelSearch(
      members: [SearchMember(first.network, shortlist: first.shortlist)]
        + models.dropFirst().map { SearchMember($0, precision, workers) },
      fusion: fusion?(workers), workers: workers, sourceTokenizer: first.sourceTokenizer,
      targetTokenizer: first.targetTokenizer)
  }

  /// Divides a line into the parts that are searched for, and encodes them.
  func divide(_ line: TranslationBatch.Line, _ settings: TranslationBatch.Settings) -> DividedLine {
    var rules = LineDivider.Rules()
    rules.splitsSentences = splitsSentences(settings.options)
    rules.maximumTokens = settings.maximumTokens
    rules.terms = TermFinder(settings.options.terms)
    return divider.divide(line.text, prefix: line.prefix, rules)
  }

  private func splitsSentences(_ options: SearchOptions) -> Bool {
    switch options.sentenceSplitting {
    case .always: true
    case .never: false
    case .auto: !models[0].isOfParagraphs
    }
  }

  /// The translations of lines, from what the search has found for each reading of all of them, in order.
  func translations(
    of lines: [DividedLine], _ found: [[Hypothesis]], _ options: SearchOptions
  ) -> [Translation] {
    var rest = found[...]
    return lines.map { line in
      let translations = line.parts.map { part in
        if !part.isTranslated { return unchanged(part, options) }
        let own = part.readings.map { ($0, rest.popFirst() ?? []) }
        var result = translation(of: part, own, options)
        if result.wasCut {
          result.missingSpans = MissingSpans(of: part.text, in: result.text).texts
        }
        return result
      }
      return TranslationJoiner(options: options).join(line, translations)
    }
  }

  /// The mean log p of a token from which a model may write a time in a form of its own, such as "13 h 30".
  private static let sure: Float = -0.4
  /// How much better, in mean log p of a token, the translation of a later reading must be.
  ///
  /// The earlier readings tell the model more, such as what a number is about.
  private static let margin: Float = 0.2

  /// The translation of a part: by the first way to use its terms that has all of their translations, if it has terms.
  private func translation(
    of part: DividedLine.Part, _ readings: [(DividedLine.Reading, [Hypothesis])],
    _ options: SearchOptions
  ) -> Translation {
    if part.terms.isEmpty { return best(of: part, readings, options) }
    var best: Translation?
    for use in DividedLine.TermUse.allCases {
      let own = readings.filter { $0.0.termUse == use }
      if own.isEmpty && use != .placed { continue }
      // Without the terms, nothing may be left to translate.
      var next =
        own.isEmpty ? unchanged(part, options) : self.best(of: part, own, options)
      next.missingTerms = missingTerms(in: next, of: part)
      if next.missingTerms.isEmpty { return next }
      if let known = best, known.missingTerms.count <= next.missingTerms.count { continue }
      best = next
    }
    return best ?? Translation()
  }

  /// The terms of a part whose translations a candidate lacks; those of the first such candidate.
  private func missingTerms(
    in translation: Translation, of part: DividedLine.Part
  ) -> [Translation.MissingTerm] {
    translation.candidates.lazy.map { part.terms.missing(in: $0.text) }.first { !$0.isEmpty }?
      .map { Translation.MissingTerm(source: $0.source, target: $0.target) } ?? []
  }

  /// The best translation of a part among those of its readings, all with one use of its terms.
  ///
  /// Only one that has every number as often as the part does will do; the last reading's always does. The first
  /// candidate decides, so that the choice does not depend on how many there are; others without their numbers are
  /// replaced by those of the last reading.
  private func best(
    of part: DividedLine.Part, _ readings: [(DividedLine.Reading, [Hypothesis])],
    _ options: SearchOptions
  ) -> Translation {
    let results = readings.map { translation(of: part, $0.0, $0.1, options) }
    guard let last = results.last else { return Translation() }
    var best = last
    var margin: Float?
    for (index, next) in results.enumerated() {
      let numbers = next.numbers.first ?? .kept
      if numbers == .lost && index < results.count - 1 { continue }
      // The same sentence as a question tells the model no less.
      let least = readings[index].0.addedEnd == .question ? 0 : margin
      if let margin,
        best.translation.scorePerToken + (least ?? margin) >= next.translation.scorePerToken
      {
        continue
      }
      best = next
      margin = numbers == .kept ? Self.margin : 0
    }
    let others = last.translation.candidates
    var result = best.translation
    for (index, numbers) in best.numbers.enumerated()
    where numbers == .lost && index < others.count {
      result.candidates[index] = others[index]
    }
    return result
  }

  /// What became of the numbers that a model translates itself.
  private enum NumberResult: Comparable {
    /// They are there, and times are written as in the source.
    case kept
    /// They are there, in a form that the model is sure of.
    case rewritten
    case lost
  }

  /// The translation of a part by one of its readings, and what became of its numbers in each candidate.
  private func translation(
    of part: DividedLine.Part, _ reading: DividedLine.Reading, _ hypotheses: [Hypothesis],
    _ options: SearchOptions
  ) -> (translation: Translation, numbers: [NumberResult]) {
    var result = Translation()
    var results: [NumberResult] = []
    let keepsAlignment = options.keepsAttention && models.hasAttention
    result.candidates = hypotheses.map { hypothesis in
      var numbers = NumberResult.kept
      defer { results.append(numbers) }
      var text = models[0].targetTokenizer.decode(
        hypothesis.tokens, isInCapitals: reading.isInCapitals,
        beginsSentence: reading.beginsSentence)
      if reading.addedEnd != .none { text = SentenceEnd.withoutStop(text) }
      var alignment =
        keepsAlignment
        ? Alignment(
          reading.tokens, of: reading.layout?.text ?? part.text, hypothesis, models[0]) : nil
      if let layout = reading.layout {
        text = withNumbers(text, hypothesis, layout, &numbers)
        let spans = SpanPutter(layout, text, links)
        alignment = alignment.map { spans.counted($0, part.text, text) }
        text = spans.text
      }
      if reading.termUse != .own { text = part.terms.capitalised(text, source: part.text) }
      var candidate = Translation.Candidate(hypothesis, text)
      candidate.alignment = alignment
      return candidate
    }
    result.sourceTokens = reading.tokens.count
    result.wasCut = reading.wasCut
    return (result, results)
  }

  /// A translation with the digits of its source; says what became of its numbers.
  private func withNumbers(
    _ text: String, _ hypothesis: Hypothesis, _ layout: SpanLayout, _ numbers: inout NumberResult
  ) -> String {
    var text = text
    if !layout.keepsNumbers(in: text) {
      text = DigitRepair.repaired(text, source: layout.text) ?? text
      if !layout.keepsNumbers(in: text) { numbers = .lost }
    }
    if !layout.keepsForms(in: text) {
      let isSure = hypothesis.logProbabilityPerToken >= Self.sure
      numbers = max(numbers, isSure ? .rewritten : .lost)
    }
    return text
  }

  private func unchanged(_ part: DividedLine.Part, _ options: SearchOptions) -> Translation {
    var result = Translation()
    let text = part.replacement ?? part.text
    var candidate = Translation.Candidate(unchanged: text)
    if options.keepsAttention && models.hasAttention {
      candidate.alignment = Alignment(replacing: part.text, by: text)
    }
    result.candidates = [candidate]
    result.missingTerms = missingTerms(in: result, of: part)
    return result
  }
}

// MARK: - Serving a queue

extension TranslationEngine {
  /// Translates what waits in a queue until it is closed: each worker thread one batch after the other.
  func serve(_ queue: TranslationQueue) {
    search.workers.run { compute, worker in
      while let batch = queue.take() {
        queue.deliver(translate(batch, compute, worker: worker), for: batch)
      }
    }
  }

  private func translate(
    _ batch: TranslationBatch, _ compute: ComputeState, worker: Int
  ) -> [Translation] {
    let lines = batch.items.map { divide($0.line, batch.settings) }
    var readings: [DividedLine.Reading] = []
    var cancellations: [Cancellation] = []
    for (item, line) in zip(batch.items, lines) {
      readings += line.readings
      cancellations += line.readings.map { _ in item.cancellation }
    }
    var found = [[Hypothesis]](repeating: [], count: readings.count)
    let terms = readings.phrases
    for group in ParallelSearch.groups(
      readings.map(\.tokens), terms, size: batch.settings.options.batch)
    {
      let sentences = SentenceGroup(
        sources: group.map { readings[$0].tokens },
        prefixes: batch.settings.hasPrefixes ? group.map { readings[$0].prefix } : [],
        terms: terms.isEmpty ? [] : group.compactMap { terms[$0] },
        isAbandoned: { cancellations[group[$0]].isCancelled })
      let hypotheses = search.hypotheses(
        of: sentences, batch.settings.options, compute, worker: worker)
      for (index, hypotheses) in zip(group, hypotheses) { found[index] = hypotheses }
    }
    return translations(of: lines, found, batch.settings.options)
  }
}

// MARK: - Models that translate together

extension [TranslationModel] {
  /// Whether a model has attention, which alignments and the coverage penalty need.
  var hasAttention: Bool { contains { $0.configuration.attention != .none } }

  /// Reads the files of models that have the same vocabularies.
  init(paths: [String]) throws(ModelError) {
    self = []
    for path in paths { append(try TranslationModel(path: path)) }
    try checkVocabularies(names: paths)
  }

  /// Throws if a model's vocabularies differ from those of the first.
  func checkVocabularies(names: [String]?) throws(ModelError) {
    let names = names ?? indices.map { "model \($0 + 1)" }
    for (model, name) in zip(self, names).dropFirst() {
      try model.checkVocabularies(named: name, areThoseOf: self[0], named: names[0])
    }
  }

  /// Throws if these models do not support the options.
  func check(_ options: SearchOptions, hasLanguageModel: Bool = false) throws(SearchError) {
    if options.fusion != 0 && !hasLanguageModel { throw .noLanguageModel }
    guard options.hasModelWeights(for: count) else {
      throw .unfitModelWeights(count: options.modelWeights.count, models: count)
    }
    if options.shortlist > 0 { try checkShortlist(options) }
    if hasAttention { return }
    if options.coveragePenalty != 0 { throw .noAttention(for: .coveragePenalty) }
    if options.keepsAttention { throw .noAttention(for: .alignment) }
  }

  private func checkShortlist(_ options: SearchOptions) throws(SearchError) {
    if count > 1 { throw .noShortlist(.severalModels) }
    if options.fusion != 0 { throw .noShortlist(.languageModel) }
    if options.sampling != nil || options.noRepeatNGram > 0 {
      throw .noShortlist(.everyTokenNeeded)
    }
    if first?.shortlist == nil {
      throw .noShortlist(.missing)
    }
  }
}

extension TranslationModel {
  /// The weights in the precision of the search, not packed yet.
  func makeStore(_ precision: Precision?) -> ParameterStore {
    let precision = precision ?? suitablePrecision
    if precision == .int8, case .int8(let values) = weights {
      return ParameterStore(layout: network.layout, values)
    }
    return ParameterStore(
      layout: network.layout, purpose: .inference, precision: precision, values: weights.floats)
  }

  /// Smaller models translate a sentence before a measurement ends.
  private static let leastParametersToMeasure = 4_000_000

  /// The fastest precision on this processor that costs nothing measurable in quality.
  var suitablePrecision: Precision {
    if isQuantized && Precision.int8.hasUnits { return .int8 }
    return parameterCount >= Self.leastParametersToMeasure
      && PrecisionProbe.translatesFasterInBFloat16 ? .bfloat16 : .float32
  }
}
