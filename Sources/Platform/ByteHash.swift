/// The hash FNV-1a of bytes, 64 bits: the same in every run and on every machine, but no defence against forgery.
package struct ByteHash: Sendable, Hashable {
  /// The hash of the bytes so far.
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  package mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }

  package mutating func add(_ bytes: Span<UInt8>) {
    var hash = self
    for place in bytes.indices { hash.add(bytes[place]) }
    self = hash
  }

  /// Adds the bytes above another one, such as those that are no spaces.
  package mutating func add(_ text: String, above least: UInt8) {
    var (hash, text) = (self, text)
    text.withUTF8Span { text in
      for place in text.indices where text[place] > least { hash.add(text[place]) }
    }
    self = hash
  }

  /// The hash of a text's UTF-8.
  package static func value(of text: String) -> UInt64 {
    var (hash, text) = (ByteHash(), text)
    text.withUTF8Span { hash.add($0) }
    return hash.value
  }
}
