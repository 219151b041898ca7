internal import Tokenization

/// Prepares the pairs of a source for training, in several passes over it.
///
/// Until the pairs are encoded, only their fingerprints and the text of some of them are kept.
struct CorpusPreparation {
  let encoder: ParallelEncoder
  let observer: PreparationObserver
  let limits: CorpusLimits
  /// Where files may be made while a large corpus is prepared; nil: everything stays in memory.
  let directory: String?

  /// Which pairs are trained on, and which are validated on.
  struct Division {
    /// The numbers of the pairs to validate on.
    var validation: Set<Int> = []
    /// The numbers of the synthetic pairs with the same sources, which are for neither.
    var withheld: Set<Int> = []
    /// Whether the pairs to validate on are trained on as well.
    var isShared = false

    func trains(on pair: Int) -> Bool {
      isShared || !(validation.contains(pair) || withheld.contains(pair))
    }

    /// How many pairs are not trained on.
    var untrained: Int { isShared ? 0 : validation.count + withheld.count }
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

  /// Reads a source for the first time, finds the noise, and learns from the rest.
  func survey(
    _ source: any PairSource, _ languages: LanguagePair, _ reading: Reading
  ) throws(TrainingError) -> CorpusSurvey {
    let isRepeatable = source.isRepeatable
    let records = PairRecords(in: directory, capacity: limits.records)
    var pass = try PreparationPass(over: source, .reading, observer)
    var inspection = PairInspection(reading.rules, records)
    var sample = PairSample(limits.sample)
    var digest = CorpusDigest()
    var kept: [(source: String, target: String)] = []
    var sources = SourceCounts()
    let distilled = DistilledPairs.numbers(in: source)
    var (firstSynthetic, firstMarked) = (nil as Int?, nil as Int?)
    while let portion = try pass.next() {
      let pairs = portion.pairs
      let reader = pass.reader
      let looks = encoder.map(pairs.count, beside: { reader.readAhead() }) {
        (look: PairInspection.Look(pairs[$0]), digest: CorpusDigest(of: pairs[$0]).state)
      }
      for (place, pair) in pairs.enumerated() {
        digest.add(looks[place].digest)
        do { try inspection.add(pair, looks[place].look) } catch { throw .file(error) }
        sample.add(pair, number: portion.first + place)
        sources.add(pair.origin.source)
        let isMarked = pair.origin.isSynthetic
        if isMarked, firstMarked == nil { firstMarked = portion.first + place }
        if isMarked || distilled.contains(pair.origin.source), firstSynthetic == nil {
          firstSynthetic = portion.first + place
        }
      }
      if !isRepeatable { kept += pairs.map { ($0.source, $0.target) } }
    }
    sample.finish()
    let findings: NoiseFindings
    do { findings = try inspection.noise() } catch { throw .file(error) }
    let leftOut = findings.leftOut
    let (learned, paragraphs) = try learn(
      from: sample, of: records.count, without: leftOut, languages, reading)
    let genuine = firstSynthetic ?? records.count
    let repeated =
      isRepeatable
      ? source
      : Self.repeatable(kept, firstMarked ?? records.count, source.name, source.languages)
    return CorpusSurvey(
      source: leftOut.isEmpty ? repeated : KeptPairs(base: repeated, leftOut: leftOut),
      check: CorpusCheck(source, pass.report, inspection, findings, paragraphs: paragraphs),
      leftOut: leftOut, records: records, sample: sample, digest: digest, learned: learned,
      count: records.count - leftOut.count, sourceCounts: sources.without(leftOut),
      genuine: genuine - leftOut.numbers.count { $0 < genuine }, hasMarked: firstMarked != nil)
  }

  /// Pairs that are in memory, since their source could be read only once; the first ones get no mark.
  private static func repeatable(
    _ pairs: [(source: String, target: String)], _ unmarked: Int, _ name: String,
    _ languages: LanguagePair?
  ) -> any PairSource {
    let first = InMemoryPairs(Array(pairs[..<unmarked]), name: name, languages: languages)
    if unmarked == pairs.count { return first }
    return CombinedPairs([
      first, SyntheticPairs(InMemoryPairs(Array(pairs[unmarked...]), name: name)),
    ])
  }

