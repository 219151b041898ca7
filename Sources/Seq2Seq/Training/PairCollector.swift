internal import Tokenization

/// Collects the encoded pairs of a training, in memory or in a file.
struct PairCollector {
  /// Where the pairs are collected.
  enum Place {
    case memory
    case file(PairFileWriter)
  }

  private(set) var validation: [EncodedPair] = []
  /// The text of the validation pairs that are translated, the first ones.
  private(set) var validationText: [SentencePair] = []
  /// How often each target token occurs in the training pairs.
  private(set) var targetCounts: [Int]
  private(set) var totals = PairTotals()
  /// How many training pairs are of each source.
  private(set) var sourceCounts: SourceCounts
  private var progress = PairBlock.Progress()
  private var memory = InMemoryPairStore()
  private var texts: InMemoryPairTexts?
  private let writer: PairFileWriter?
  /// How many pairs the file had already.
  private var resumed = 0
  /// How many pairs are read from each source.
  private let sourcesRead: SourceCounts
  private var block = PairBlock()
  private var blocks: [(block: PairBlock, progress: PairBlock.Progress)] = []
  private let encoder: ParallelEncoder
  private let options: TrainingOptions
  /// Whether all text is digested byte by byte, as for checkpoints of earlier versions.
  private let isWhole: Bool

  private static let blocksAtOnce = 64

  /// - Parameters:
  ///   - place: where the pairs are collected; a file may have some already.
  ///   - options: the options of the training.
  ///   - targetVocabulary: the number of target tokens.
  ///   - sources: how many pairs are read from each source.
  ///   - isWhole: whether the corpus was small enough to be learned from as a whole.
  ///   - encoder: turns blocks into bytes.
  init(
    _ place: Place, _ options: TrainingOptions, targetVocabulary: Int, sources: [Int],
    isWhole: Bool, _ encoder: ParallelEncoder
  ) {
    sourcesRead = SourceCounts(sources)
    sourceCounts = SourceCounts(sources.map { _ in 0 })
    self.options = options
    self.encoder = encoder
    self.isWhole = isWhole
    targetCounts = [Int](repeating: 0, count: targetVocabulary)
    switch place {
    case .memory:
      writer = nil
      texts = options.subwordDropout == 0 ? nil : InMemoryPairTexts()
    case .file(let file):
      writer = file
      progress = file.progress
      resumed = file.count
    }
    if progress.read == 0 {
      progress.text = CorpusDigest().state
      progress.tokens = progress.text
    }
  }

  /// The number of the first pair to encode; those before it are in the file.
  var first: Int { Int(progress.read) }
  var overlong: Int { Int(progress.overlong) }
  /// The digest of the text of all pairs.
  var textDigest: CorpusDigest { CorpusDigest(state: progress.text) }
  /// The digest of the tokens of all training pairs.
  var tokenDigest: CorpusDigest { CorpusDigest(state: progress.tokens) }

  mutating func add(
    _ number: Int, _ text: SentencePair, _ result: PairEncoding.Result,
    _ division: CorpusPreparation.Division
  ) throws(TrainingError) {
    let isNew = number >= first
    if isNew {
      progress.read = UInt64(number + 1)
      if division.trains(on: number) { try addTraining(number, text, result) }
    }
    if division.validation.contains(number) { addValidation(text, result, isDigested: isNew) }
  }

  private mutating func addTraining(
    _ number: Int, _ text: SentencePair, _ result: PairEncoding.Result
  ) throws(TrainingError) {
    digest(text)
    let pair = result.pair
    // A source without a character that means something.
    if pair.source.isEmpty { return }
    guard max(pair.source.count, pair.target.count) <= options.maximumTokens else {
      progress.overlong += 1
      return
    }
    digest(result)
    count(pair)
    sourceCounts.add(sourcesRead.source(of: number))
    guard let writer else {
      memory.append(pair)
      texts?.append(result.encodedText)
      return
    }
    block.pairs.append(pair)
    if options.subwordDropout != 0 { block.texts.append(result.encodedText) }
    if block.pairs.count == PairBlock.size {
      blocks.append((block, progress))
      block = PairBlock()
      if blocks.count == Self.blocksAtOnce { try write(to: writer) }
    }
  }

  private mutating func count(_ pair: EncodedPair) {
    totals.add(pair.lengths)
    for token in pair.target { targetCounts[Int(token)] += 1 }
  }

  private mutating func write(to writer: PairFileWriter) throws(TrainingError) {
    do { try writer.write(blocks, encoder) } catch { throw .file(error) }
    blocks = []
  }

  mutating func addValidation(
    _ text: SentencePair, _ result: PairEncoding.Result, isDigested: Bool = true
  ) {
    if isDigested { digest(text) }
    validation.append(result.pair)
    if validationText.count < Validation.mostTranslated { validationText.append(text) }
  }

  private mutating func digest(_ text: SentencePair) {
    guard isWhole else { return }
    var digest = textDigest
    digest.add(text)
    progress.text = digest.state
  }

  private mutating func digest(_ result: PairEncoding.Result) {
    var digest = tokenDigest
    if isWhole {
      digest.add(result.pair.source)
      digest.add(result.pair.target)
    } else {
      digest.add(result.digest)
    }
    progress.tokens = digest.state
  }

  /// The training pairs, and their text if BPE-dropout needs it again.
  mutating func finish() throws(TrainingError) -> (pairs: any PairStore, texts: (any PairTexts)?) {
    let pairs: any PairStore
    let texts: (any PairTexts)?
    if let writer {
      if !block.pairs.isEmpty { blocks.append((block, progress)) }
      try write(to: writer)
      let store: FilePairStore
      do { store = try writer.finish(progress) } catch { throw .file(error) }
      store.forEach(first: resumed) { count($0) }
      do { try store.check() } catch { throw .file(error) }
      (pairs, texts) = (store, options.subwordDropout == 0 ? nil : store)
    } else {
      (pairs, texts) = (memory, self.texts)
    }
    if pairs.isEmpty {
      throw .onlyOverlongPairs(count: overlong, maximumTokens: options.maximumTokens)
    }
    return (pairs, texts)
  }
}

/// What all pairs of a store have together.
struct PairTotals: Hashable, Codable, Sendable {
  private var pairs = 0
  /// Time steps of all sources, and of all targets.
  private var (source, target) = (0, 0)

  mutating func add(_ lengths: BatchPlan.Lengths) {
    pairs += 1
    source += Int(lengths.source)
    target += Int(lengths.target)
  }

  /// The mean numbers of time steps.
  var means: (source: Double, target: Double) {
    let count = Double(max(pairs, 1))
    return (Double(source) / count, Double(target) / count)
  }
}
