#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A value behind a lock, whose changes threads can wait for.
///
/// `Synchronization.Mutex` is not used because it has no condition variables, and because ThreadSanitizer on Linux does
/// not know its locks and reports races where there are none.
@safe
package final class Monitor<Value>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var value: Value

  package init(_ value: sending Value) {
    self.value = value
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  /// Runs `body` while no other thread uses the value.
  package func use<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return try body(&value)
  }

  /// Waits until `isReady` holds, then runs `body` while no other thread uses the value.
  ///
  /// `isReady` is checked again each time `change` is signalled.
  package func use<Result>(
    when isReady: (Value) -> Bool, after change: Change, _ body: (inout Value) -> Result
  ) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while !isReady(value) { unsafe pthread_cond_wait(change.condition, mutex) }
    return body(&value)
  }

  /// Waits until `isReady` holds, or for about so many microseconds, less than a second; returns whether it holds.
  package func holds(
    _ isReady: (Value) -> Bool, after change: Change, microseconds: Int
  ) -> Bool {
    var end = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &end)
    end.tv_nsec += microseconds * 1000
    if end.tv_nsec >= 1_000_000_000 {
      end.tv_sec += 1
      end.tv_nsec -= 1_000_000_000
    }
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    if !isReady(value) { unsafe pthread_cond_timedwait(change.condition, mutex, &end) }
    return isReady(value)
  }
}

/// A signal that the value of a monitor has changed: a condition variable.
@safe
package final class Change: @unchecked Sendable {
  fileprivate let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  package init() {
    unsafe condition.initialize(to: pthread_cond_t())
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe condition.deallocate()
  }

  /// Wakes all threads that wait for the change.
  package func signal() { unsafe pthread_cond_broadcast(condition) }
}
