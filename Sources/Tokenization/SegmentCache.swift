/// Caches the numbers of short, frequent byte strings, in limited memory.
///
/// The cache is direct-mapped: each string has one slot, and a new string replaces the one in its slot. A slot is 64
/// bytes, a cache line. Strings of more than ``Key/capacity`` bytes or ``valueCapacity`` numbers are not cached.
struct SegmentCache: Sendable {
  /// A string and its kind: a chunk of a line, or a word.
  struct Key: Equatable {
    static let capacity = 30

    fileprivate let lanes: SIMD4<UInt64>

    init?(_ string: Span<UInt8>, isWord: Bool) {
      guard string.count <= Self.capacity else { return nil }
      lanes = Self.packed(string, isWord ? 1 : 0, UInt8(string.count))
    }

    fileprivate var slot: Int {
      var hash: UInt64 = 0
      for lane in lanes.indices {
        hash = (hash ^ lanes[lane]) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
      }
      return Int(truncatingIfNeeded: hash >> UInt64(64 - SegmentCache.slotBits))
    }
  }

  static let valueCapacity = 7
  private static let slotBits = 14

  private struct Slot {
    /// All zeros in a free slot; no key is all zeros, because no string is empty.
    var key: SIMD4<UInt64> = .zero
    /// The numbers, and in the last lane their count.
    var value: SIMD8<Int32> = .zero
  }

  private var slots = [Slot](repeating: Slot(), count: 1 << slotBits)

  /// Appends the numbers of a string if they are cached; returns whether they are.
  func append(_ key: Key, to numbers: inout [Int32]) -> Bool {
    let slot = slots[key.slot]
    guard slot.key == key.lanes else { return false }
    for lane in 0..<Int(slot.value[Self.valueCapacity]) { numbers.append(slot.value[lane]) }
    return true
  }

  mutating func remember(_ key: Key, _ numbers: ArraySlice<Int32>) {
    guard numbers.count <= Self.valueCapacity else { return }
    var slot = Slot(key: key.lanes)
    for (lane, number) in numbers.enumerated() { slot.value[lane] = number }
    slot.value[Self.valueCapacity] = Int32(numbers.count)
    slots[key.slot] = slot
  }
}
