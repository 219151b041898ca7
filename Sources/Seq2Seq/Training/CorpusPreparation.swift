internal import Tokenization

/// Prepares the pairs of a source for training, in several passes over it.
///
/// Until the pairs are encoded, only a fingerprint of each is kept.
struct CorpusPreparation {
  let encoder: ParallelEncoder
  let observer: PreparationObserver

  /// What the first pass over a source has found.
  struct Survey {
    /// The same pairs, to be read again, without noise; in memory if the source can be read only once.
    var source: any PairSource
    /// What all pairs are like.
    var check: CorpusCheck
    /// The noise among the pairs, which is left out.
    var leftOut: [Int] = []
    /// The fingerprint of each pair's source sentence.
    let fingerprints: [SentenceFingerprint]
    /// The characters of all source sentences.
    let characters: CharacterCounts
    /// How many pairs have a source of several sentences.
    let paragraphs: Int
    /// How many pairs end with a mark on both sides.
    let markedEnds: Int
    /// How the words of both sides are usually written; nil if case is not to be marked there.
    let knownForms: (source: KnownForms?, target: KnownForms?)
    /// What becomes marks in both sides of pairs; nil if nothing does.
    let marker: PairMarker?
    var count: Int { fingerprints.count }

    /// A number of pairs as a share of all, in four digits.
    func share(_ pairs: Int) -> Double {
      (Double(pairs) / Double(max(count, 1)) * 10_000).rounded() / 10_000
    }
  }

  /// Which pairs are trained on, and which are validated on.
  struct Division {
    /// The numbers of the pairs to validate on.
    var validation: Set<Int> = []
    /// Whether they are trained on as well.
    var isShared = false

    func trains(on pair: Int) -> Bool { isShared || !validation.contains(pair) }
  }

  /// The words of the training pairs, counted.
  struct CountedWords: ~Copyable {
    var source, target: WordCounter
    var pairs = 0
    /// Bytes of text, both sides together.
    var bytes = 0
  }

  // MARK: - Reading

  /// What to learn from a source when it is first read, and what to leave out of it.
  struct Reading {
    var rules: NoiseRules
    /// Whether to learn how words are usually written.
    var marksCase = false
    /// Whether to learn which spans become marks.
    var learnsSpans = false
  }

  /// Reads a source for the first time, and once more without the noise if there is any.
  func survey(
    _ source: any PairSource, _ languages: LanguagePair, _ reading: Reading
  ) throws(TrainingError) -> Survey {
    let all = try read(source, languages, reading)
    if all.leftOut.isEmpty { return all }
    let kept = KeptPairs(base: all.source, leftOut: all.leftOut)
    var reading = reading
    reading.rules = .keepingAll
    var rest = try read(kept, languages, reading, total: all.count - all.leftOut.count)
    rest.check = all.check
    return rest
  }

  private func read(
    _ source: any PairSource, _ languages: LanguagePair, _ reading: Reading, total: Int? = nil
  ) throws(TrainingError) -> Survey {
    let isRepeatable = source.isRepeatable
    let splitter = SentenceSplitter(locale: languages.source)
    var pass = try PreparationPass(over: source, .reading, total: total, observer)
    var inspection = PairInspection(reading.rules)
    var fingerprints: [SentenceFingerprint] = []
    var characters = CharacterCounts()
    var cases = reading.marksCase ? try PairCases(languages) : nil
    var spans = PairSpanCounts()
    var kept: [(source: String, target: String)] = []
    var paragraphs = 0
    var markedEnds = 0
    while let pairs = try pass.next()?.pairs {
      fingerprints += encoder.map(pairs.count) {
        SentenceFingerprint(Normalizer.normalize(pairs[$0].source))
      }
      for pair in pairs {
        characters.add(pair.source)
        if reading.learnsSpans { spans.add(pair) }
        cases?.add(pair)
      }
      inspection.add(pairs, encoder)
      paragraphs += encoder.paragraphs(in: pairs, splitter)
      markedEnds += pairs.count {
        !SentenceEnd.isOpen($0.source) && !SentenceEnd.isOpen($0.target)
      }
      if !isRepeatable { kept += pairs.map { ($0.source, $0.target) } }
    }
    let findings = inspection.noise()
    return Survey(
      source: isRepeatable
        ? source : InMemoryPairs(kept, name: source.name, languages: source.languages),
      check: CorpusCheck(source, pass.report, inspection, findings, paragraphs: paragraphs),
      leftOut: findings.leftOut, fingerprints: fingerprints, characters: characters,
      paragraphs: paragraphs, markedEnds: markedEnds,
      knownForms: try cases?.knownForms() ?? (nil, nil),
      marker: reading.learnsSpans ? spans.forms.map { PairMarker($0) } : nil)
  }

