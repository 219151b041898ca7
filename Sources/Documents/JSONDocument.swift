/// JSON: all strings but keys are for readers.
enum JSONDocument: DocumentReader {
  static let endings = ["json"]

  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot] {
    var scanner = JSONScanner(bytes)
    return try scanner.scan()
  }

}

/// Reads JSON by its grammar, RFC 8259.
private struct JSONScanner {
  private enum Container: UInt8 {
    case array = 0x5B
    case object = 0x7B

    /// The bracket that ends it.
    var end: UInt8 { rawValue + 2 }
  }

  private let bytes: [UInt8]
  private var place = 0
  private var containers: [Container] = []
  private var slots: [Slot] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func scan() throws(DocumentError) -> [Slot] {
    skipSpace()
    // An empty file is no JSON, but has nothing that could be lost.
    if place == bytes.count { return [] }
    repeat {
      try value()
      try closeContainers()
    } while !containers.isEmpty
    if place < bytes.count { throw expected("the end of the document") }
    return slots
  }

  /// Reads a value that holds no other, or the beginnings of containers up to one, or up to the end of an empty one.
  private mutating func value() throws(DocumentError) {
    while let container = Container(rawValue: try peek()) {
      containers.append(container)
      place += 1
      skipSpace()
      if try peek() == container.end { return }
      if container == .object { try key() }
    }
    if try peek() == UInt8(ascii: "\"") { slots += try strings() } else { try literal() }
  }

  /// Reads what follows a value: the ends of containers, and what begins the next value.
  private mutating func closeContainers() throws(DocumentError) {
    skipSpace()
    while let container = containers.last {
      let byte = try peek()
      place += 1
      skipSpace()
      if byte == UInt8(ascii: ",") {
        if container == .object { try key() }
        return
      }
      guard byte == container.end else {
        place -= 1
        throw expected("a comma or the end of a list")
      }
      containers.removeLast()
    }
  }

  private mutating func key() throws(DocumentError) {
    guard try peek() == UInt8(ascii: "\"") else { throw expected("a key in quotation marks") }
    _ = try stringRange()
    skipSpace()
    guard try peek() == UInt8(ascii: ":") else { throw expected("a colon") }
    place += 1
    skipSpace()
  }

  private mutating func literal() throws(DocumentError) {
    let end = bytes[place...].firstIndex { ",]}".utf8.contains($0) || $0.isSpace } ?? bytes.count
    let word = bytes.text(place..<end)
    let isNumber = word.utf8.allSatisfy { $0.isDigit || "+-.eE".utf8.contains($0) }
    guard !word.isEmpty, ["true", "false", "null"].contains(word) || isNumber else {
      throw expected("a value")
    }
    place = end
  }

  // MARK: - Strings

  /// The content of the string that begins here, which is then behind.
  private mutating func stringRange() throws(DocumentError) -> Range<Int> {
    let start = place + 1
    place = start
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] < 0x20 { throw expected("the end of a string") }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard place < bytes.count else {
      throw DocumentError(.endsInside("a string"), at: start, in: bytes)
    }
    place += 1
    return start..<place - 1
  }

  private mutating func strings() throws(DocumentError) -> [Slot] {
    let range = try stringRange()
    let source = bytes
    let string = try EscapedString(bytes, range) { at throws(DocumentError) in
      try Self.escape(source, at)
    }
    return MessageSyntax.isComplex(source, range) ? [] : string.slots(in: source)
  }

  private static func escape(
    _ bytes: [UInt8], _ place: Int
  ) throws(DocumentError) -> EscapedString.Escape {
    let unit: UInt16
    switch bytes[place + 1] {
    case UInt8(ascii: "n"): unit = 0x0A
    case UInt8(ascii: "r"): unit = 0x0D
    case UInt8(ascii: "t"): unit = 0x09
    case UInt8(ascii: "b"): unit = 0x08
    case UInt8(ascii: "f"): unit = 0x0C
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unit = UInt16(bytes[place + 1])
    case UInt8(ascii: "u"):
      guard let number = Hexadecimal.number(bytes, place + 2, count: 4) else { fallthrough }
      return EscapedString.Escape(length: 6, unit: number)
    default: throw DocumentError(.expected("a known escape"), at: place, in: bytes)
    }
    return EscapedString.Escape(length: 2, unit: unit)
  }

  // MARK: - Bytes

  private func peek() throws(DocumentError) -> UInt8 {
    guard place < bytes.count else {
      throw DocumentError(.endsInside("a list or object"), at: place, in: bytes)
    }
    return bytes[place]
  }

  private mutating func skipSpace() {
    while place < bytes.count, bytes[place].isSpace { place += 1 }
  }

  private func expected(_ thing: String) -> DocumentError {
    DocumentError(.expected(thing), at: place, in: bytes)
  }
}

/// Numbers in hexadecimal.
enum Hexadecimal {
  /// The number of so many digits at a place; nil if there are not as many.
  static func number(_ bytes: [UInt8], _ place: Int, count: Int) -> UInt16? {
    guard place + count <= bytes.count else { return nil }
    var number: UInt16 = 0
    for byte in bytes[place..<place + count] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      number = number << 4 | UInt16(digit)
    }
    return number
  }

}

/// Messages that choose words by numbers, as ICU's MessageFormat writes them.
enum MessageSyntax {
  /// Whether a string holds `{name, plural, …}` or the like, whose parts cannot be told from keywords by translators.
  static func isComplex(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard bytes[range].contains(UInt8(ascii: "{")) else { return false }
    let words = bytes[range].split { !$0.isASCIILetter }
    return words.contains { word in
      ["plural", "select", "selectordinal"].contains { word.elementsEqual($0.utf8) }
        && bytes[..<word.startIndex].last { !$0.isSpace } == UInt8(ascii: ",")
    }
  }
}
