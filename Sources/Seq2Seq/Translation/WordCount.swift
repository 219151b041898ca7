/// Counts the words of a text byte by byte, from left to right; words are separated by spaces.
package struct WordCount {
  private var begun = 0
  /// Whether the last byte belongs to a word.
  private(set) var isInside = false

  /// The number, counted from 0, of the word that the last byte belongs to; between words, of the word that begins next.
  var current: Int { isInside ? begun - 1 : begun }

  mutating func add(_ byte: UInt8) {
    if byte > 0x20 && !isInside { begun += 1 }
    isInside = byte > 0x20
  }

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }

  /// The words of a text, as they are counted here.
  package static func words(of text: String) -> [String] {
    text.utf8.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
  }
}
