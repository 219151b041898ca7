/// The pairs that repeat an earlier one, in bounded memory.
///
/// Fingerprints are sorted, a part of all possible ones at a time, rather than counted in a dictionary, which would take
/// several times the memory. More parts take less memory and more passes over what is kept of the pairs.
struct RepeatedPairs {
  /// All that repeat an earlier pair.
  private(set) var repeated: PairSet
  /// Those of them that do so too often.
  private(set) var surplus: PairSet
  /// How often one pair occurs at most.
  private(set) var most = 1

  /// About how many fingerprints are sorted at once.
  private static let partSize = 1 << 22

  init(
    _ records: PairRecords, _ rules: NoiseRules, partSize: Int = partSize
  ) throws(FileError) {
    repeated = PairSet(below: records.count)
    surplus = repeated
    let parts = max(1, (records.count + partSize - 1) / partSize)
    for part in 0..<parts { try add(part, of: parts, records, rules) }
  }

  private mutating func add(
    _ part: Int, of parts: Int, _ records: PairRecords, _ rules: NoiseRules
  ) throws(FileError) {
    func isInPart(_ fingerprint: UInt64) -> Bool {
      fingerprint.multipliedFullWidth(by: UInt64(parts)).high == UInt64(part)
    }
    var fingerprints: [UInt64] = []
    fingerprints.reserveCapacity(records.count / parts + records.count / parts / 64 + 1_024)
    try records.forEach { _, entry in
      if isInPart(entry.fingerprint) { fingerprints.append(entry.fingerprint) }
    }
    fingerprints.sort()
    var counts: [UInt64: Int] = [:]
    for index in fingerprints.indices.dropFirst()
    where fingerprints[index] == fingerprints[index - 1] {
      counts[fingerprints[index]] = 0
    }
    if counts.isEmpty { return }
    fingerprints = []
    var (repeated, surplus) = (self.repeated, self.surplus)
    try records.forEach { number, entry in
      guard let count = counts[entry.fingerprint] else { return }
      counts[entry.fingerprint] = count + 1
      if count > 0 { repeated.insert(number) }
      if count >= rules.mostRepetitions { surplus.insert(number) }
    }
    (self.repeated, self.surplus) = (repeated, surplus)
    most = max(most, counts.values.max() ?? 1)
  }
}
