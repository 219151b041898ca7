// Numbers and times.
extension SpanScanner {
  /// The number or time that begins at a place, perhaps with a sign before its digits.
  ///
  /// Digits that are part of a word, such as "1st", "A4" or "5-year", are none.
  func number(_ place: Int, digits: Int) -> TextSpan? {
    guard isDigit(digits), digits > place || isNumberStart(place) else { return nil }
    var end = digitsEnd(digits)
    if end - digits <= 2, byte(end) | 0x20 == UInt8(ascii: "h"), isDigit(end + 1),
      digitsEnd(end + 1) == end + 3, wordLength(at: end + 3) == 0
    {
      return TextSpan(place..<end + 3, .time)
    }
    while let next = separatorEnd(end) { end = digitsEnd(next) }
    if wordLength(at: end) > 0 { return nil }
    if byte(end) == UInt8(ascii: "-"), wordLength(at: end + 1) > 0 { return nil }
    return TextSpan(place..<end, isTime(digits..<end) ? .time : .number)
  }

  private func isNumberStart(_ place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = bytes[place - 1]
    guard "-./'_\\+".utf8.contains(before) else { return true }
    return place == 1 || wordLength(at: place - 2) == 0
  }

  /// The place after a separator if digits follow; after a space there must be three.
  private func separatorEnd(_ place: Int) -> Int? {
    let length: Int
    var isSpace = false
    switch (byte(place), byte(place + 1), byte(place + 2)) {
    case (UInt8(ascii: "."), _, _), (UInt8(ascii: ","), _, _), (UInt8(ascii: ":"), _, _),
      (UInt8(ascii: "'"), _, _), (UInt8(ascii: "-"), _, _), (UInt8(ascii: "/"), _, _):
      length = 1
    case (0xE2, 0x80, 0x99): length = 3
    case (0xC2, 0xA0, _):
      length = 2
      isSpace = true
    case (0xE2, 0x80, 0xAF), (0xE2, 0x80, 0x89):
      length = 3
      isSpace = true
    default: return nil
    }
    let next = place + length
    guard isDigit(next) else { return nil }
    return !isSpace || digitsEnd(next) == next + 3 ? next : nil
  }

  /// Whether a number is `h:mm`, perhaps with seconds and their fraction.
  private func isTime(_ range: Range<Int>) -> Bool {
    let text = String(decoding: bytes[range], as: UTF8.self)
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard 2...3 ~= parts.count, 1...2 ~= parts[0].utf8.count, parts[1].utf8.count == 2,
      parts[..<2].allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return false }
    return parts.count == 2 || parts[2].prefix(2).utf8.allSatisfy { 0x30...0x39 ~= $0 }
  }
}
