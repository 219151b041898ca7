/// The slots of a ``SegmentCache``, each of them a cache line.
@safe struct SegmentSlots: ~Copyable, @unchecked Sendable {
  struct Slot {
    /// All zeros in a free slot; no key is all zeros, because no string is empty.
    var key: SIMD4<UInt64> = .zero
    /// The numbers, and in the last lane their count in 3 bits and a note in the others.
    var value: SIMD8<Int32> = .zero
  }

  let count: Int
  private let slots: UnsafeMutableBufferPointer<Slot>

  /// Makes free slots.
  init(count: Int) {
    self.count = count
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: count * MemoryLayout<Slot>.stride, alignment: 64)
    unsafe slots = unsafe memory.bindMemory(to: Slot.self)
    unsafe slots.initialize(repeating: Slot())
  }

  deinit { unsafe slots.deallocate() }

  subscript(place: Int) -> Slot {
    get {
      precondition(place >= 0 && place < count)
      return unsafe slots[place]
    }
    nonmutating set {
      precondition(place >= 0 && place < count)
      unsafe slots[place] = newValue
    }
  }

  /// Something of a slot, so that it is near when it is read next.
  func touch(_ place: Int) -> UInt64 {
    precondition(place >= 0 && place < count)
    return unsafe slots[place].key[0]
  }
}
