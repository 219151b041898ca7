import Platform

/// All tokens of a model, with ids from 0.
///
/// First come the special tokens, then the 256 single bytes if the vocabulary has them, then pieces of text. The piece
/// at the beginning of a word has a space as its first character if the word follows whitespace or begins a line.
public struct Vocabulary: Sendable, Equatable {
  /// The meaning of an id.
  public enum Piece: Equatable, Sendable {
    case special(SpecialToken)
    /// One byte of the UTF-8 of a character without a piece of its own.
    case byte(UInt8)
    case text(String)
  }

  /// Whether there is an id for each byte, so that every text can be encoded.
  public let hasBytes: Bool
  private(set) var texts: ByteStringTable

  init(hasBytes: Bool, texts: ByteStringTable = ByteStringTable()) {
    self.hasBytes = hasBytes
    self.texts = texts
  }

  static let firstByte = Int32(SpecialToken.allCases.count)
  var firstText: Int32 { Self.firstByte + (hasBytes ? 256 : 0) }

  /// The number of ids, all kinds together: they are `0..<count`.
  public var count: Int { Int(firstText) + texts.count }

  /// Looks up an id.
  ///
  /// - Returns: The piece; nil if the vocabulary does not have this id.
  public func piece(_ id: Int32) -> Piece? {
    if let token = SpecialToken(rawValue: id) { return .special(token) }
    guard id >= 0, id < count else { return nil }
    if id < firstText { return .byte(UInt8(id - Self.firstByte)) }
    return .text(String(decoding: text(id), as: UTF8.self))
  }

  /// Looks up a piece of text by its bytes: canonically equivalent text is another piece.
  ///
  /// - Returns: The id; nil if the vocabulary has no such piece.
  public func id(of text: String) -> Int32? {
    var text = text
    return text.withUTF8Span { id(of: $0) }
  }

  /// Looks up a single byte.
  ///
  /// - Returns: The id; nil if the vocabulary has no bytes.
  public func id(ofByte byte: UInt8) -> Int32? {
    hasBytes ? Self.firstByte + Int32(byte) : nil
  }

  /// Writes a token for people to read.
  ///
  /// The space at the beginning of a word becomes "▁", a byte is written as "<0xE2>", a case mark as "<Capital>", the mark of a span as
  /// "<span 3>", and an
  /// id that is not in the vocabulary as "<?>". Different tokens can have the same spelling, because pieces may contain these characters.
  ///
  /// - Returns: The text to show.
  public func spelling(of id: Int32) -> String {
    switch piece(id) {
    case .special(let token): return token.spelling
    case .byte(let byte):
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count == 1 ? "<0x0\(digits)>" : "<0x\(digits)>"
    case .text(let text):
      if let scalar = text.unicodeScalars.first, let mark = Mark(scalar) {
        return CaseMark(scalar)?.spelling ?? "<span \(mark.number)>"
      }
      return text.utf8.first == Normalizer.space ? "▁" + text.dropFirst() : text
    case nil: return "<?>"
    }
  }

  func id(of text: Span<UInt8>) -> Int32? {
    texts.number(of: text).map { firstText + Int32($0) }
  }

  /// The bytes of the piece of text with this id.
  func text(_ id: Int32) -> ArraySlice<UInt8> { texts[Int(id - firstText)] }

  /// Appends the bytes of a token; special tokens and ids outside the vocabulary have none.
  func appendBytes(of id: Int32, to bytes: inout [UInt8]) {
    guard id >= Self.firstByte, id < count else { return }
    if id < firstText {
      bytes.append(UInt8(id - Self.firstByte))
    } else {
      bytes.append(contentsOf: text(id))
    }
  }
}
