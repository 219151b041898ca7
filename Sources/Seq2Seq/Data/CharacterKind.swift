internal import Tokenization

/// White space, a letter of some script, or another character.
struct CharacterKind: Hashable, Sendable {
  /// ICU's number of the script of a letter; 0: none.
  let number: UInt8

  static let other = CharacterKind(number: 0)
  static let space = CharacterKind(number: .max)
  static let latin = CharacterKind(number: Script.latin.number)

  var isLetter: Bool { self != .other && self != .space }

  /// By character: those that UTF-8 has one or two bytes for, looked up once.
  static let ofShort: [CharacterKind] = (0..<0x800).map { value in
    Unicode.Scalar(UInt32(value)).map { CharacterKind($0) } ?? .other
  }

  private init(number: UInt8) { self.number = number }

  /// Of ASCII, all control characters are white space.
  init(_ scalar: Unicode.Scalar) {
    if scalar.isASCII ? scalar.value <= 0x20 : Self.isWhiteSpace(scalar) {
      self = .space
    } else {
      number = Script(of: scalar)?.number ?? 0
    }
  }

  /// Above U+3000 there is no white space.
  private static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0x3000 && scalar.properties.isWhitespace
  }
}

/// How many letters of a text are in each script.
struct ScriptCounts {
  /// The script of the last letters, and how many there were.
  private var run: (number: UInt8, count: Int) = (0, 0)
  private var counts: [UInt8: Int] = [:]

  mutating func add(_ number: UInt8) {
    if number != run.number {
      endRun()
      run.number = number
    }
    run.count += 1
  }

  private mutating func endRun() {
    if run.count > 0 { counts[run.number, default: 0] += run.count }
    run.count = 0
  }

  /// The script of most letters; nil if there is none.
  ///
  /// Latin comes first among equals, then the smallest number.
  var most: UInt8? {
    var counts = self
    if counts.counts.isEmpty { return run.count > 0 ? run.number : nil }
    counts.endRun()
    let latin = CharacterKind.latin.number
    func rank(_ number: UInt8) -> Int { number == latin ? -1 : Int(number) }
    return counts.counts.max { ($0.value, rank($1.key)) < ($1.value, rank($0.key)) }?.key
  }
}
