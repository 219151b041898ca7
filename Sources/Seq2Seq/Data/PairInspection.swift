internal import Tokenization

/// Looks at the pairs of a corpus one after the other, and then tells which of them are noise.
///
/// Of each pair 24 bytes are kept, not its text.
struct PairInspection {
  /// What is kept of a pair.
  struct Entry {
    let fingerprint: UInt64
    /// The fingerprint of the source sentence.
    let source: SentenceFingerprint
    /// Characters of both sides; 65,535 stands for more.
    let sourceLength, targetLength: UInt16
    /// ICU's numbers of the scripts of both sides; 0: no letter.
    let sourceScript, targetScript: UInt8
    let flags: Flags
  }

  struct Flags: OptionSet {
    let rawValue: UInt8
    static let copy = Flags(rawValue: 1)
    /// A copy of many words, which is noise.
    static let longCopy = Flags(rawValue: 2)
    static let markup = Flags(rawValue: 4)
    /// The source has so few words that it may be a name.
    static let shortSource = Flags(rawValue: 8)
    static let shortTarget = Flags(rawValue: 16)
  }

  private let rules: NoiseRules
  let records: PairRecords
  private(set) var origins = OriginRuns()
  private(set) var source = SideCounts()
  private(set) var target = SideCounts()

  /// - Parameters:
  ///   - rules: what is noise.
  ///   - records: receives what is kept of each pair.
  init(_ rules: NoiseRules, _ records: PairRecords = PairRecords()) {
    self.rules = rules
    self.records = records
  }

  /// What a look at one pair gives, which needs no other.
  struct Look: Sendable {
    fileprivate let traits: PairTraits
    fileprivate let source: SentenceFingerprint

    init(_ pair: SentencePair) {
      traits = PairTraits(pair)
      source = SentenceFingerprint.normalizing(pair.source)
    }
  }

  /// Looks at the next pairs.
  mutating func add(_ pairs: [SentencePair], _ encoder: ParallelEncoder) throws(FileError) {
    let looks = encoder.map(pairs.count) { Look(pairs[$0]) }
    for (pair, look) in zip(pairs, looks) { try add(pair, look) }
  }

  /// Adds the next pair, with what a look at it gave.
  mutating func add(_ pair: SentencePair, _ look: Look) throws(FileError) {
    origins.append(pair.origin)
    source.add(look.traits.source, pair: records.count)
    target.add(look.traits.target, pair: records.count)
    try records.append(entry(look.traits, look.source))
  }

  private func entry(_ traits: PairTraits, _ source: SentenceFingerprint) -> Entry {
    var flags: Flags = []
    if traits.isCopy { flags.insert(.copy) }
    if traits.isCopy && traits.source.words >= rules.fewestWords { flags.insert(.longCopy) }
    if traits.source.words < rules.fewestWords { flags.insert(.shortSource) }
    if traits.target.words < rules.fewestWords { flags.insert(.shortTarget) }
    if traits.source.isMarkup || traits.target.isMarkup { flags.insert(.markup) }
    return Entry(
      fingerprint: traits.fingerprint, source: source,
      sourceLength: UInt16(clamping: traits.source.characters),
      targetLength: UInt16(clamping: traits.target.characters),
      sourceScript: traits.source.script?.number ?? 0,
      targetScript: traits.target.script?.number ?? 0, flags: flags)
  }

  /// Which of the pairs are noise.
  func noise() throws(FileError) -> NoiseFindings { try NoiseFindings(records, rules) }
}

/// What is counted of one side of all pairs.
struct SideCounts {
  private(set) var characters = 0
  private(set) var words = 0
  /// The side with the most words, and the number of its pair.
  private(set) var longest = (words: 0, pair: 0)
  /// How many pairs are in each script on this side.
  var scripts: [Script: Int] {
    let found = byNumber.indices.filter { byNumber[$0] > 0 }
    return Dictionary(
      uniqueKeysWithValues: found.map { (Script(number: UInt8($0)), byNumber[$0]) })
  }
  /// The same by ICU's numbers of scripts.
  private var byNumber = [Int](repeating: 0, count: 256)

  mutating func add(_ side: SideTraits, pair: Int) {
    characters += side.characters
    words += side.words
    if side.words > longest.words { longest = (side.words, pair) }
    if let script = side.script { byNumber[Int(script.number)] += 1 }
  }
}
