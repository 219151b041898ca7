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
  package let training: any PairStore
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
  /// The digest of the text of all pairs that are not left out as noise, including those that are too long.
  let digest: CorpusDigest
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
  /// - Throws: ``TrainingError`` if the pairs cannot be used, or if `observer` ends the preparation.
  package init(
    _ input: TrainingInput, _ options: TrainingOptions,
    _ observer: PreparationObserver = PreparationObserver(), learnsForms: Bool = true
  ) throws(TrainingError) {
    languages =
      input.languages?.inUsualCodes ?? input.pairs.languages ?? LanguagePair(source: "", target: "")
    let pool = WorkerPool(count: options.threads ?? availableCores())
    let preparation = CorpusPreparation(encoder: ParallelEncoder(on: pool), observer: observer)
    let pairs = try preparation.survey(
      input.pairs, languages,
      .init(
        rules: options.noiseRules ?? NoiseRules(), marksCase: options.marksCase,
        learnsSpans: options.learnsSpans))
    marker = pairs.marker
    var given: CorpusPreparation.Survey?
    if let validation = input.validation {
      given = try preparation.survey(validation, languages, .init(rules: .keepingAll))
    }
    paragraphShare = pairs.share(pairs.paragraphs)
    markedEndShare = pairs.share(pairs.markedEnds)
    checks = [pairs.check] + (given.map { [$0.check] } ?? [])
    leakedPairs =
      given.map { CorpusSplit.leaks(from: pairs.fingerprints, into: $0.fingerprints) } ?? 0
    let division =
      given == nil
      ? try preparation.divide(pairs, seed: options.seed) : CorpusPreparation.Division()

    let forms = learnsForms ? CharacterForms(learnedFrom: pairs.characters) : nil
    sourceForms = forms
    let words = try preparation.countWords(pairs, division, languages, forms)
    plan = TrainingPlan(options, pairs: words.pairs, bytes: words.bytes, cores: availableCores())
    plan.learnsForms = learnsForms
    let tokenizers = try preparation.learnTokenizers(words, plan, pairs.marker)
    (sourceTokenizer, targetTokenizer) = tokenizers

    var encoded = EncodedCorpus(options, forms)
    try preparation.encode(pairs, tokenizers, forms, marker) { number, pair, text, marked in
      if division.trains(on: number) { encoded.addTraining(pair, text, marked) }
      if division.validation.contains(number) { encoded.addValidation(pair, text) }
    }
    if let given {
      try preparation.encode(given, tokenizers, forms, marker) { _, pair, text, _ in
        encoded.addValidation(pair, text)
      }
    }
    try encoded.check()
    training = encoded.training
    validation = encoded.validation
    digest = encoded.digest
    validationText = encoded.validationText
    isSpacelessUnknown =
      languages.target.isEmpty
      && SpacelessScripts.prevail(in: encoded.validationText.map(\.target))
    overlongPairs = encoded.overlong
    subwordDropout = encoded.texts.map {
      SubwordDropout(
        rate: options.subwordDropout, seed: options.seed, texts: $0, source: tokenizers.source,
        target: tokenizers.target)
    }
    caseVariation = CaseVariation(seed: options.seed, source: tokenizers.source)
    shortlist = try Shortlist(
      learnedFrom: encoded.training, sourceVocabulary: tokenizers.source.vocabularySize,
      targetVocabulary: tokenizers.target.vocabularySize, observer)
  }

  /// The training pairs for an epoch; epochs are counted from 0.
  func training(inEpoch epoch: Int, on pool: WorkerPool) -> any PairStore {
    let pairs = subwordDropout?.pairs(ofEpoch: epoch, on: pool) ?? training
    return caseVariation?.pairs(pairs, inEpoch: epoch) ?? pairs
  }
}

/// Collects the encoded pairs of a training.
private struct EncodedCorpus {
  var training = InMemoryPairStore()
  /// The text of the training pairs, if BPE-dropout needs it again.
  var texts: InMemoryPairTexts?
  var validation: [EncodedPair] = []
  var validationText: [SentencePair] = []
  var overlong = 0
  var digest = CorpusDigest()
  private let maximumTokens: Int
  private let forms: CharacterForms?

  init(_ options: TrainingOptions, _ forms: CharacterForms?) {
    self.forms = forms
    maximumTokens = options.maximumTokens
    texts = options.subwordDropout == 0 ? nil : InMemoryPairTexts()
  }

  mutating func addTraining(_ pair: EncodedPair, _ text: SentencePair, _ marked: SentencePair) {
    digest.add(text)
    // A source without a character that means something.
    if pair.source.isEmpty { return }
    guard pair.source.count <= maximumTokens && pair.target.count <= maximumTokens else {
      overlong += 1
      return
    }
    training.append(pair)
    var text = marked
    if let forms { text.source = forms.apply(to: text.source) }
    texts?.append(text)
  }

  mutating func addValidation(_ pair: EncodedPair, _ text: SentencePair) {
    digest.add(text)
    validation.append(pair)
    if validationText.count < Validation.mostTranslated { validationText.append(text) }
  }

  func check() throws(TrainingError) {
    if training.isEmpty {
      throw .onlyOverlongPairs(count: overlong, maximumTokens: maximumTokens)
    }
  }
}
