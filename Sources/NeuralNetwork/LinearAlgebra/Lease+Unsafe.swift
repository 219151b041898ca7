internal import Platform

/// The right to use some memory, which every view of it carries until the memory is given back.
///
/// A lease is what a counter showed when the view was made. Whoever gives the memory back moves the counter on, and a
/// view with another number traps when it is used. Counters are never freed, so a view may ask at any time.
@safe
struct Lease {
  private let counter: UnsafeMutablePointer<Int>
  private let number: Int

  fileprivate init(_ counter: UnsafeMutablePointer<Int>) {
    unsafe self.counter = unsafe counter
    number = unsafe counter.pointee
  }

  /// False once the memory is given back.
  var isValid: Bool { unsafe counter.pointee == number }
}

/// The leases of one piece of memory: its owner keeps them, and they end with it.
@safe
final class Leases {
  private let counter: UnsafeMutablePointer<Int>
  /// Counters without an owner.
  private static let idle = unsafe Monitor([UnsafeMutablePointer<Int>]())

  init() {
    unsafe counter = unsafe Self.idle.use { unsafe $0.popLast() } ?? Self.newCounter()
  }

  deinit {
    end()
    let counter = unsafe counter
    unsafe Self.idle.use { unsafe $0.append(counter) }
  }

  /// In a cache line of its own, as other threads read their own counters all the time.
  private static func newCounter() -> UnsafeMutablePointer<Int> {
    let counter = unsafe UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
      .bindMemory(to: Int.self, capacity: 1)
    unsafe counter.initialize(to: 0)
    return unsafe counter
  }

  /// For a view made now.
  var current: Lease { unsafe Lease(counter) }

  /// Ends all leases until now; the views that carry them must not be used any more.
  func end() { unsafe counter.pointee += 1 }
}
