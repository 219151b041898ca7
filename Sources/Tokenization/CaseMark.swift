/// What a line with case marks says about its letters.
///
/// In such a line a word stands in its known form (``KnownForms``). It is expected in this form, and with a capital at
/// the beginning of a sentence. A mark before the word says what it looks like instead.
enum CaseMark: Int, CaseIterable {
  /// The word begins with a capital.
  case capital = 16
  /// The word is in capitals.
  case capitals
  /// The word is in small letters.
  case small
  /// This word and those after it are in capitals.
  case capitalsBegin
  /// From this word on, words are as expected again.
  case capitalsEnd

  init?(_ scalar: Unicode.Scalar) {
    guard let mark = Mark(scalar) else { return nil }
    self.init(rawValue: mark.number)
  }

  var mark: Mark { Mark(rawValue) }

  /// What people get to read for the mark's token.
  var spelling: String {
    switch self {
    case .capital: "<Capital>"
    case .capitals: "<CAPITALS>"
    case .small: "<small>"
    case .capitalsBegin: "<CAPITALS…>"
    case .capitalsEnd: "<…CAPITALS>"
    }
  }

  /// The first two bytes of the marks' UTF-8; the third one is `0xA0` for the mark of number 16.
  private static let lead: (UInt8, UInt8) = (0xEF, 0xB7)

  static let byteCount = 3

  /// Whether a case mark begins at a byte of valid UTF-8.
  static func begins(at place: Int, of text: Span<UInt8>) -> Bool {
    guard place + byteCount <= text.count, text[place] == lead.0, text[place + 1] == lead.1
    else { return false }
    return CaseMark(rawValue: Int(text[place + 2]) - 0xA0 + 16) != nil
  }

  /// A line without case marks.
  static func removed(from line: String) -> String {
    Mark.removed(from: line) { CaseMark(rawValue: $0.number) != nil }
  }
}
