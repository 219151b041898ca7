internal import Markup
internal import Platform

/// The tags and entities of a line of text.
struct MarkupCount {
  /// How many there are.
  private(set) var marks = 0
  /// Their bytes.
  private(set) var bytes = 0
  /// The text between them, a space for each tag.
  private(set) var text: [UInt8] = []

  /// The longest tag that counts, in bytes, so that a "less than" in a sentence is not taken for a tag.
  private static let longestTag = 1_000

  /// Counts them; nil if there are none.
  init?(_ line: String) {
    guard line.contains(byte: UInt8(ascii: "<")) || line.contains(byte: UInt8(ascii: "&")) else {
      return nil
    }
    let line = Array(line.utf8)
    var position = 0
    while position < line.count {
      if let length = Self.tag(at: line[position...]) {
        add(length)
        text.append(UInt8(ascii: " "))
        position += length
      } else if let length = CharacterReferences.length(at: line[position...]) {
        add(length)
        position += length
      } else {
        text.append(line[position])
        position += 1
      }
    }
    if marks == 0 { return nil }
  }

  private mutating func add(_ length: Int) {
    marks += 1
    bytes += length
  }

  /// The length of the tag with which a text begins: a letter, "/", "!" or "?" after its "<".
  private static func tag(at text: ArraySlice<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "<"), let next = text.dropFirst().first,
      0x61...0x7A ~= next | 0x20 || "/!?".utf8.contains(next),
      let end = text.prefix(longestTag).firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    return end - text.startIndex + 1
  }
}
