import Platform

/// Words that a ``CaseMarker`` has looked at, in limited memory: a new word replaces the one in its slot.
///
/// Text has few different words, and each look at one makes several copies of it.
///
/// @unchecked Sendable: it belongs to one marker, which is used by one thread at a time.
final class WordMemo: @unchecked Sendable {
  private var words = [CaseMarker.Word?](repeating: nil, count: 1 << slotBits)
  private static let slotBits = 12
  /// Longer words, in bytes, are rare, and would take memory.
  private static let longest = 64

  /// The word at a place of a line, as `look` finds it, or has found it before.
  func word(
    at place: CasedWords.Word, in line: [UInt8],
    _ look: (CasedWords.Word, [UInt8]) -> CaseMarker.Word
  ) -> CaseMarker.Word {
    if place.range.count > Self.longest { return look(place, Array(line[place.range])) }
    var hash: UInt64 = place.beginsSentence ? 1 : 0
    for offset in place.range {
      hash = (hash ^ UInt64(line[offset])) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    let slot = Int(hash >> UInt64(64 - Self.slotBits))
    if var word = words[slot], word.place.beginsSentence == place.beginsSentence,
      Self.areEqual(word.text, line, place.range)
    {
      word.place = place
      return word
    }
    let word = look(place, Array(line[place.range]))
    words[slot] = word
    return word
  }

  private static func areEqual(_ text: [UInt8], _ line: [UInt8], _ range: Range<Int>) -> Bool {
    guard text.count == range.count else { return false }
    for place in text.indices where text[place] != line[range.lowerBound + place] { return false }
    return true
  }
}
