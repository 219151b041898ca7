internal import Tokenization

/// A number or time, to be found again in a translation that may write it with other separators.
struct NumberText: Sendable, Hashable {
  let text: String
  let isTime: Bool
  /// Its digits, between separators.
  private let groups: [[UInt8]]
  /// The most bytes of a separator.
  private static let width = 3

  /// Makes a number of its text; a time may be written as "13 h 30".
  init(_ text: String, _ kind: SpanKind) {
    self.text = text
    groups = text.utf8.split { !Self.isDigit($0) }.map(Array.init)
    isTime = kind == .time
  }

  /// How often a text has this number, with whatever separators.
  func count(in text: String) -> Int {
    let bytes = Array(text.utf8)
    return bytes.indices.count { place in
      Self.isDigit(bytes[place]) && (place == 0 || !Self.isDigit(bytes[place - 1]))
        && end(in: bytes, from: place) != nil
    }
  }

  /// Where the number ends if it begins at a place.
  private func end(in bytes: [UInt8], from start: Int) -> Int? {
    var place = start
    for (index, group) in groups.enumerated() {
      if index > 0 {
        guard let next = separatorEnd(in: bytes, place) else { return nil }
        place = next
      }
      guard bytes[place...].starts(with: group) else { return nil }
      place += group.count
    }
    return place < bytes.count && Self.isDigit(bytes[place]) ? nil : place
  }

  private func separatorEnd(in bytes: [UInt8], _ place: Int) -> Int? {
    var end = place
    while end < bytes.count, !Self.isDigit(bytes[end]) {
      // A number has one separator, which is no letter; groups may also be set without any.
      if !isTime, Self.isLetter(bytes[end]) || end > place && bytes[end] & 0xC0 != 0x80 {
        return nil
      }
      end += 1
    }
    return end - place <= Self.width ? end : nil
  }

  static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
  private static func isLetter(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte & 0xDF }
}

/// Corrects digits that a model has translated wrongly.
enum DigitRepair {
  /// A translation with the digits of its source; nil if it has another number of runs of digits.
  ///
  /// Runs that are in both stay where they are; the others become those of the source, in order.
  static func repaired(_ text: String, source: String) -> String? {
    let wanted = runs(of: source).map(source.text)
    let found = runs(of: text)
    guard !wanted.isEmpty, wanted.count == found.count else { return nil }
    var missing = wanted
    var wrong: [Range<Int>] = []
    for range in found {
      if let place = missing.firstIndex(of: text.text(range)) {
        missing.remove(at: place)
      } else {
        wrong.append(range)
      }
    }
    var result = ""
    var end = 0
    for (range, digits) in zip(wrong, missing) {
      result += text.text(end..<range.lowerBound) + digits
      end = range.upperBound
    }
    return result + text.text(end..<text.utf8.count)
  }

  private static func runs(of text: String) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for (place, byte) in text.utf8.enumerated() where NumberText.isDigit(byte) {
      if let last = result.last, last.upperBound == place {
        result[result.count - 1] = last.lowerBound..<place + 1
      } else {
        result.append(place..<place + 1)
      }
    }
    return result
  }
}
