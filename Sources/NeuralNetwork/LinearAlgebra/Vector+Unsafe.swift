/// A view of contiguous elements; it owns nothing, and every copy of it can write.
///
/// In release builds too, an index out of range traps, and so does any use after the memory was given back; see
/// `Lease`. Operations on whole vectors and matrices check once, element access checks each time.
@safe
package struct Vector<Element: BitwiseCopyable> {
  private let start: UnsafeMutablePointer<Element>
  package let count: Int
  private let lease: Lease

  init(_ start: UnsafeMutablePointer<Element>, count: Int, _ lease: Lease) {
    unsafe self.start = unsafe start
    self.count = count
    self.lease = lease
  }

  /// The address of the first element; every access goes through here, so that the lease is checked.
  var base: UnsafeMutablePointer<Element> {
    precondition(lease.isValid, "a view whose memory was given back")
    return unsafe start
  }

  /// The elements in `range`, as a view of the same memory.
  package func slice(_ range: Range<Int>) -> Vector {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a slice beyond the vector")
    return unsafe Vector(start + range.lowerBound, count: range.count, lease)
  }

  /// A copy as an array.
  package var values: [Element] {
    unsafe [Element](UnsafeBufferPointer(start: base, count: count))
  }

  package func fill(_ value: Element) {
    unsafe base.update(repeating: value, count: count)
  }

  package func copy(from other: Vector) {
    precondition(other.count == count, "vectors of different lengths")
    unsafe base.update(from: other.base, count: count)
  }

  package func copy(from values: [Element]) {
    precondition(values.count == count, "an array of another length")
    unsafe values.withUnsafeBufferPointer { values in
      if let source = values.baseAddress { unsafe base.update(from: source, count: count) }
    }
  }

  /// Copies elements from raw bytes, aligned or not.
  package func copy(bytes: RawSpan) {
    let room = unsafe UnsafeMutableRawBufferPointer(
      UnsafeMutableBufferPointer(start: base, count: count))
    precondition(bytes.byteCount == room.count, "bytes of another length")
    unsafe bytes.withUnsafeBytes { unsafe room.copyMemory(from: $0) }
  }

  /// Calls `body` with the address of the elements; the memory must not be given back meanwhile.
  package func withElements(_ body: (UnsafeMutablePointer<Element>) -> Void) {
    unsafe body(base)
  }

  /// Calls `body` with the elements as raw bytes; the memory must not be given back meanwhile.
  package func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: base, count: count)).bytes)
  }
}

extension Vector<Int32> {
  /// Whether all elements are in a range: checks what a kernel uses as indices or lengths.
  func isWithin(_ range: Range<Int>) -> Bool {
    let numbers = unsafe base
    let (least, end) = (Int32(clamping: range.lowerBound), Int32(clamping: range.upperBound))
    var isWithin = true
    for place in 0..<count {
      let number = unsafe numbers[place]
      isWithin = isWithin && number >= least && number < end
    }
    return isWithin
  }
}

extension Vector: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "a place beyond the vector")
      return unsafe base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "a place beyond the vector")
      unsafe base[index] = newValue
    }
  }
}
