/// A place in a document where text for readers stands, or is to stand.
struct Slot: Sendable {
  /// The bytes that a translation replaces; empty where it is put in.
  let range: Range<Int>
  /// Where the text comes from, for the number of its line.
  let origin: Int
  /// The texts to translate: several if the place has several lines.
  let texts: [MarkedText]
  /// Makes the bytes of the place from the translations of its texts.
  let write: @Sendable (_ translations: [[Piece]]) -> [UInt8]

  /// A place with one text.
  init(_ text: MarkedText, _ write: @escaping @Sendable ([Piece]) -> [UInt8]) {
    range = text.range
    origin = text.range.lowerBound
    texts = [text]
    self.write = { write($0[0]) }
  }

  /// A place whose texts come from elsewhere.
  init(
    replacing range: Range<Int>, from origin: Int, _ texts: [MarkedText],
    _ write: @escaping @Sendable ([[Piece]]) -> [UInt8]
  ) {
    (self.range, self.origin, self.texts, self.write) = (range, origin, texts, write)
  }
}

/// A part of a translation that is to be written.
enum Piece: Sendable, Equatable {
  /// Text for readers, to be escaped as the format needs.
  case text(String)
  /// Markup of the document, to be written as it is.
  case markup([UInt8])
}

extension [Piece] {
  /// The bytes of the pieces, their texts escaped.
  func bytes(_ escape: (String) -> [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in self {
      switch piece {
      case .text(let text): bytes += escape(text)
      case .markup(let markup): bytes += markup
      }
    }
    return bytes
  }
}