  /// Learns from the pairs of a sample that are no noise; also tells how many of all pairs have sources of several
  /// sentences.
  private func learn(
    from sample: PairSample, of pairs: Int, without noise: PairSet, _ languages: LanguagePair,
    _ reading: Reading
  ) throws(TrainingError) -> (learned: LearnedForms, paragraphs: Int) {
    var learner = try FormLearner(reading, languages, encoder)
    let splitter = SentenceSplitter(locale: languages.source)
    var paragraphs = 0
    for start in stride(from: 0, to: sample.count, by: PreparationPass.portionSize) {
      try observer.check(.learningForms, start, of: sample.count)
      let places = start..<min(start + PreparationPass.portionSize, sample.count)
      let isNoise = places.map { noise.contains(sample.numbers[$0]) }
      let noisy = places.filter { isNoise[$0 - start] }.map { sample[$0] }
      paragraphs += encoder.paragraphs(in: noisy, splitter)
      learner.add(places.filter { !isNoise[$0 - start] }.map { sample[$0] })
    }
    try observer.check(.learningForms, sample.count, of: sample.count)
    paragraphs += learner.paragraphs
    let total = sample.isWhole ? paragraphs : paragraphs * pairs / max(sample.count, 1)
    return (try learner.learned(), total)
  }

  /// Holds out some pairs to validate on, none of them synthetic.
  func divide(_ survey: CorpusSurvey, seed: UInt64) throws(TrainingError) -> Division {
    try observer.check(.splitting, 0, of: survey.count)
    let genuine = survey.genuine
    // Enough to tell progress from chance, few enough not to be missed in training.
    let size = min(1_000, max(1, genuine / 20))
    let isDrawn: (SentenceFingerprint) -> Bool
    if survey.sample.isWhole {
      let sources = Array(try survey.sources().prefix(genuine))
      let split = CorpusSplit(fingerprints: sources, validation: .count(size), seed: seed)
      let drawn = Set(split.training.isEmpty ? [] : split.validation.map { sources[$0] })
      isDrawn = { drawn.contains($0) }
    } else {
      var draw = SentenceDraw(size, seed: seed)
      try survey.forEachSource { if $0 < genuine { draw.add($1) } }
      isDrawn = draw.drawn
    }
    var division = Division()
    try survey.forEachSource { number, source in
      guard isDrawn(source) else { return }
      if number < genuine {
        division.validation.insert(number)
      } else {
        division.withheld.insert(number)
      }
    }
    try observer.check(.splitting, survey.count, of: survey.count)
    // There is only one source sentence, so it is also validated on.
    return division.validation.isEmpty ? Division(validation: [0], isShared: true) : division
  }

  // MARK: - Vocabularies

  /// Counts the words of the training pairs in a sample, in the forms of words and of the source's characters that are
  /// known; or only the bytes, if no vocabulary is learned.
  func countWords(
    _ survey: CorpusSurvey, _ division: Division, _ languages: LanguagePair,
    _ forms: CharacterForms?, learnsVocabulary: Bool
  ) throws(TrainingError) -> CountedWords {
    let counting = try WordCounting(languages, survey.learned, encoder)
    let sample = survey.sample
    let places = survey.keptPlaces.filter { division.trains(on: $0.number) }.map(\.place)
    var bytes = 0
    for start in stride(from: 0, to: places.count, by: PreparationPass.portionSize) {
      try observer.check(.countingWords, start, of: places.count)
      let pairs = places[start..<min(start + PreparationPass.portionSize, places.count)]
        .map { sample[$0] }
      if learnsVocabulary { counting.add(pairs, forms, survey.learned.marker) }
      bytes += pairs.reduce(0) { $0 + $1.source.utf8.count + $1.target.utf8.count }
    }
    try observer.check(.countingWords, places.count, of: places.count)
    return CountedWords(
      counters: counting.sum(),
      pairs: survey.count - division.untrained,
      bytes: sample.isWhole ? bytes : sample.allBytes)
  }

  /// The words of the training pairs, counted.
  struct CountedWords {
    let counters: WordCounting.Counters
    let pairs: Int
    /// Bytes of text, both sides together.
    let bytes: Int
  }

