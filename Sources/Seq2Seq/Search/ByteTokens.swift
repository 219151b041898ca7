internal import NeuralNetwork
package import Tokenization

/// The tokens of a vocabulary that are single bytes, for characters without a piece of their own.
///
/// A translation may say bytes only in sequences that are characters in UTF-8: a lead byte and as many
/// continuation bytes as it asks for, with nothing in between, not even the end.
package struct ByteTokens: Sendable, Hashable {
  /// The id of the byte 0; the other bytes follow it.
  private let first: Int32

  package init(first: Int32) { self.first = first }

  /// Nil if the vocabulary has no bytes.
  package init?(_ vocabulary: Vocabulary) {
    guard let first = vocabulary.id(ofByte: 0) else { return nil }
    self.init(first: first)
  }

  /// The ids of all bytes that continue a character.
  var continuations: Range<Int32> { first + 0x80..<first + 0xC0 }

  /// Whether a token begins a character of several bytes.
  func isLead(_ token: Int32) -> Bool { 0xC2...0xF4 ~= token - first }

  /// The tokens that may follow others, of which `room` are left before the translation is cut off.
  func allowed(after tokens: [Int32], room: Int, marks: AllowedMarks? = nil) -> AllowedTokens {
    AllowedTokens(
      first: first, continuation: continuation(of: tokens), room: room - (marks?.owed.count ?? 0),
      marks: marks)
  }

  /// The bytes that continue the last character; nil if it is complete.
  func continuation(of tokens: [Int32]) -> ClosedRange<Int32>? {
    guard let last = tokens.last, 0x80...0xFF ~= last - first else { return nil }
    let bytes = tokens.suffix(3).map { $0 - first }
    guard let lead = bytes.lastIndex(where: { 0xC2...0xF4 ~= $0 }),
      bytes[(lead + 1)...].allSatisfy({ 0x80...0xBF ~= $0 }),
      bytes.count - lead < Self.length(lead: bytes[lead])
    else { return nil }
    return Self.continuation(of: bytes[lead...])
  }

  /// The bytes that may follow the first bytes of a character, after table 3-7 of the Unicode Standard.
  ///
  /// U+FFFD is left out as well: it says that text is broken.
  private static func continuation(of bytes: ArraySlice<Int32>) -> ClosedRange<Int32> {
    switch Array(bytes) {
    case [0xE0]: 0xA0...0xBF
    case [0xED]: 0x80...0x9F
    case [0xF0]: 0x90...0xBF
    case [0xF4]: 0x80...0x8F
    case [0xEF, 0xBF]: 0x80...0xBC
    default: 0x80...0xBF
    }
  }

  private static func length(lead: Int32) -> Int { lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
}

/// The tokens that may follow a hypothesis, so that its bytes are UTF-8 and each mark of a span is said once.
package struct AllowedTokens: Sendable, Hashable {
  /// The id of the byte 0; nil if there are no bytes.
  private let first: Int32?
  /// Within a character: the bytes that continue it, and nothing else may follow.
  private let continuation: ClosedRange<Int32>?
  /// Between characters: the last byte that may begin one, because the rest of the character has room.
  private let lastLead: Int32
  /// What is allowed of marks; nil if there are none.
  private let marks: AllowedMarks?

  fileprivate init(
    first: Int32, continuation: ClosedRange<Int32>?, room: Int, marks: AllowedMarks?
  ) {
    self.first = first
    self.continuation = continuation
    self.marks = marks
    lastLead =
      switch room {
      case ..<2: 0x7F
      case 2: 0xDF
      case 3: 0xEF
      default: 0xF4
      }
  }

  /// What is allowed in a vocabulary without bytes.
  init(marks: AllowedMarks) {
    first = nil
    continuation = nil
    lastLead = 0
    self.marks = marks
  }

  /// Whether the hypothesis ends within a character.
  var isWithinCharacter: Bool { continuation != nil }

  func contains(_ token: Int32) -> Bool {
    if let first {
      let byte = token - first
      if let continuation { return continuation ~= byte }
      if 0x80...0xFF ~= byte && !(byte >= 0xC2 && byte <= lastLead) { return false }
    }
    return marks?.contains(token) ?? true
  }

  /// Sets log p of all other tokens to -∞.
  func strikeOthers(from logProbabilities: Vector<Float>) {
    if let first {
      let byte = { (value: Int32) in Int(first + value) }
      if let continuation {
        logProbabilities.slice(0..<byte(continuation.lowerBound)).fill(-.infinity)
        logProbabilities.slice(byte(continuation.upperBound + 1)..<logProbabilities.count)
          .fill(-.infinity)
        return
      }
      logProbabilities.slice(byte(0x80)..<byte(0xC2)).fill(-.infinity)
      // Without room for two bytes, this begins with the first lead byte.
      logProbabilities.slice(byte(max(lastLead + 1, 0xC2))..<byte(0x100)).fill(-.infinity)
    }
    marks?.strikeOthers(from: logProbabilities)
  }
}
