/// A line of a document; LF, CRLF or CR ends it.
struct SourceLine {
  /// The line without its end.
  let range: Range<Int>
  /// Where the next line begins.
  let next: Int

  /// All lines of a document; after a line's end at its own end there is none.
  static func all(in bytes: [UInt8]) -> [SourceLine] {
    var lines: [SourceLine] = []
    var start = 0
    var place = 0
    while place < bytes.count {
      let length = breakLength(in: bytes, at: place)
      if length > 0 {
        lines.append(SourceLine(range: start..<place, next: place + length))
        start = place + length
        place = start
      } else {
        place += 1
      }
    }
    if start < bytes.count { lines.append(SourceLine(range: start..<place, next: place)) }
    return lines
  }

  /// The length of the line's end at a place; 0 if there is none.
  static func breakLength(in bytes: [UInt8], at place: Int) -> Int {
    switch bytes[place] {
    case 0x0A: 1
    case 0x0D: place + 1 < bytes.count && bytes[place + 1] == 0x0A ? 2 : 1
    default: 0
    }
  }

  /// How many lines end in some bytes.
  static func breaks(in bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    var last: UInt8 = 0
    for byte in bytes {
      if byte == 0x0D || byte == 0x0A && last != 0x0D { count += 1 }
      last = byte
    }
    return count
  }

  /// What ends the first line of a document; LF if it has only one.
  static func ending(of bytes: [UInt8]) -> [UInt8] {
    guard let place = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return [0x0A] }
    return Array(bytes[place..<place + breakLength(in: bytes, at: place)])
  }
}

extension UInt8 {
  /// Space, TAB, LF, form feed or CR.
  var isSpace: Bool { self == 0x20 || 0x09...0x0D ~= self && self != 0x0B }
  /// Space or TAB.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  var isDigit: Bool { 0x30...0x39 ~= self }
  var isASCIILetter: Bool { 0x41...0x5A ~= self & 0xDF }
  var isAlphanumeric: Bool { isDigit || isASCIILetter }
  var isASCIIPunctuation: Bool {
    0x21...0x2F ~= self || 0x3A...0x40 ~= self || 0x5B...0x60 ~= self || 0x7B...0x7E ~= self
  }
}

extension [UInt8] {
  /// Text in a range of UTF-8.
  func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

  /// Whether these bytes stand at a place.
  func has(_ text: String, at place: Int) -> Bool {
    let text = text.utf8
    guard place >= 0, place + text.count <= count else { return false }
    return self[place..<place + text.count].elementsEqual(text)
  }

  /// A range without the white space at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, self[start].isSpace { start += 1 }
    while start < end, self[end - 1].isSpace { end -= 1 }
    return start..<end
  }

  /// Where a text begins at or after a place.
  func place(of text: String, from start: Int) -> Int? {
    let pattern = Array(text.utf8)
    guard let first = pattern.first else { return start }
    var place = start
    while let next = self[Swift.min(place, count)...].firstIndex(of: first) {
      if next + pattern.count > count { return nil }
      if self[next..<next + pattern.count].elementsEqual(pattern) { return next }
      place = next + 1
    }
    return nil
  }
}
