/// The words of a line that have case.
///
/// Such a word is a run of letters with case, and of the digits and combining marks among them; an apostrophe or a
/// letter without case ends it. What begins a sentence is found in the line's text alone, so it is the same whatever
/// the case of the words is.
struct CasedWords {
  struct Word {
    /// Its place in the line's UTF-8.
    var range: Range<Int>
    /// Whether it is the first word of a sentence.
    var beginsSentence: Bool
  }

  private(set) var words: [Word] = []
  /// Whether the line has letters of a script without case.
  private(set) var hasOtherLetters = false

  private var start = 0
  private var hasCase = false
  private var isInside = false
  private var beginsSentence: Bool
  private var isAfterStop = false

  /// Finds the words of a line; false for `beginsSentence` if it continues a sentence.
  init(of line: String, beginsSentence: Bool = true) {
    self.beginsSentence = beginsSentence
    var offset = 0
    for scalar in line.unicodeScalars {
      add(scalar, at: offset)
      offset += UTF8.width(scalar)
    }
    endWord(at: offset)
  }

  private mutating func add(_ scalar: Unicode.Scalar, at offset: Int) {
    let kind = Kind(scalar)
    switch kind {
    // A mark belongs to the letter before it.
    case .mark: return
    case .cased, .digit:
      if !isInside {
        isInside = true
        start = offset
        hasCase = false
      }
      if kind == .cased { hasCase = true }
    default:
      endWord(at: offset)
      switch kind {
      case .otherLetter:
        hasOtherLetters = true
        beginsSentence = false
        isAfterStop = false
      case .span:
        beginsSentence = false
        isAfterStop = false
      case .stop: isAfterStop = true
      case .space: beginsSentence = beginsSentence || isAfterStop
      default: break
      }
    }
  }

  private mutating func endWord(at offset: Int) {
    guard isInside else { return }
    isInside = false
    if hasCase { words.append(Word(range: start..<offset, beginsSentence: beginsSentence)) }
    beginsSentence = false
    isAfterStop = false
  }

  private enum Kind {
    case cased, digit, mark, otherLetter, span, stop, space, other

    init(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x61...0x7A, 0x41...0x5A: self = .cased
      case 0x30...0x39: self = .digit
      case 0x20: self = .space
      case 0x21, 0x2E, 0x3F, 0x2026, 0x3002, 0xFF01, 0xFF1F: self = .stop
      case 0..<0x80: self = .other
      // A number or a name; tags are not words.
      case 0xFDD0..<0xFDDA: self = .span
      default: self = Self.kind(scalar.properties)
      }
    }

    private static func kind(_ properties: Unicode.Scalar.Properties) -> Kind {
      switch properties.generalCategory {
      // A soft hyphen or a joiner divides no word.
      case .nonspacingMark, .spacingMark, .enclosingMark, .format: .mark
      case _ where properties.isCased: .cased
      case .modifierLetter: .mark
      case .decimalNumber: .digit
      case .otherLetter: .otherLetter
      case .spaceSeparator: .space
      default: .other
      }
    }
  }
}
