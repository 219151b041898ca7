internal import Platform
internal import Tokenization

/// Which pairs of a corpus are noise, by their numbers from 0.
struct NoiseFindings {
  typealias Entry = PairInspection.Entry

  /// How many pairs there are of a kind, and the first of them.
  struct Places {
    private(set) var count = 0
    private(set) var first: [Int] = []

    init(_ pairs: PairSet = PairSet()) {
      count = pairs.count
      first = Array(pairs.numbers.prefix(CorpusReport.namedUnits))
    }
  }

  /// The pairs with one kind of noise.
  struct Finding {
    var found = Places()
    var leftOut = Places()
    /// Whether none are left out because most pairs are so.
    var isUsual = false
  }

  private(set) var findings: [PairNoise: Finding] = [:]
  /// How often the most frequent pair occurs.
  private(set) var mostRepetitions = 1
  /// All pairs to leave out.
  private(set) var leftOut: PairSet

  /// Applies the rules one after the other, each to the pairs that those before it leave.
  init(_ records: PairRecords, _ rules: NoiseRules) throws(FileError) {
    leftOut = PairSet(below: records.count)
    let repetitions = try RepeatedPairs(records, rules)
    mostRepetitions = repetitions.most
    add(.repeated, found: repetitions.repeated, noise: repetitions.surplus, rules)
    var rest = RemainingPairs(records: records, removed: repetitions.surplus)
    for noise in PairNoise.allCases where noise != .repeated {
      let isNoise = try Self.test(noise, rest, rules)
      var (found, noisy) = (PairSet(below: records.count), PairSet(below: records.count))
      try rest.forEach { number, entry in
        if isNoise(entry) { noisy.insert(number) }
        // Short copies are seldom noise, but most pairs are not copies.
        if noise == .copied ? entry.flags.contains(.copy) : isNoise(entry) { found.insert(number) }
      }
      let mayRemove = noisy.count * 2 <= rest.count
      add(noise, found: found, noise: mayRemove ? noisy : nil, rules)
      if found.count * 2 > rest.count { findings[noise]?.isUsual = true }
      if mayRemove { rest.removed.formUnion(noisy) }
    }
  }

  private mutating func add(
    _ kind: PairNoise, found: PairSet, noise: PairSet?, _ rules: NoiseRules
  ) {
    guard !found.isEmpty else { return }
    var finding = Finding(found: Places(found), isUsual: noise == nil)
    if let noise, rules.leftOut.contains(kind) {
      finding.leftOut = Places(noise)
      leftOut.formUnion(noise)
    }
    findings[kind] = finding
  }

  // MARK: - The rules

  /// What tells whether a pair among others has a kind of noise.
  private static func test(
    _ noise: PairNoise, _ pairs: RemainingPairs, _ rules: NoiseRules
  ) throws(FileError) -> (Entry) -> Bool {
    switch noise {
    case .repeated: { _ in false }
    case .markup: { $0.flags.contains(.markup) }
    case .copied: { $0.flags.contains(.longCopy) }
    case .otherScript: try otherScript(pairs, rules)
    case .unequalLengths: try unequalLengths(pairs, rules)
    }
  }

  private static func otherScript(
    _ pairs: RemainingPairs, _ rules: NoiseRules
  ) throws(FileError) -> (Entry) -> Bool {
    var counts = (source: [UInt8: Int](), target: [UInt8: Int]())
    try pairs.forEach { _, entry in
      counts.source[entry.sourceScript, default: 0] += 1
      counts.target[entry.targetScript, default: 0] += 1
    }
    let source = usualScripts(counts.source, rules)
    let target = usualScripts(counts.target, rules)
    let latin = Script.latin.number
    func isOther(_ script: UInt8, _ usual: Set<UInt8>, isShort: Bool) -> Bool {
      script != 0 && !usual.contains(script) && !(isShort && script == latin)
    }
    return { entry in
      isOther(entry.sourceScript, source, isShort: entry.flags.contains(.shortSource))
        || isOther(entry.targetScript, target, isShort: entry.flags.contains(.shortTarget))
    }
  }

  /// The scripts that belong to a side.
  private static func usualScripts(_ counts: [UInt8: Int], _ rules: NoiseRules) -> Set<UInt8> {
    let counts = counts.filter { $0.key != 0 }
    let total = counts.values.reduce(0, +)
    let most = counts.values.max() ?? 0
    let usual = counts.filter { _, count in
      count == most
        || (count >= rules.fewestPairsOfScript
          && Double(count) >= rules.smallestScriptShare * Double(total))
    }
    return Set(usual.keys)
  }

  /// With fewer pairs nothing can be said about the usual ratio of lengths.
  private static let fewestComparable = 5

  private static func unequalLengths(
    _ pairs: RemainingPairs, _ rules: NoiseRules
  ) throws(FileError) -> (Entry) -> Bool {
    if pairs.count < fewestComparable { return { _ in false } }
    let usual = try medianLogRatio(pairs)
    let long = logarithm(rules.largestRatio)
    let short = logarithm(rules.largestRatioOfShortText)
    return { entry in
      let isLong =
        Int(max(entry.sourceLength, entry.targetLength)) >= rules.shortestLongSide
      return abs(logRatio(entry) - usual) > (isLong ? long : short)
    }
  }

  private static func logRatio(_ entry: Entry) -> Double {
    logarithm(Double(max(entry.sourceLength, 1)) / Double(max(entry.targetLength, 1)))
  }

  /// The median of the logarithms of the ratios of lengths, to a sixteenth.
  private static func medianLogRatio(_ pairs: RemainingPairs) throws(FileError) -> Double {
    // Lengths are below 2^16, so logarithms of ratios are within ± 12.
    let (steps, bound) = (16.0, 12.0)
    var counts = [Int](repeating: 0, count: Int(2 * bound * steps) + 1)
    try pairs.forEach { _, entry in
      counts[Int(((logRatio(entry) + bound) * steps).rounded())] += 1
    }
    var below = 0
    for (bucket, count) in counts.enumerated() {
      below += count
      if below * 2 >= pairs.count { return Double(bucket) / steps - bound }
    }
    return 0
  }
}

/// The pairs that no rule has left out yet.
private struct RemainingPairs {
  let records: PairRecords
  var removed: PairSet
  var count: Int { records.count - removed.count }

  func forEach(_ body: (Int, PairInspection.Entry) -> Void) throws(FileError) {
    try records.forEach { number, entry in
      if !removed.contains(number) { body(number, entry) }
    }
  }
}
