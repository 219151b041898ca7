internal import Formatting

/// What one pass over a corpus found: how many pairs, and what was left out and why.
public struct CorpusReport: Hashable, Sendable, CustomStringConvertible {
  /// How often a fault occurred, and where it occurred first.
  public struct Occurrences: Hashable, Sendable {
    /// How many units have the fault.
    public internal(set) var count = 0
    /// The numbers of the first units that have it, at most ``CorpusReport/namedUnits``.
    public internal(set) var firstNumbers: [Int] = []
  }

  /// How many units are named for each fault.
  public static let namedUnits = 5

  /// How many usable pairs there are.
  public private(set) var pairs = 0
  /// How many units were read, such as lines; two aligned lines count as one.
  public private(set) var units = 0
  /// What a unit is.
  public private(set) var unit = PairOrigin.Unit.line
  /// The faults that occurred; others have no entry.
  public private(set) var faults: [PairFault: Occurrences] = [:]

  /// How many units were left out.
  public var unitsLeftOut: Int { units - pairs }

  /// How many units have a fault.
  ///
  /// - Parameter fault: the fault to look up.
  /// - Returns: the number of units; 0 if the fault did not occur.
  public func count(_ fault: PairFault) -> Int { faults[fault]?.count ?? 0 }

  mutating func addPair(at origin: PairOrigin) {
    addUnit(at: origin)
    pairs += 1
  }

  mutating func add(_ fault: PairFault, at origin: PairOrigin) {
    addUnit(at: origin)
    faults[fault, default: Occurrences()].count += 1
    if faults[fault, default: Occurrences()].firstNumbers.count < Self.namedUnits {
      faults[fault, default: Occurrences()].firstNumbers.append(origin.number)
    }
  }

  private mutating func addUnit(at origin: PairOrigin) {
    if units == 0 { unit = origin.unit }
    units += 1
  }

  /// One line for people: "12 of 29,000 lines left out: 7 without TAB (lines 3, 9), 5 blank (…)".
  public var description: String {
    guard unitsLeftOut > 0 else { return "all \(units.grouped) \(unit.plural) used" }
    let ranked = faults.sorted {
      ($0.key.rank, $0.value.firstNumbers[0]) < ($1.key.rank, $1.value.firstNumbers[0])
    }
    let parts = ranked.map { "\($1.count.grouped) \($0.name) (\(places($1)))" }
    let total = "\(unitsLeftOut.grouped) of \(units.grouped) \(unit.plural) left out"
    return "\(total): \(parts.joined(separator: ", "))"
  }

  private func places(_ occurrences: Occurrences) -> String {
    let numbers = occurrences.firstNumbers.map(\.grouped).joined(separator: ", ")
    let more = occurrences.count > occurrences.firstNumbers.count ? ", …" : ""
    return (occurrences.count == 1 ? "\(unit.singular) " : "\(unit.plural) ") + numbers + more
  }
}
