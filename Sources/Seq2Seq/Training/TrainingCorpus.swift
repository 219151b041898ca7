internal import Evaluation
internal import NeuralNetwork
package import Tokenization

/// The sentence pairs of a training as token ids, divided into training and validation, with their tokenizers.
package struct TrainingCorpus: Sendable {
  package internal(set) var plan: TrainingPlan
  package let languages: LanguagePair
  package let sourceTokenizer: Tokenizer
  package let targetTokenizer: Tokenizer
  /// The form of characters of the source, learned from its sentences; nil: they stay as they are.
  package let sourceForms: CharacterForms?
  /// What training learned about spans; nil: they are text.
  var spanForms: SpanForms? { marker?.forms }
  /// What becomes marks in both sides of pairs; nil if nothing does.
  let marker: PairMarker?
  /// What tells the model to begin with from others; nil without one.
  let baseIdentity: String?
  package let training: any PairStore
  /// The training pairs of each source with its weight; all as one if an epoch has every pair once.
  let sources: [WeightedPairs]
  /// How many of all pairs are synthetic, noise and pairs that are too long not counted.
  let syntheticPairs: Int
  /// BPE-dropout of the training pairs, if it is asked for.
  private let subwordDropout: SubwordDropout?
  /// Other case of some training pairs, if the source marks case.
  private let caseVariation: CaseVariation?
  package let validation: [EncodedPair]
  /// The text of the validation pairs that are translated, the first ones.
  package let validationText: [SentencePair]
  /// Likely translations of the tokens.
  let shortlist: Shortlist
  /// The share of pairs whose source has several sentences, to four decimals.
  let paragraphShare: Double
  /// The share of pairs that end with a mark on both sides.
  let markedEndShare: Double
  /// What the sources are like, for people.
  package let checks: [CorpusCheck]
  /// The digest of the text of all pairs that are not left out as noise, including those that are too long; of a large
  /// corpus, of all pairs.
  let digest: CorpusDigest
  /// The digest of the pairs as tokens, and of the tokenizers.
  let tokenDigest: CorpusDigest
  /// The lengths of the training pairs together.
  let totals: PairTotals
  /// What the pairs are called; nil if they have no name.
  let name: String?
  package let overlongPairs: Int
  /// Pairs of a given validation set whose source sentence is also trained on.
  package let leakedPairs: Int
  /// Whether the targets are in a script without spaces, although their language is not known.
  let isSpacelessUnknown: Bool

  /// Reads the pairs, learns the vocabularies and encodes the pairs with them.
  ///
  /// - Parameters:
  ///   - input: where the pairs come from.
  ///   - options: the options of the training.
  ///   - observer: receives the progress.
  ///   - learnsForms: whether the form of the source's characters is learned; false leaves them as they are, to
  ///     resume a training of a version that did.
  ///   - files: where the encoded pairs may be kept in a file; nil: they stay in memory.
  ///   - preparedKey: what the preparation is kept under beside such a file; nil: it is not kept.
  /// - Throws: ``TrainingError`` if the pairs cannot be used, or if `observer` ends the preparation.
  init(
    _ input: TrainingInput, _ options: TrainingOptions,
    _ observer: PreparationObserver = PreparationObserver(), learnsForms: Bool = true,
    files: PairFilePlace? = nil, keptAs preparedKey: String? = nil
  ) throws(TrainingError) {
    let base = input.base?.model
    baseIdentity = input.base?.identity
    try input.base?.check(input.languages ?? input.pairs.languages)
    name = input.name
    languages = Self.languages(of: input)
    let pool = WorkerPool(count: options.threads ?? availableCores())
    let encoder = ParallelEncoder(on: pool)
    let preparation = CorpusPreparation(
      encoder: encoder, observer: observer, limits: options.limits, directory: files?.directory)
    let pairs = try preparation.survey(
      input.pairs, languages,
      .init(
        rules: options.noiseRules ?? NoiseRules(), marksCase: base == nil && options.marksCase,
        learnsSpans: base == nil && options.learnsSpans))
    marker = base == nil ? pairs.learned.marker : base?.spanForms.map { PairMarker($0) }
    var given: CorpusSurvey?
    if let validation = input.validation {
      given = try preparation.survey(validation, languages, .init(rules: .keepingAll))
    }
    paragraphShare = pairs.learned.paragraphShare
    markedEndShare = pairs.learned.markedEndShare
    checks = [pairs.check] + (given.map { [$0.check] } ?? [])
    leakedPairs = try Self.leaks(from: pairs, into: given)
    let division =
      given == nil
      ? try preparation.divide(pairs, seed: options.seed) : CorpusPreparation.Division()

    let forms =
      base?.sourceForms
      ?? (learnsForms ? CharacterForms(learnedFrom: pairs.learned.characters) : nil)
    sourceForms = forms
    let words = try preparation.countWords(
      pairs, division, languages, forms, learnsVocabulary: base == nil)
    plan = TrainingPlan(
      options, pairs: words.pairs, bytes: words.bytes, cores: availableCores(),
      hasBase: base != nil)
    plan.learnsForms = learnsForms
    plan.isSampled = !pairs.sample.isWhole
    let tokenizers =
      if let base {
        (source: base.sourceTokenizer, target: base.targetTokenizer)
      } else {
        try preparation.learnTokenizers(words, plan, pairs)
      }
    (sourceTokenizer, targetTokenizer) = tokenizers

    let encoding = PairEncoding(
      source: tokenizers.source, target: tokenizers.target, forms: forms, marker: marker)
    var key = pairs.digest
    key.add(Self.description(of: encoding, options, division, noise: pairs.leftOut))
    // Which source an encoded pair comes from is not in the file.
    if input.isWeighted { files?.remove() }
    let writer = try files?.open(for: plan, encoding, pairs, key: key.state)
    var collector = PairCollector(
      writer.map { .file($0) } ?? .memory, options,
      targetVocabulary: tokenizers.target.vocabularySize, sources: pairs.sourceCounts,
      isWhole: !plan.isSampled, encoder)
    try preparation.encode(
      pairs, division, from: collector.first, encoding, bytesOnDisk: writer?.expectedBytes
    ) {
      number, text, result throws(TrainingError) in
      try collector.add(number, text, result, division)
    }
    if let given {
      try preparation.encode(given, division, encoding) {
        _, text, result throws(TrainingError) in collector.addValidation(text, result)
      }
    }
    let found = try collector.finish()
    training = found.pairs
    sources =
      input.isWeighted
      ? collector.sourceCounts.weighted(input.weights)
      : [WeightedPairs(pairs: 0..<found.pairs.count, weight: 1)]
    syntheticPairs = pairs.count - pairs.genuine - division.withheld.count
    totals = collector.totals
    validation = collector.validation
    digest = plan.isSampled ? Self.digest(pairs, given) : collector.textDigest
    var tokens = collector.tokenDigest
    for pair in collector.validation {
      tokens.add(pair.source)
      tokens.add(pair.target)
    }
    tokens.add(tokenizers.source.serialized())
    tokens.add(tokenizers.target.serialized())
    tokenDigest = tokens
    validationText = collector.validationText
    isSpacelessUnknown =
      languages.target.isEmpty
      && SpacelessScripts.prevail(in: collector.validationText.map(\.target))
    overlongPairs = collector.overlong
    subwordDropout = found.texts.map {
      SubwordDropout(
        rate: options.subwordDropout, seed: options.seed, texts: $0, source: tokenizers.source,
        target: tokenizers.target)
    }
    caseVariation = CaseVariation(seed: options.seed, source: tokenizers.source)
    shortlist = try Shortlist(
      learnedFrom: found.pairs, sourceVocabulary: tokenizers.source.vocabularySize,
      targetCounts: collector.targetCounts, observer
    ).filled(from: base?.shortlist)
    do { try training.check() } catch { throw .file(error) }
    guard writer != nil, let files, let preparedKey else { return }
    let kept = PreparedCorpus(
      self, key: preparedKey, pairsKey: key.state, pairs: words.pairs, bytes: words.bytes)
    try files.keep(kept)
  }

  /// Prepares a corpus, or uses what an earlier start or another process has prepared from the same files with the same
  /// options; `files` are the places to look, and the last one is where pairs may be written.
  static func prepared(
    _ input: TrainingInput, _ options: TrainingOptions, _ observer: PreparationObserver,
    learnsForms: Bool, files: [PairFilePlace]
  ) throws(TrainingError) -> TrainingCorpus {
    var key: String?
    if options.pairStorage != .memory {
      try observer.check(.reading, 0, of: nil)
      let pool = WorkerPool(count: options.threads ?? availableCores())
      let languages = Self.languages(of: input)
      key = PreparedCorpus.key(
        input, options, languages, learnsForms: learnsForms, ParallelEncoder(on: pool))
      for place in files {
        if let key, let kept = PreparedCorpus(path: place.preparedPath, key: key),
          let corpus = try TrainingCorpus(
            kept, input.base, options, languages, named: input.name, learnsForms: learnsForms,
            place)
        {
          return corpus
        }
      }
    }
    return try TrainingCorpus(
      input, options, observer, learnsForms: learnsForms, files: files.last, keptAs: key)
  }

  /// Uses what was prepared; nil if the file of pairs is not complete.
  private init?(
    _ kept: PreparedCorpus, _ base: BaseModel?, _ options: TrainingOptions,
    _ languages: LanguagePair, named name: String?, learnsForms: Bool, _ files: PairFilePlace
  ) throws(TrainingError) {
    guard let encoding = kept.encoding() else { return nil }
    plan = TrainingPlan(
      options, pairs: kept.pairs, bytes: kept.bytes, cores: availableCores(), hasBase: base != nil)
    plan.learnsForms = learnsForms
    plan.isSampled = kept.isSampled
    guard let store = try files.complete(for: plan, encoding, key: kept.pairsKey) else {
      return nil
    }
    self.languages = languages
    baseIdentity = base?.identity
    self.name = name
    sourceTokenizer = encoding.source
    targetTokenizer = encoding.target
    sourceForms = encoding.forms
    marker = encoding.marker
    training = store
    sources = kept.sources
    syntheticPairs = kept.syntheticPairs
    subwordDropout =
      options.subwordDropout == 0
      ? nil
      : SubwordDropout(
        rate: options.subwordDropout, seed: options.seed, texts: store, source: encoding.source,
        target: encoding.target)
    caseVariation = CaseVariation(seed: options.seed, source: encoding.source)
    validation = kept.validation
    validationText = kept.validationText.enumerated().map {
      SentencePair(
        source: $1.source, target: $1.target, origin: PairOrigin(unit: .pair, number: $0 + 1))
    }
    shortlist = kept.shortlist
    paragraphShare = kept.paragraphShare
    markedEndShare = kept.markedEndShare
    checks = kept.checks
    digest = CorpusDigest(state: kept.digest)
    tokenDigest = CorpusDigest(state: kept.tokenDigest)
    totals = kept.totals
    overlongPairs = kept.overlongPairs
    leakedPairs = kept.leakedPairs
    isSpacelessUnknown = kept.isSpacelessUnknown
  }

  private static func languages(of input: TrainingInput) -> LanguagePair {
    input.languages?.inUsualCodes ?? input.pairs.languages ?? input.base?.model.languages
      ?? LanguagePair(source: "", target: "")
  }

  private static func leaks(
    from pairs: CorpusSurvey, into given: CorpusSurvey?
  ) throws(TrainingError) -> Int {
    guard let given else { return 0 }
    var leaks = SourceLeaks(into: try given.sources())
    try pairs.forEachSource { leaks.add($1) }
    return leaks.count
  }

  private static func digest(_ pairs: CorpusSurvey, _ given: CorpusSurvey?) -> CorpusDigest {
    var digest = pairs.digest
    if let given { digest.add(given.digest.state) }
    return digest
  }

  /// What the encoded pairs of a file depend on, beside the text.
  private static func description(
    of encoding: PairEncoding, _ options: TrainingOptions, _ division: CorpusPreparation.Division,
    noise: PairSet
  ) -> String {
    [
      encoding.source.serialized(), encoding.target.serialized(),
      encoding.forms.map { "\($0.serialized())" } ?? "",
      encoding.marker.map { "\($0.forms.serialized())" } ?? "", "\(options.maximumTokens)",
      "\(division.isShared) \(division.validation.sorted())", "\(noise.count) \(noise.digest)",
    ].joined(separator: "\n")
  }

  /// The training pairs for an epoch, all at once; epochs are counted from 0.
  func training(inEpoch epoch: Int, on pool: WorkerPool) -> any PairStore {
    let blocks = Array(0..<PairNumbers.blocks(of: training.count))
    return varied(subwordDropout == nil ? training : nil, blocks, epoch, pool)
  }

  /// The training pairs of some blocks for an epoch, in memory; the blocks' numbers are ascending.
  func training(
    ofBlocks blocks: [Int], inEpoch epoch: Int, on pool: WorkerPool
  ) -> any PairStore {
    varied(subwordDropout == nil ? training.pairs(ofBlocks: blocks) : nil, blocks, epoch, pool)
  }

  private func varied(
    _ plain: (any PairStore)?, _ blocks: [Int], _ epoch: Int, _ pool: WorkerPool
  ) -> any PairStore {
    let numbers = PairNumbers(ofBlocks: blocks, among: training.count)
    let pairs =
      plain ?? subwordDropout?.pairs(ofBlocks: blocks, inEpoch: epoch, on: pool) ?? training
    return caseVariation?.pairs(pairs, numbers, inEpoch: epoch) ?? pairs
  }
}
