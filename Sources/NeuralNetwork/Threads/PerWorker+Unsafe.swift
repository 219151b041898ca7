/// One value per worker or job: each is written by one thread, and read when all threads are done.
@safe
package final class PerWorker<Value: Sendable>: @unchecked Sendable {
  private let values: UnsafeMutableBufferPointer<Value>
  private let count: Int

  package init(count: Int, initial: Value) {
    self.count = count
    unsafe values = .allocate(capacity: count)
    unsafe values.initialize(repeating: initial)
  }

  deinit {
    unsafe values.deinitialize()
    unsafe values.deallocate()
  }

  package subscript(index: Int) -> Value {
    get {
      precondition(index >= 0 && index < count)
      return unsafe values[index]
    }
    set {
      precondition(index >= 0 && index < count)
      unsafe values[index] = newValue
    }
  }

  /// Combines all values in index order, so that the result does not depend on the threads' timing.
  package func reduce(_ initial: Value, _ combine: (inout Value, Value) -> Void) -> Value {
    unsafe values.reduce(into: initial, combine)
  }
}
