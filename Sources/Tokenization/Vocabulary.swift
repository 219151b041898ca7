import Platform

/// All tokens of a model, numbered from 0: ids to pieces of text and back.
///
/// The first ids are the special tokens', then come the 256 single bytes if the vocabulary has them,
/// then pieces of text. A piece that begins a word after whitespace (or a line) has that space as
/// its first character.
public struct Vocabulary: Sendable, Equatable {
  /// What an id stands for.
  public enum Piece: Equatable, Sendable {
    case special(SpecialToken)
    /// One byte of the UTF-8 of a character that has no piece.
    case byte(UInt8)
    case text(String)
  }

  /// Whether there is an id for each byte, so that every text has tokens.
  public let hasBytes: Bool
  private(set) var texts: ByteStringTable

  init(hasBytes: Bool, texts: ByteStringTable = ByteStringTable()) {
    self.hasBytes = hasBytes
    self.texts = texts
  }

  static let firstByte = Int32(SpecialToken.allCases.count)
  var firstText: Int32 { Self.firstByte + (hasBytes ? 256 : 0) }

  /// How many ids there are, all kinds together: 0..<count.
  public var count: Int { Int(firstText) + texts.count }

  /// What an id stands for; nil for one that is not of this vocabulary.
  ///
  /// - Returns: The piece; nil if no piece has this id.
  public func piece(_ id: Int32) -> Piece? {
    if let token = SpecialToken(rawValue: id) { return .special(token) }
    guard id >= 0, id < count else { return nil }
    if id < firstText { return .byte(UInt8(id - Self.firstByte)) }
    return .text(String(decoding: text(id), as: UTF8.self))
  }

  /// The id of a piece of text, its bytes the same; nil if there is none.
  ///
  /// - Returns: The id; nil if the vocabulary has no such piece.
  public func id(of text: String) -> Int32? {
    var text = text
    return text.withUTF8Span { id(of: $0) }
  }

  /// The id of a single byte; nil if this vocabulary has none for bytes.
  ///
  /// - Returns: The id; nil if the vocabulary has no bytes.
  public func id(ofByte byte: UInt8) -> Int32? {
    hasBytes ? Self.firstByte + Int32(byte) : nil
  }

  /// How a token is written where people read it: the space that begins a word as "▁", a byte as
  /// "<0xE2>", an id that is not of this vocabulary as "<?>".
  ///
  /// Not for telling tokens apart: a text may hold these very characters.
  ///
  /// - Returns: The text to show.
  public func spelling(of id: Int32) -> String {
    switch piece(id) {
    case .special(let token): return token.spelling
    case .byte(let byte):
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count == 1 ? "<0x0\(digits)>" : "<0x\(digits)>"
    case .text(let text): return text.utf8.first == Normalizer.space ? "▁" + text.dropFirst() : text
    case nil: return "<?>"
    }
  }

  func id(of text: Span<UInt8>) -> Int32? {
    texts.number(of: text).map { firstText + Int32($0) }
  }

  /// The bytes of a text's id.
  func text(_ id: Int32) -> ArraySlice<UInt8> { texts[Int(id - firstText)] }

  /// Appends the bytes an id stands for; none for special tokens and ids of no token.
  func appendBytes(of id: Int32, to bytes: inout [UInt8]) {
    guard id >= Self.firstByte, id < count else { return }
    if id < firstText {
      bytes.append(UInt8(id - Self.firstByte))
    } else {
      bytes.append(contentsOf: text(id))
    }
  }
}
