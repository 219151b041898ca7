/// A value for each worker or job, written by one thread each and read when all are done.
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

  /// All values combined in order, so that the result does not depend on who was first.
  package func reduce(_ initial: Value, _ combine: (inout Value, Value) -> Void) -> Value {
    unsafe values.reduce(into: initial, combine)
  }
}
