internal import Formatting

/// Where in its source a sentence pair is, so that people can find it.
public struct PairOrigin: Hashable, Sendable, CustomStringConvertible {
  /// What a source consists of, such as lines; each unit holds one pair.
  public struct Unit: Hashable, Sendable {
    /// The noun for one.
    public let singular: String
    /// The noun for many.
    public let plural: String

    /// Creates a kind of unit from its English nouns.
    public init(_ singular: String, plural: String) {
      self.singular = singular
      self.plural = plural
    }

    /// Lines of a file, or of two aligned files.
    public static let line = Unit("line", plural: "lines")
    /// Pairs in memory.
    public static let pair = Unit("pair", plural: "pairs")
  }

  /// The file; nil if the pair is not from a file.
  public var file: String?
  /// What ``number`` counts.
  public var unit: Unit
  /// The unit's number, from 1; units without a usable pair count, too.
  public var number: Int

  /// Creates a place in a file or in memory.
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
