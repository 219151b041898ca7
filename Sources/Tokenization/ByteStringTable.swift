/// Distinct byte strings, numbered from 0 in the order they were first inserted.
///
/// Strings are compared as bytes: Swift's own `String` takes "é" and "e" + U+0301 for equal.
struct ByteStringTable: Sendable {
  private var bytes: [UInt8] = []
  /// Where each string ends in `bytes`; it starts where the one before ends.
  private var ends: [Int] = []
  /// A power of two of slots, with linear probing: the number of a string, or -1.
  private var slots = [Int32](repeating: -1, count: 16)

  var count: Int { ends.count }

  subscript(number: Int) -> ArraySlice<UInt8> {
    bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  func number(of string: UnsafeBufferPointer<UInt8>) -> Int? {
    let number = slots[slot(of: string)]
    return number < 0 ? nil : Int(number)
  }

  func number(of string: some Collection<UInt8>) -> Int? {
    Self.withBuffer(string) { number(of: $0) }
  }

  /// The string's number, which is the former `count` if it is new.
  @discardableResult
  mutating func insert(_ string: UnsafeBufferPointer<UInt8>) -> Int {
    let slot = slot(of: string)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    slots[slot] = Int32(count)
    bytes.append(contentsOf: string)
    ends.append(bytes.count)
    if 2 * count > slots.count { grow() }
    return count - 1
  }

  @discardableResult
  mutating func insert(_ string: some Collection<UInt8>) -> Int {
    Self.withBuffer(string) { insert($0) }
  }

  private static func withBuffer<Result>(
    _ string: some Collection<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if let result = string.withContiguousStorageIfAvailable({ body($0) }) { return result }
    return Array(string).withUnsafeBufferPointer { body($0) }
  }

  /// The slot that holds the string, or the free one where it would go.
  private func slot(of string: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Self.hash(string) & mask
    while slots[slot] >= 0, !self[Int(slots[slot])].elementsEqual(string) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for number in 0..<count {
      let free = self[number].withUnsafeBufferPointer { slot(of: $0) }
      slots[free] = Int32(number)
    }
  }

  private static func hash(_ string: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(string))
    return hasher.finalize()
  }
}

extension ByteStringTable: Equatable {
  static func == (left: Self, right: Self) -> Bool {
    left.bytes == right.bytes && left.ends == right.ends
  }
}
