internal import Formatting

/// Where a sentence pair stands, for people who look for it.
public struct PairOrigin: Hashable, Sendable, CustomStringConvertible {
  /// What a source consists of: lines of a file, or whatever else holds one pair each.
  public struct Unit: Hashable, Sendable {
    /// The noun for one.
    public let singular: String
    /// The noun for many.
    public let plural: String

    /// A kind of unit, by its English nouns.
    public init(_ singular: String, plural: String) {
      self.singular = singular
      self.plural = plural
    }

    /// Lines of a file, or of two aligned files.
    public static let line = Unit("line", plural: "lines")
    /// Pairs in memory.
    public static let pair = Unit("pair", plural: "pairs")
  }

  /// The file; nil: the pair comes from none.
  public var file: String?
  /// What ``number`` counts.
  public var unit: Unit
  /// Counted from 1, units without a usable pair included.
  public var number: Int

  /// A place in a file, or in what an app holds.
  public init(file: String? = nil, unit: Unit, number: Int) {
    self.file = file
    self.unit = unit
    self.number = number
  }

  /// The place in words: "pairs.tsv, line 12".
  public var description: String {
    (file.map { "\($0), " } ?? "") + "\(unit.singular) \(number.grouped)"
  }
}
