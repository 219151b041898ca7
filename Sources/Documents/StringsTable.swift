/// Tables of strings as Apple's systems read them, of which the values are for readers.
enum StringsTable: DocumentReader {
  static let endings = ["strings"]

  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot] {
    var scanner = StringsScanner(bytes)
    return try scanner.scan()
  }
}

private struct StringsScanner {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func scan() throws(DocumentError) -> [Slot] {
    var slots: [Slot] = []
    try skipComments()
    while place < bytes.count {
      try key()
      if try has("=") {
        if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
          let range = try stringRange()
          if !MessageSyntax.isComplex(bytes, range) { slots += try strings(range) }
        } else {
          try word()
        }
        try skipComments()
      }
      guard try has(";") else { throw expected("a semicolon") }
    }
    return slots
  }

  private mutating func key() throws(DocumentError) {
    if bytes[place] == UInt8(ascii: "\"") { _ = try stringRange() } else { try word() }
    try skipComments()
  }

  /// A key without quotation marks.
  private mutating func word() throws(DocumentError) {
    let start = place
    while place < bytes.count,
      bytes[place].isAlphanumeric || bytes[place] >= 0x80 || "_.-$:/".utf8.contains(bytes[place])
    { place += 1 }
    if place == start { throw expected("a string in quotation marks") }
  }

  private mutating func has(_ sign: String) throws(DocumentError) -> Bool {
    guard bytes.has(sign, at: place) else { return false }
    place += 1
    try skipComments()
    return true
  }

  private mutating func stringRange() throws(DocumentError) -> Range<Int> {
    let start = place + 1
    place = start
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard place < bytes.count else {
      throw DocumentError(.endsInside("a string"), at: start, in: bytes)
    }
    place += 1
    return start..<place - 1
  }

  private func strings(_ range: Range<Int>) throws(DocumentError) -> [Slot] {
    let source = bytes
    let string = try EscapedString(bytes, range) { at throws(DocumentError) in
      Self.escape(source, at)
    }
    return string.slots(in: source)
  }

  private static func escape(_ bytes: [UInt8], _ place: Int) -> EscapedString.Escape {
    let next = bytes[place + 1]
    let units: [UInt8: UInt16] = [
      UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
    if [UInt8(ascii: "U"), UInt8(ascii: "u")].contains(next),
      let number = Hexadecimal.number(bytes, place + 2, count: 4)
    {
      return EscapedString.Escape(length: 6, unit: number)
    }
    // Other characters are their own escapes: the backslash alone is left out.
    if next >= 0x80 { return EscapedString.Escape(length: 1, unit: nil) }
    return EscapedString.Escape(length: 2, unit: units[next] ?? UInt16(next))
  }

  /// Skips white space and comments.
  private mutating func skipComments() throws(DocumentError) {
    while place < bytes.count {
      if bytes[place].isSpace {
        place += 1
      } else if bytes.has("//", at: place) {
        while place < bytes.count, bytes[place] != 0x0A, bytes[place] != 0x0D { place += 1 }
      } else if bytes.has("/*", at: place) {
        guard let end = bytes.place(of: "*/", from: place + 2) else {
          throw DocumentError(.endsInside("a comment"), at: place, in: bytes)
        }
        place = end + 2
      } else {
        return
      }
    }
  }

  private func expected(_ thing: String) -> DocumentError {
    DocumentError(.expected(thing), at: place, in: bytes)
  }
}
