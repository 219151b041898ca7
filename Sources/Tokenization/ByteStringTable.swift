import Platform

/// Distinct byte strings, numbered from 0 in the order in which they were first inserted.
///
/// Strings are compared as bytes: to Swift's own `String`, "é" and "e" + U+0301 are equal.
struct ByteStringTable: Sendable {
  private var bytes: [UInt8] = []
  /// The end of each string in `bytes`; a string starts where the previous one ends.
  private var ends: [Int] = []
  /// A hash table with linear probing, whose size is a power of two: the number of a string, or -1 in a free slot.
  private var slots = [Int32](repeating: -1, count: 16)

  var count: Int { ends.count }
  /// The bytes of all strings together.
  var byteCount: Int { bytes.count }

  subscript(number: Int) -> ArraySlice<UInt8> {
    bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  func number(of string: Span<UInt8>) -> Int? {
    let number = slots[slot(of: string)]
    return number < 0 ? nil : Int(number)
  }

  /// Inserts a string if it is new; returns its number, which for a new string is the former `count`.
  @discardableResult
  mutating func insert(_ string: Span<UInt8>) -> Int {
    let slot = slot(of: string)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    slots[slot] = Int32(count)
    bytes.append(copying: string)
    ends.append(bytes.count)
    if 2 * count > slots.count { grow() }
    return count - 1
  }

  /// The slot that holds the string, or the free slot where it would be inserted.
  private func slot(of string: Span<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Self.hash(string) & mask
    while slots[slot] >= 0, !isEqual(Int(slots[slot]), to: string) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ number: Int, to string: Span<UInt8>) -> Bool {
    let own = self[number].span
    guard own.count == string.count else { return false }
    for place in own.indices where own[place] != string[place] { return false }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for number in 0..<count {
      let string = self[number]
      let free = slot(of: string.span)
      slots[free] = Int32(number)
    }
  }

  private static func hash(_ string: Span<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(string)
    return hasher.finalize()
  }
}

extension ByteStringTable: Equatable {
  static func == (left: Self, right: Self) -> Bool {
    left.bytes == right.bytes && left.ends == right.ends
  }
}
