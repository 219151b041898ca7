/// Why a unit of a source holds no usable pair.
///
/// A format may add faults of its own.
public struct PairFault: Hashable, Codable, Sendable {
  /// What reports say after the number of units that have it: "7 without TAB".
  public let name: String
  /// What the source lacks if all its units have the fault, as in "no TAB in any of its lines".
  public let lack: String?
  /// What to do if all units of the source have the fault.
  public let remedy: String?
  /// Reports name faults in the order of rank, then in the order in which they occurred.
  let rank: Int

  /// Creates a fault of a format.
  ///
  /// - Parameters:
  ///   - name: what reports say after the number of units that have it: "without TAB".
  ///   - lack: what the source lacks if all its units have it: "no TAB".
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

  /// The whole unit is empty or white space.
  public static let blank = PairFault("blank", rank: 0)
  /// One side is empty or white space.
  public static let emptySide = PairFault("with an empty side", rank: 2)
  /// The bytes are not UTF-8.
  public static let invalidUTF8 = PairFault("not UTF-8", rank: 3)
  /// The text holds a NUL character.
  public static let nul = PairFault("with a NUL character", rank: 4)
  /// The unit is longer than a sentence can be.
  public static let tooLong = PairFault("too long", rank: 5)

  /// The same pair occurs many times; see ``PairNoise/repeated``.
  public static let repeated = PairFault("repeated once more", rank: 6)
  /// See ``PairNoise/markup``.
  public static let markup = PairFault("of markup", rank: 7)
  /// See ``PairNoise/copied``.
  public static let copied = PairFault("with the same text on both sides", rank: 8)
  /// See ``PairNoise/otherScript``.
  public static let otherScript = PairFault("in another script", rank: 9)
  /// See ``PairNoise/unequalLengths``.
  public static let unequalLengths = PairFault("of very unequal lengths", rank: 10)
}
