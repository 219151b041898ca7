import Platform

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

  /// What the text before tells of the next word.
  struct State: Hashable {
    /// Whether it begins a sentence.
    var beginsSentence = true
    /// Whether it does if a space is before it.
    var isAfterStop = false
  }

  private(set) var words: [Word] = []
  /// Whether the line has letters of a script without case.
  private(set) var hasOtherLetters = false

  private var start = 0
  private var hasCase = false
  private var isInside = false
  private var state: State

  /// Finds the words of a line; false for `beginsSentence` if it continues a sentence.
  init(of line: String, beginsSentence: Bool = true) {
    state = State(beginsSentence: beginsSentence)
    var line = line
    line.withUTF8Span { find(in: $0) }
  }

  /// Finds the words of a part of a line that is between spaces, by what the text before it tells.
  init(of text: Span<UInt8>, after state: State) {
    self.state = state
    find(in: text)
  }

  /// What is known after the text and a space.
  var stateAfterSpace: State {
    State(
      beginsSentence: state.beginsSentence || state.isAfterStop, isAfterStop: state.isAfterStop)
  }

  private mutating func find(in text: Span<UInt8>) {
    let kinds = Kind.ofShort
    words.reserveCapacity(text.count / 4 + 1)
    var place = 0
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        add(kinds[Int(byte)], at: place)
        place += 1
      } else if byte < 0xE0 {
        add(kinds[Int(text.scalar(at: place).value)], at: place)
        place += 2
      } else {
        let scalar = text.scalar(at: place)
        add(Kind(scalar), at: place)
        place += UTF8.width(scalar)
      }
    }
    endWord(at: place)
  }

  private mutating func add(_ kind: Kind, at offset: Int) {
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
        state = State(beginsSentence: false)
      case .span: state = State(beginsSentence: false)
      case .stop: state.isAfterStop = true
      case .space: state = stateAfterSpace
      default: break
      }
    }
  }

  private mutating func endWord(at offset: Int) {
    guard isInside else { return }
    isInside = false
    if hasCase { words.append(Word(range: start..<offset, beginsSentence: state.beginsSentence)) }
    state = State(beginsSentence: false)
  }

  private enum Kind {
    case cased, digit, mark, otherLetter, span, stop, space, other

    /// By character: those of one or two bytes, looked up once.
    static let ofShort: [Kind] = (0..<0x800).map {
      Unicode.Scalar(UInt32($0)).map { Kind($0) } ?? .other
    }

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
