/// A view of numbers that lie side by side; it owns nothing, and any copy of it may write.
///
/// Places are checked in debug builds and tests; whoever hands the view on sees to it that the memory is still there.
/// As a sequence it is for convenience: other modules do not read it fast.
@safe
package struct Vector<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  package let count: Int

  init(_ base: UnsafeMutablePointer<Element>, count: Int) {
    unsafe self.base = unsafe base
    self.count = count
  }

  /// The numbers in `range`, as a view of the same memory.
  package func slice(_ range: Range<Int>) -> Vector {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe Vector(base + range.lowerBound, count: range.count)
  }

  /// A copy as an array.
  package var values: [Element] {
    unsafe [Element](UnsafeBufferPointer(start: base, count: count))
  }

  package func fill(_ value: Element) {
    unsafe base.update(repeating: value, count: count)
  }

  package func copy(from other: Vector) {
    assert(other.count == count)
    unsafe base.update(from: other.base, count: count)
  }

  package func copy(from values: [Element]) {
    precondition(values.count == count)
    unsafe values.withUnsafeBufferPointer { values in
      if let source = values.baseAddress { unsafe base.update(from: source, count: count) }
    }
  }

  /// Takes numbers as they lie in memory elsewhere, aligned or not.
  package func copy(bytes: RawSpan) {
    let room = unsafe UnsafeMutableRawBufferPointer(
      UnsafeMutableBufferPointer(start: base, count: count))
    precondition(bytes.byteCount == room.count)
    unsafe bytes.withUnsafeBytes { unsafe room.copyMemory(from: $0) }
  }

  /// Hands its bytes to `body`, as they lie in memory.
  package func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: base, count: count)).bytes)
  }
}

extension Vector: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }
}
