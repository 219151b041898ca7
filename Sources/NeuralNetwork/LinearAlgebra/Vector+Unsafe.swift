/// A view of numbers that lie side by side; it owns nothing, and any copy of it may write.
///
/// In every build a place outside it traps, and so does any use after its memory was given back; see `Lease`. Operations
/// on whole vectors and matrices look once; reading number by number looks each time.
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

  /// Where the numbers lie: every use of them comes by here.
  var base: UnsafeMutablePointer<Element> {
    precondition(lease.isValid, "a view of memory that was given back")
    return unsafe start
  }

  /// The numbers in `range`, as a view of the same memory.
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

  /// Takes numbers as they lie in memory elsewhere, aligned or not.
  package func copy(bytes: RawSpan) {
    let room = unsafe UnsafeMutableRawBufferPointer(
      UnsafeMutableBufferPointer(start: base, count: count))
    precondition(bytes.byteCount == room.count, "bytes of another length")
    unsafe bytes.withUnsafeBytes { unsafe room.copyMemory(from: $0) }
  }

  /// Hands its bytes to `body`, as they lie in memory; the memory must not be given back meanwhile.
  package func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: base, count: count)).bytes)
  }
}

extension Vector<Int32> {
  /// Whether all are in a range: what a kernel uses as places or lengths.
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