  func learnTokenizers(
    _ words: CountedWords, _ plan: TrainingPlan, _ survey: CorpusSurvey
  ) throws(TrainingError) -> (source: Tokenizer, target: Tokenizer) {
    var options = TokenizerOptions()
    options.subwords = plan.options.subwords
    options.vocabularySize = plan.vocabularySize
    options.marks = survey.learned.marker?.forms.marks ?? []
    options.minimumFrequency =
      plan.options.subwords == .words ? plan.options.minimumFrequency : 1
    var sourceOptions = options
    if survey.hasMarked { sourceOptions.marks.append(.synthetic) }
    func progress(_ done: Int, _ total: Int) -> Bool {
      observer.isContinued(.learningVocabulary, done, of: total)
    }
    do {
      if plan.options.hasJointVocabulary {
        return try TokenizerTrainer.learnJoint(
          source: words.counters.source, target: words.counters.target, options: sourceOptions,
          progress: progress)
      }
      return (
        try TokenizerTrainer.learn(
          from: words.counters.source, options: sourceOptions, progress: progress),
        try TokenizerTrainer.learn(
          from: words.counters.target, options: options, progress: progress)
      )
    } catch {
      throw TrainingError(error)
    }
  }

  // MARK: - Encoding

  /// Encodes the pairs of a source from a number on, and passes each to `take` in order.
  ///
  /// Of the pairs before, only those to validate on are encoded.
  func encode(
    _ survey: CorpusSurvey, _ division: Division, from first: Int = 0, _ encoding: PairEncoding,
    bytesOnDisk: Int? = nil,
    _ take: (_ number: Int, SentencePair, PairEncoding.Result) throws(TrainingError) -> Void
  ) throws(TrainingError) {
    var pass = try PreparationPass(
      over: survey.source, .encoding, total: survey.count, bytesOnDisk: bytesOnDisk, observer)
    while let portion = try pass.next() {
      let places = portion.pairs.indices.filter {
        portion.first + $0 >= first || division.validation.contains(portion.first + $0)
      }
      let pairs = portion.pairs
      let reader = pass.reader
      let encoded = encoder.map(places.count, beside: { reader.readAhead() }) {
        encoding.encode(pairs[places[$0]])
      }
      for (place, result) in zip(places, encoded) {
        try take(portion.first + place, pairs[place], result)
      }
    }
  }
}

/// How text becomes tokens.
struct PairEncoding: Sendable {
  let source, target: Tokenizer
  let forms: CharacterForms?
  let marker: PairMarker?
  /// Whether synthetic pairs can be told from others.
  private let hasMarkOfSynthetic: Bool

  init(source: Tokenizer, target: Tokenizer, forms: CharacterForms?, marker: PairMarker?) {
    self.source = source.forCorpus()
    self.target = target.forCorpus()
    self.forms = forms
    self.marker = marker
    hasMarkOfSynthetic = source.vocabulary.id(of: .synthetic) != nil
  }

  /// A pair as tokens, with its text as it was encoded.
  struct Result: Sendable {
    let pair: EncodedPair
    let encodedText: PairText
    /// A digest of the tokens.
    let digest: UInt64
  }

  func encode(_ text: SentencePair) -> Result {
    let marked = marker?.text(of: text) ?? text
    var encodedText = PairText(
      source: forms?.apply(to: marked.source) ?? marked.source, target: marked.target)
    if hasMarkOfSynthetic {
      encodedText.source = Mark.removed(from: encodedText.source) { $0 == .synthetic }
      if text.origin.isSynthetic {
        encodedText.source = "\(Mark.synthetic.scalar) \(encodedText.source)"
      }
    }
    let pair = EncodedPair(
      source.read(encodedText.source), target.encode(encodedText.target), target.vocabulary)
    var digest = CorpusDigest()
    digest.add(pair.source)
    digest.add(pair.target)
    return Result(pair: pair, encodedText: encodedText, digest: digest.state)
  }
}

extension TrainingError {
  init(_ error: TokenizerError) {
    self =
      error == .cancelled ? .cancelled : .tokenizer(error)
  }
}
