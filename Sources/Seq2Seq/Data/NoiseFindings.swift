internal import Platform
internal import Tokenization

/// Which pairs of a corpus are noise, by their numbers from 0.
struct NoiseFindings {
  typealias Entry = PairInspection.Entry

  /// The pairs with one kind of noise, ascending.
  struct Finding {
    var found: [Int] = []
    var leftOut: [Int] = []
    /// Whether none are left out because most pairs are so.
    var isUsual = false
  }

  private(set) var findings: [PairNoise: Finding] = [:]
  /// How often the most frequent pair occurs.
  private(set) var mostRepetitions = 1

  /// All pairs to leave out, ascending.
  var leftOut: [Int] { findings.values.flatMap(\.leftOut).sorted() }

  /// Applies the rules one after the other, each to the pairs that those before it leave.
  init(_ entries: [Entry], _ rules: NoiseRules) {
    var rest = Array(entries.indices)
    let (repeated, surplus, most) = Self.repeated(entries, rules)
    mostRepetitions = most
    add(.repeated, Finding(found: repeated, leftOut: surplus), rules)
    rest.remove(surplus)
    for noise in PairNoise.allCases where noise != .repeated {
      let isNoise = Self.test(noise, rest.lazy.map { entries[$0] }, rules)
      var finding = Finding(found: rest.filter { isNoise(entries[$0]) })
      finding.leftOut = finding.found
      if noise == .copied {
        finding.found = rest.filter { entries[$0].flags.contains(.copy) }
      }
      let isUsual = finding.leftOut.count * 2 > rest.count
      // Short copies are seldom noise, but most pairs are not copies.
      finding.isUsual = isUsual || (noise == .copied && finding.found.count * 2 > rest.count)
      if isUsual {
        finding.leftOut = []
      } else {
        rest.remove(finding.leftOut)
      }
      add(noise, finding, rules)
    }
  }

  private mutating func add(_ noise: PairNoise, _ finding: Finding, _ rules: NoiseRules) {
    guard !finding.found.isEmpty else { return }
    var finding = finding
    if !rules.leftOut.contains(noise) { finding.leftOut = [] }
    findings[noise] = finding
  }

  // MARK: - The rules

  /// The pairs that repeat an earlier one, those of them that do so too often, and how often one occurs at most.
  private static func repeated(
    _ entries: [Entry], _ rules: NoiseRules
  ) -> (repeated: [Int], surplus: [Int], most: Int) {
    // Sorted rather than counted in a dictionary, which would take several times the memory.
    let sorted = entries.map(\.fingerprint).sorted()
    var counts: [UInt64: Int] = [:]
    for index in sorted.indices.dropFirst() where sorted[index] == sorted[index - 1] {
      counts[sorted[index]] = 0
    }
    if counts.isEmpty { return ([], [], 1) }
    var (repeated, surplus): ([Int], [Int]) = ([], [])
    for (number, entry) in entries.enumerated() {
      guard let count = counts[entry.fingerprint] else { continue }
      counts[entry.fingerprint] = count + 1
      if count > 0 { repeated.append(number) }
      if count >= rules.mostRepetitions { surplus.append(number) }
    }
    return (repeated, surplus, counts.values.max() ?? 1)
  }

  /// What tells whether a pair among others has a kind of noise.
  private static func test(
    _ noise: PairNoise, _ entries: some Collection<Entry>, _ rules: NoiseRules
  ) -> (Entry) -> Bool {
    switch noise {
    case .repeated: { _ in false }
    case .markup: { $0.flags.contains(.markup) }
    case .copied: { $0.flags.contains(.longCopy) }
    case .otherScript: otherScript(entries, rules)
    case .unequalLengths: unequalLengths(entries, rules)
    }
  }

  private static func otherScript(
    _ entries: some Collection<Entry>, _ rules: NoiseRules
  ) -> (Entry) -> Bool {
    let source = usualScripts(entries.lazy.map(\.sourceScript), rules)
    let target = usualScripts(entries.lazy.map(\.targetScript), rules)
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
  private static func usualScripts(
    _ scripts: some Sequence<UInt8>, _ rules: NoiseRules
  ) -> Set<UInt8> {
    var counts: [UInt8: Int] = [:]
    for script in scripts where script != 0 { counts[script, default: 0] += 1 }
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
    _ entries: some Collection<Entry>, _ rules: NoiseRules
  ) -> (Entry) -> Bool {
    if entries.count < fewestComparable { return { _ in false } }
    let usual = medianLogRatio(entries)
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
  private static func medianLogRatio(_ entries: some Collection<Entry>) -> Double {
    // Lengths are below 2^16, so logarithms of ratios are within ± 12.
    let (steps, bound) = (16.0, 12.0)
    var counts = [Int](repeating: 0, count: Int(2 * bound * steps) + 1)
    for entry in entries {
      counts[Int(((logRatio(entry) + bound) * steps).rounded())] += 1
    }
    var below = 0
    for (bucket, count) in counts.enumerated() {
      below += count
      if below * 2 >= entries.count { return Double(bucket) / steps - bound }
    }
    return 0
  }
}

extension [Int] {
  /// Removes numbers from ascending ones; both are ascending.
  fileprivate mutating func remove(_ others: [Int]) {
    if others.isEmpty { return }
    var rest = others[...]
    removeAll { number in
      guard rest.first == number else { return false }
      rest.removeFirst()
      return true
    }
  }
}
