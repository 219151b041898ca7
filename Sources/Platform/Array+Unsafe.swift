extension Array where Element: BitwiseCopyable {
  /// An array that `fill` writes: it is given memory for `capacity` elements, and returns how many of them it has written.
  ///
  /// All empty arrays share one memory, which the standard library's initializer writes to if the capacity is 0. So
  /// several threads at once would; this one does not.
  @unsafe package init<Failure: Error>(
    capacity: Int, fill: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Int
  ) throws(Failure) {
    if capacity == 0 {
      self = []
      return
    }
    var failure: Failure?
    self = unsafe Array(unsafeUninitializedCapacity: capacity) { room, count in
      do throws(Failure) {
        count = unsafe try fill(UnsafeMutableBufferPointer(rebasing: room[..<capacity]))
      } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
