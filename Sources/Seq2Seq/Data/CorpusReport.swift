internal import Formatting

/// What one pass over a corpus found: how many pairs, and which lines were left out and why.
public struct CorpusReport: Hashable, Sendable, CustomStringConvertible {
  /// Why a line was left out.
  public enum Fault: Int, CaseIterable, Hashable, Sendable {
    /// The line, or both lines of two aligned files, are empty or white space.
    case blank
    /// The line has fewer columns than are asked for.
    case tooFewColumns
    /// One side is empty or white space.
    case emptySide
    /// The bytes are not UTF-8.
    case invalidUTF8
    /// The text holds a NUL character.
    case nul
    /// The line is longer than the limit.
    case tooLong
  }

  /// How often a fault was met, and where first.
  public struct Occurrences: Hashable, Sendable {
    /// How many lines have the fault.
    public internal(set) var count = 0
    /// The numbers of the first of them, at most ``CorpusReport/namedLines``.
    public internal(set) var firstLines: [Int] = []
  }

  /// How many lines of each fault are named.
  public static let namedLines = 5

  /// How many pairs were read.
  public internal(set) var pairs = 0
  /// How many lines the corpus has; of two aligned files, how many each has.
  public internal(set) var lines = 0
  /// The faults met; one that was not met has no entry.
  public internal(set) var faults: [Fault: Occurrences] = [:]
  /// How many columns a line must have to be used; nil for two aligned files.
  public let columnsNeeded: Int?

  init(columnsNeeded: Int?) {
    self.columnsNeeded = columnsNeeded
  }

  /// How many lines were left out.
  public var linesLeftOut: Int { lines - pairs }

  mutating func add(_ fault: Fault, line: Int) {
    faults[fault, default: Occurrences()].count += 1
    if faults[fault, default: Occurrences()].firstLines.count < Self.namedLines {
      faults[fault, default: Occurrences()].firstLines.append(line)
    }
  }

  /// How many lines have a fault.
  public func count(_ fault: Fault) -> Int { faults[fault]?.count ?? 0 }

  /// One line for people: "12 of 29,000 lines left out: 7 without TAB (lines 3, 9), 5 blank (…)".
  public var description: String {
    guard linesLeftOut > 0 else { return "all \(lines.grouped) lines used" }
    let parts = Fault.allCases.compactMap { fault in
      faults[fault].map { "\($0.count.grouped) \(name(of: fault)) (\(places($0)))" }
    }
    let total = "\(linesLeftOut.grouped) of \(lines.grouped) lines left out"
    return "\(total): \(parts.joined(separator: ", "))"
  }

  private func name(of fault: Fault) -> String {
    switch fault {
    case .blank: "blank"
    case .tooFewColumns where columnsNeeded == 2: "without TAB"
    case .tooFewColumns: "with fewer than \(columnsNeeded ?? 1) columns"
    case .emptySide: "with an empty side"
    case .invalidUTF8: "not UTF-8"
    case .nul: "with a NUL character"
    case .tooLong: "too long"
    }
  }

  private func places(_ occurrences: Occurrences) -> String {
    let numbers = occurrences.firstLines.map(\.grouped).joined(separator: ", ")
    let more = occurrences.count > occurrences.firstLines.count ? ", …" : ""
    return (occurrences.count == 1 ? "line " : "lines ") + numbers + more
  }
}
