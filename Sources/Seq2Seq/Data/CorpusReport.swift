internal import Formatting

/// What one pass over a corpus found: how many pairs, and what was left out and why.
public struct CorpusReport: Hashable, Codable, Sendable, CustomStringConvertible {
  /// How often a fault occurred, and where it occurred first.
  public struct Occurrences: Hashable, Codable, Sendable {
    /// How many units have the fault.
    public internal(set) var count = 0
    /// Where the first units are that have it, at most ``CorpusReport/namedUnits``.
    public internal(set) var firstOrigins: [PairOrigin] = []
    /// The numbers of these units.
    public var firstNumbers: [Int] { firstOrigins.map(\.number) }

    mutating func add(_ origin: @autoclosure () -> PairOrigin) {
      count += 1
      if firstOrigins.count < CorpusReport.namedUnits { firstOrigins.append(origin()) }
    }
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
  /// How the files were understood, where that is worth a word, such as their encoding.
  public internal(set) var notes: [CorpusNote] = []
  /// The file of the last unit, and whether there was another before: then reports name the file of each.
  private var lastFile: String?
  private var hasSeveralFiles = false

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
    faults[fault, default: Occurrences()].add(origin)
  }

  /// Counts usable pairs as left out.
  mutating func leaveOut(_ occurrences: Occurrences, as fault: PairFault) {
    pairs -= occurrences.count
    faults[fault] = occurrences
  }

  private mutating func addUnit(at origin: PairOrigin) {
    if units == 0 { unit = origin.unit }
    if unit != origin.unit { unit = .pair }
    if origin.file != lastFile {
      hasSeveralFiles = hasSeveralFiles || units > 0
      lastFile = origin.file
    }
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

  /// Where the first units are that something was found in: "lines 3, 9, …", with the names of files if there are several.
  func places(_ occurrences: Occurrences) -> String {
    var places: [(file: String?, noun: String, numbers: [String])] = []
    for origin in occurrences.firstOrigins {
      let number = origin.place.number.grouped
      if let last = places.last, last.file == origin.file {
        places[places.count - 1].noun = origin.place.plural
        places[places.count - 1].numbers.append(number)
      } else {
        places.append((origin.file, origin.place.singular, [number]))
      }
    }
    let more = occurrences.count > occurrences.firstOrigins.count ? ", …" : ""
    return places.map { place in
      let file = hasSeveralFiles ? place.file.map { "\($0) " } ?? "" : ""
      return "\(file)\(place.noun) \(place.numbers.joined(separator: ", "))"
    }.joined(separator: "; ") + more
  }
}

/// How a file was understood, in a sentence without a full stop.
public struct CorpusNote: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The sentence, which names the file.
  public let description: String

  /// Creates a note.
  public init(_ description: String) { self.description = description }
}
