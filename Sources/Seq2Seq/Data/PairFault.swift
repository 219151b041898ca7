/// Why a unit of a source holds no usable pair.
///
/// A format may have faults of its own besides these.
public struct PairFault: Hashable, Sendable {
  /// What reports say of the units that have it, after their number: "7 without TAB".
  public let name: String
  /// What a source is without whose units all have it, as in "no TAB in any of its lines".
  public let lack: String?
  /// What to do about a source whose units all have it.
  public let remedy: String?
  /// Reports name faults in this order, and those of one rank as they were met.
  let rank: Int

  /// A fault of a format.
  ///
  /// - Parameters:
  ///   - name: what reports say after the number of units that have it: "without TAB".
  ///   - lack: what a source is without whose units all have it: "no TAB".
  ///   - remedy: what to do about such a source.
  public init(_ name: String, lack: String? = nil, remedy: String? = nil) {
    self.init(name, lack: lack, remedy: remedy, rank: 1)
  }

  private init(_ name: String, lack: String? = nil, remedy: String? = nil, rank: Int) {
    self.name = name
    self.lack = lack
    self.remedy = remedy
    self.rank = rank
  }

  /// Both sides, or all there is, are empty or white space.
  public static let blank = PairFault("blank", rank: 0)
  /// One side is empty or white space.
  public static let emptySide = PairFault("with an empty side", rank: 2)
  /// The bytes are not UTF-8.
  public static let invalidUTF8 = PairFault("not UTF-8", rank: 3)
  /// The text holds a NUL character.
  public static let nul = PairFault("with a NUL character", rank: 4)
  /// It is longer than sentences are.
  public static let tooLong = PairFault("too long", rank: 5)
}