  private func pass(
    over survey: Survey, _ phase: PreparationProgress.Phase
  ) throws(TrainingError) -> PreparationPass {
    try PreparationPass(over: survey.source, phase, total: survey.count, observer)
  }

  /// Holds out some pairs to validate on.
  func divide(_ survey: Survey, seed: UInt64) throws(TrainingError) -> Division {
    try observer.check(.splitting, 0, of: survey.count)
    // Enough to tell progress from chance, few enough not to be missed in training.
    let size = min(1_000, max(1, survey.count / 20))
    let split = CorpusSplit(
      fingerprints: survey.fingerprints, validation: .count(size), seed: seed)
    try observer.check(.splitting, survey.count, of: survey.count)
    if split.training.isEmpty || split.validation.isEmpty {
      // There is only one source sentence, so it is also validated on.
      return Division(validation: [0], isShared: true)
    }
    return Division(validation: Set(split.validation))
  }

  // MARK: - Vocabularies

  /// Counts the words of the training pairs, in the forms of words and of the source's characters that are known.
  func countWords(
    _ survey: Survey, _ division: Division, _ languages: LanguagePair, _ forms: CharacterForms?
  ) throws(TrainingError) -> CountedWords {
    var words: CountedWords
    do {
      words = CountedWords(
        source: try WordCounter(
          locale: languages.source, knownForms: survey.knownForms.source),
        target: try WordCounter(
          locale: languages.target, knownForms: survey.knownForms.target))
    } catch {
      throw TrainingError(error)
    }
    var pass = try pass(over: survey, .countingWords)
    while let portion = try pass.next() {
      for (index, pair) in portion.pairs.enumerated()
      where division.trains(on: portion.first + index) {
        let text = survey.marker?.text(of: pair) ?? pair
        words.source.add(forms?.apply(to: text.source) ?? text.source)
        words.target.add(text.target)
        words.pairs += 1
        words.bytes += pair.source.utf8.count + pair.target.utf8.count
      }
    }
    return words
  }

  func learnTokenizers(
    _ words: borrowing CountedWords, _ plan: TrainingPlan, _ marker: PairMarker?
  ) throws(TrainingError) -> (source: Tokenizer, target: Tokenizer) {
    var options = TokenizerOptions()
    options.subwords = plan.options.subwords
    options.vocabularySize = plan.vocabularySize
    options.marks = marker?.forms.marks ?? []
    options.minimumFrequency =
      plan.options.subwords == .words ? plan.options.minimumFrequency : 1
    func progress(_ done: Int, _ total: Int) -> Bool {
      observer.isContinued(.learningVocabulary, done, of: total)
    }
    do {
      if plan.options.hasJointVocabulary {
        return try TokenizerTrainer.learnJoint(
          source: words.source, target: words.target, options: options, progress: progress)
      }
      return (
        try TokenizerTrainer.learn(from: words.source, options: options, progress: progress),
        try TokenizerTrainer.learn(from: words.target, options: options, progress: progress)
      )
    } catch {
      throw TrainingError(error)
    }
  }

  // MARK: - Encoding

  /// Encodes all pairs of a source, and passes each to `take`, with its text as it is and as it was encoded.
  func encode(
    _ survey: Survey, _ tokenizers: (source: Tokenizer, target: Tokenizer),
    _ forms: CharacterForms?, _ marker: PairMarker?,
    _ take: (_ number: Int, EncodedPair, _ text: SentencePair, _ marked: SentencePair) -> Void
  ) throws(TrainingError) {
    var pass = try pass(over: survey, .encoding)
    while let portion = try pass.next() {
      let texts = portion.pairs
      let marked =
        marker.map { marker in encoder.map(texts.count) { marker.text(of: texts[$0]) } } ?? texts
      let encoded = encoder.ids(of: marked, tokenizers.source, tokenizers.target, forms)
      for (index, pair) in encoded.enumerated() {
        take(portion.first + index, pair, texts[index], marked[index])
      }
    }
  }
}

/// How words are written on both sides of pairs.
private struct PairCases: ~Copyable {
  private var source, target: CaseCounts

  init(_ languages: LanguagePair) throws(TrainingError) {
    let source = try Self.counts(languages.source)
    target = try Self.counts(languages.target)
    self.source = source
  }

  private static func counts(_ locale: String) throws(TrainingError) -> CaseCounts {
    do { return try CaseCounts(locale: locale) } catch { throw TrainingError(error) }
  }

  mutating func add(_ pair: SentencePair) {
    source.add(pair.source)
    target.add(pair.target)
  }

  func knownForms() throws(TrainingError) -> (source: KnownForms?, target: KnownForms?) {
    do { return (try source.knownForms(), try target.knownForms()) } catch {
      throw TrainingError(error)
    }
  }
}

extension TrainingError {
  fileprivate init(_ error: TokenizerError) {
    self =
      error == .cancelled ? .cancelled : .tokenizer(error)
  }
}
