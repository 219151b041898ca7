internal import Formatting

/// Where in its source a sentence pair is, so that people can find it.
public struct PairOrigin: Hashable, Codable, Sendable, CustomStringConvertible {
  /// What a source consists of, such as lines; each unit holds one pair.
  public struct Unit: Hashable, Codable, Sendable {
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
    /// Pairs in memory, or pairs of several files.
    public static let pair = Unit("pair", plural: "pairs")
    /// Records of a table, which may have several lines each.
    public static let record = Unit("record", plural: "records")
    /// Entries of a catalogue of messages.
    public static let entry = Unit("entry", plural: "entries")
    /// Segments of a translation memory or of a document.
    public static let segment = Unit("segment", plural: "segments")
  }

  /// The file; nil if the pair is not from a file.
  public var file: String?
  /// What ``number`` counts.
  public var unit: Unit
  /// The unit's number, from 1; units without a usable pair count, too.
  public var number: Int
  /// The line of the file on which the unit begins, if units are not lines.
  public var line: Int?
  /// The number of the source among several that are read one after the other, from 0.
  var source = 0
  /// Whether a model has made one side of the pair.
  var isSynthetic = false

  private enum CodingKeys: CodingKey { case file, unit, number, line }

  /// Creates a place in a file or in memory.
  public init(file: String? = nil, unit: Unit, number: Int, line: Int? = nil) {
    self.file = file
    self.unit = unit
    self.number = number
    self.line = line
  }

  /// The place in words: "pairs.tsv, line 12".
  public var description: String {
    (file.map { "\($0), " } ?? "") + "\(place.singular) \(place.number.grouped)"
  }

  /// The line if it is known, else the unit.
  var place: (singular: String, plural: String, number: Int) {
    line.map { (Unit.line.singular, Unit.line.plural, $0) }
      ?? (unit.singular, unit.plural, number)
  }
}
