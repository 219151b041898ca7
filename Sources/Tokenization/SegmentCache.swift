/// Caches the numbers of short, frequent byte strings, in limited memory.
///
/// Each string has one of two neighbouring slots. A new string takes the first, which leaves its string to the second. A
/// slot is 64 bytes, a cache line; there are few at first. Strings of more than ``Key/capacity`` bytes or ``valueCapacity`` numbers
/// are not cached.
struct SegmentCache: ~Copyable, Sendable {
  /// A string and its kind: a chunk of a line, or a word.
  struct Key: Equatable {
    static let capacity = 30
    /// Bytes of a key: a string, zeros, its kind and its length.
    static let size = 32

    fileprivate let lanes: SIMD4<UInt64>
    fileprivate let hash: UInt64

    init?(_ string: Span<UInt8>, isWord: Bool) { self.init(string, kind: isWord ? 1 : 0) }

    init?(_ string: Span<UInt8>, kind: UInt8) {
      guard string.count <= Self.capacity else { return nil }
      var lanes = SIMD4<UInt64>.zero
      for place in string.indices {
        lanes[place >> 3] |= UInt64(string[place]) << UInt64((place & 7) << 3)
      }
      self.init(lanes: lanes, length: string.count, kind: kind)
    }

    /// Makes the key of a string from 32 bytes that begin with it, whatever follows; of no use if it is too long.
    init(lanes: SIMD4<UInt64>, length: Int, kind: UInt8) {
      let length = min(length, Self.capacity)
      var key = lanes & Self.masks[length]
      key[3] |= UInt64(kind) << 48 | UInt64(length) << 56
      self.init(key)
    }

    private init(_ lanes: SIMD4<UInt64>) {
      self.lanes = lanes
      hash = Self.hash(lanes)
    }

    /// The key of the same string as another kind.
    func of(kind: UInt8) -> Key {
      var lanes = lanes
      lanes[3] = lanes[3] & ~(0xFF << 48) | UInt64(kind) << 48
      return Key(lanes)
    }

    fileprivate static func hash(_ lanes: SIMD4<UInt64>) -> UInt64 {
      // The products do not wait for each other.
      let products =
        lanes
        &* SIMD4(
          0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB,
          0xD6E8_FEB8_6659_FD93)
      let sum = products.wrappedSum()
      return (sum ^ sum >> 32) &* 0x9FB2_1C65_1E98_DF25
    }

    /// By the length of a string: the bits that are of it.
    private static let masks: [SIMD4<UInt64>] = (0...capacity).map { length in
      var mask = SIMD4<UInt64>.zero
      for place in 0..<length { mask[place >> 3] |= 0xFF << UInt64((place & 7) << 3) }
      return mask
    }
  }

  static let valueCapacity = 7
  /// Something about a string that is cached beside its numbers is below this.
  static let noteLimit = 1 << 28

  private var slots: SegmentSlots
  private var slotBits = 8
  private let mostSlotBits: Int
  private var used = 0
  /// Of slots that were touched: kept so that it is read.
  private var touched: UInt64 = 0

  /// Makes an empty cache of at most 2^`mostSlotBits` slots.
  init(mostSlotBits: Int = CachedLines.some.mostSlotBits) {
    self.mostSlotBits = mostSlotBits
    slots = SegmentSlots(count: 1 << slotBits)
  }

  /// Appends the numbers of a string if they are cached; returns the note beside them, or nil if they are not.
  func append(_ key: Key, to numbers: inout [Int32]) -> Int? {
    let place = place(of: key.hash)
    var slot = slots[place]
    if slot.key != key.lanes {
      slot = slots[place ^ 1]
      guard slot.key == key.lanes else { return nil }
    }
    let last = Int(slot.value[Self.valueCapacity])
    for lane in 0..<last & 7 { numbers.append(slot.value[lane]) }
    return last >> 3
  }

  /// Brings the slots of strings near that will be looked up: several at a time, rather than each when it is needed.
  mutating func touch(_ line: LineChunks) {
    for chunk in line.chunks { touched &+= slots.touch(place(of: chunk.key.hash)) }
  }

  mutating func remember(_ key: Key, _ numbers: ArraySlice<Int32>, note: Int = 0) {
    guard numbers.count <= Self.valueCapacity else { return }
    precondition(0..<Self.noteLimit ~= note, "a note that fits")
    var slot = SegmentSlots.Slot(key: key.lanes)
    for (lane, number) in numbers.enumerated() { slot.value[lane] = number }
    slot.value[Self.valueCapacity] = Int32(note << 3 | numbers.count)
    insert(slot, at: place(of: key.hash))
    if 2 * used > slots.count, slotBits < mostSlotBits { grow() }
  }

  private func place(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(64 - slotBits))
  }

  private mutating func insert(_ slot: SegmentSlots.Slot, at place: Int) {
    let before = slots[place]
    if before.key != .zero {
      if slots[place ^ 1].key == .zero { used += 1 }
      slots[place ^ 1] = before
    } else {
      used += 1
    }
    slots[place] = slot
  }

  private mutating func grow() {
    let before = exchange(&slots, with: SegmentSlots(count: 2 * slots.count))
    slotBits += 1
    used = 0
    for place in 0..<before.count where before[place].key != .zero {
      let slot = before[place]
      insert(slot, at: self.place(of: Key.hash(slot.key)))
    }
  }
}

/// The lines that caches are for.
enum CachedLines: Sendable {
  /// Any number, as they come: a cache grows to 1 MB.
  case some
  /// All of a corpus, where time counts more than memory: to 8 MB.
  case corpus

  /// Cache slots are 2^this at most.
  var mostSlotBits: Int {
    switch self {
    case .some: 14
    case .corpus: 17
    }
  }
}
