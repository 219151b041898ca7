internal import Platform
internal import Tokenization

/// All that the preparation of a corpus gave, beside the encoded training pairs: it is kept with their file, so that another
/// start need not prepare it again.
struct PreparedCorpus: Codable {
  /// What the corpus was prepared from and with.
  let key: String
  /// What the file of pairs was made from and with.
  let pairsKey: UInt64
  let pairs: Int
  let bytes: Int
  let isSampled: Bool
  let sourceTokenizer: String
  let targetTokenizer: String
  let sourceForms: String?
  let spanForms: String?
  let validation: [EncodedPair]
  let validationText: [PairText]
  let shortlist: Shortlist
  let paragraphShare: Double
  let markedEndShare: Double
  let checks: [CorpusCheck]
  let digest: UInt64
  let tokenDigest: UInt64
  let totals: PairTotals
  let sources: [WeightedPairs]
  let syntheticPairs: Int
  let overlongPairs: Int
  let leakedPairs: Int
  let isSpacelessUnknown: Bool

  /// Must change whenever the same text and options would be prepared otherwise.
  private static let version = "2"

  /// What identifies a preparation; nil if the corpus is not only in files, or cannot be read.
  static func key(
    _ input: TrainingInput, _ options: TrainingOptions, _ languages: LanguagePair,
    learnsForms: Bool, _ encoder: ParallelEncoder
  ) -> String? {
    var digest = CorpusDigest()
    for source in [input.pairs] + (input.validation.map { [$0] } ?? []) {
      guard let files = CorpusFiles.digest(of: source, encoder) else { return nil }
      digest.add(files.state)
    }
    let choices = [
      version, TranslationModel.formatVersion, String(reflecting: languages), "\(learnsForms)",
      "\(options.noiseRules ?? NoiseRules())", "\(options.marksCase)", "\(options.learnsSpans)",
      "\(options.subwords)", String(reflecting: options.vocabularySize),
      "\(options.hasJointVocabulary)", "\(options.minimumFrequency)", "\(options.maximumTokens)",
      "\(options.subwordDropout != 0)", "\(options.seed)", "\(options.limits)",
      input.base?.identity ?? "", "\(input.weights)",
    ]
    digest.add(choices.joined(separator: "\n"))
    return digest.text
  }

  /// Reads what was kept at a path; nil if it was made from or with something else, or is damaged.
  init?(path: String, key: String) {
    guard FileSystem.exists(path),
      let bytes = try? OpenFile(reading: path).contents(),
      let found = decodeJSON(PreparedCorpus.self, String(decoding: bytes, as: UTF8.self)),
      found.key == key
    else { return nil }
    self = found
  }

  /// Keeps what a corpus gave.
  init(
    _ corpus: TrainingCorpus, key: String, pairsKey: UInt64, pairs: Int, bytes: Int
  ) {
    self.key = key
    self.pairsKey = pairsKey
    self.pairs = pairs
    self.bytes = bytes
    isSampled = corpus.plan.isSampled
    sourceTokenizer = corpus.sourceTokenizer.serialized()
    targetTokenizer = corpus.targetTokenizer.serialized()
    sourceForms = corpus.sourceForms?.serialized()
    spanForms = corpus.spanForms?.serialized()
    validation = corpus.validation
    validationText = corpus.validationText.map { PairText(source: $0.source, target: $0.target) }
    shortlist = corpus.shortlist
    paragraphShare = corpus.paragraphShare
    markedEndShare = corpus.markedEndShare
    checks = corpus.checks
    digest = corpus.digest.state
    tokenDigest = corpus.tokenDigest.state
    totals = corpus.totals
    sources = corpus.sources
    syntheticPairs = corpus.syntheticPairs
    overlongPairs = corpus.overlongPairs
    leakedPairs = corpus.leakedPairs
    isSpacelessUnknown = corpus.isSpacelessUnknown
  }

  /// The tokenizers; nil if what was kept cannot be read.
  func encoding() -> PairEncoding? {
    guard let source = try? Tokenizer(serialized: sourceTokenizer),
      let target = try? Tokenizer(serialized: targetTokenizer)
    else { return nil }
    var forms: CharacterForms?
    if let sourceForms {
      guard let read = try? CharacterForms(serialized: sourceForms) else { return nil }
      forms = read
    }
    var marker: PairMarker?
    if let spanForms {
      guard let read = try? SpanForms(serialized: spanForms) else { return nil }
      marker = PairMarker(read)
    }
    return PairEncoding(source: source, target: target, forms: forms, marker: marker)
  }
}
