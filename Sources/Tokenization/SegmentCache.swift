/// Caches the numbers of short, frequent byte strings, in limited memory.
///
/// The cache is direct-mapped: each string has one slot, and a new string replaces the one in its slot. A slot is 64
/// bytes, a cache line; there are few at first. Strings of more than ``Key/capacity`` bytes or ``valueCapacity`` numbers
/// are not cached.
struct SegmentCache: Sendable {
  /// A string and its kind: a chunk of a line, or a word.
  struct Key: Equatable {
    static let capacity = 30

    fileprivate let lanes: SIMD4<UInt64>
    fileprivate let hash: UInt64

    init?(_ string: Span<UInt8>, isWord: Bool) { self.init(string, kind: isWord ? 1 : 0) }

    init?(_ string: Span<UInt8>, kind: UInt8) {
      guard string.count <= Self.capacity else { return nil }
      lanes = Self.packed(string, kind, UInt8(string.count))
      hash = Self.hash(lanes)
    }

    fileprivate static func hash(_ lanes: SIMD4<UInt64>) -> UInt64 {
      var hash: UInt64 = 0
      for lane in lanes.indices {
        hash = (hash ^ lanes[lane]) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
      }
      return hash
    }
  }

  static let valueCapacity = 7
  /// Something about a string that is cached beside its numbers is below this.
  static let noteLimit = 1 << 28

  private struct Slot {
    /// All zeros in a free slot; no key is all zeros, because no string is empty.
    var key: SIMD4<UInt64> = .zero
    /// The numbers, and in the last lane their count in 3 bits and a note in the others.
    var value: SIMD8<Int32> = .zero
  }

  private var slots: [Slot]
  private var slotBits = 8
  private let mostSlotBits: Int
  private var used = 0

  /// Makes an empty cache of at most 2^`mostSlotBits` slots.
  init(mostSlotBits: Int = 14) {
    self.mostSlotBits = mostSlotBits
    slots = [Slot](repeating: Slot(), count: 1 << slotBits)
  }

  /// Appends the numbers of a string if they are cached; returns the note beside them, or nil if they are not.
  func append(_ key: Key, to numbers: inout [Int32]) -> Int? {
    let slot = slots[place(of: key.hash)]
    guard slot.key == key.lanes else { return nil }
    let last = Int(slot.value[Self.valueCapacity])
    for lane in 0..<last & 7 { numbers.append(slot.value[lane]) }
    return last >> 3
  }

  mutating func remember(_ key: Key, _ numbers: ArraySlice<Int32>, note: Int = 0) {
    guard numbers.count <= Self.valueCapacity else { return }
    precondition(0..<Self.noteLimit ~= note, "a note that fits")
    var slot = Slot(key: key.lanes)
    for (lane, number) in numbers.enumerated() { slot.value[lane] = number }
    slot.value[Self.valueCapacity] = Int32(note << 3 | numbers.count)
    let place = place(of: key.hash)
    if slots[place].key == .zero { used += 1 }
    slots[place] = slot
    if 2 * used > slots.count, slotBits < mostSlotBits { grow() }
  }

  private func place(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(64 - slotBits))
  }

  private mutating func grow() {
    let before = slots
    slotBits += 1
    slots = [Slot](repeating: Slot(), count: 1 << slotBits)
    // Strings that had different slots still have.
    for slot in before where slot.key != .zero { slots[place(of: Key.hash(slot.key))] = slot }
  }
}
