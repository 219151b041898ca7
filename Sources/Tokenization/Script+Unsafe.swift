internal import CICU

/// A script that letters are written in, such as Latin.
///
/// Han characters and the syllabaries that are mixed with them are one script here.
package struct Script: Hashable, Sendable {
  /// ICU's number of it.
  package let number: UInt8

  package init(number: UInt8) { self.number = number }

  /// The script of a letter; nil for what belongs to several scripts or to none, such as digits and punctuation.
  package init?(of scalar: Unicode.Scalar) {
    if scalar.isASCII {
      guard (0x61...0x7A).contains(scalar.value | 0x20) else { return nil }
      self = .latin
      return
    }
    guard let number = UInt8(exactly: ci_script(scalar.value)), number > 0 else { return nil }
    self.init(number: Self.isWithHan[Int(number)] ? Self.han.number : number)
  }

  /// The English name.
  package var name: String {
    if self == .han { return "Han or Kana" }
    guard let name = unsafe ci_script_name(Int32(number)) else { return "unknown" }
    return unsafe String(cString: name).replacing("_", with: " ")
  }

  /// The script of English.
  package static let latin = Script(number: UInt8(clamping: ci_script(0x61)))
  /// The script of Chinese and Japanese.
  package static let han = Script(number: UInt8(clamping: ci_script(0x4E00)))

  /// Whether a script, by its number, is Han, Hiragana, Katakana or Bopomofo.
  private static let isWithHan: [Bool] = {
    let numbers = [0x4E00, 0x3042, 0x30A2, 0x3105].map { ci_script($0) }
    return (0...UInt8.max).map { numbers.contains(Int32($0)) }
  }()
}
