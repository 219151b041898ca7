internal import Platform

/// The right of a view to use its memory, valid until the memory is given back.
///
/// A lease stores the value of a counter when the view was made. Giving the memory back increments the counter, and
/// a view whose value differs from the counter traps when it is used. Counters are never freed, so that a view can
/// check its lease at any time.
@safe
struct Lease {
  private let counter: UnsafeMutablePointer<Int>
  private let number: Int

  fileprivate init(_ counter: UnsafeMutablePointer<Int>) {
    unsafe self.counter = unsafe counter
    number = unsafe counter.pointee
  }

  /// False after the memory was given back.
  var isValid: Bool { unsafe counter.pointee == number }
}

/// The leases of one piece of memory.
///
/// The owner of the memory holds this object; all leases end with it.
@safe
final class Leases {
  private let counter: UnsafeMutablePointer<Int>
  /// Counters that no object uses now.
  private static let idle = unsafe Monitor([UnsafeMutablePointer<Int>]())

  init() {
    unsafe counter = unsafe Self.idle.use { unsafe $0.popLast() } ?? Self.newCounter()
  }

  deinit {
    end()
    let counter = unsafe counter
    unsafe Self.idle.use { unsafe $0.append(counter) }
  }

  /// Allocates a counter in a cache line of its own, so that threads with other counters are not slowed down.
  private static func newCounter() -> UnsafeMutablePointer<Int> {
    let counter = unsafe UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
      .bindMemory(to: Int.self, capacity: 1)
    unsafe counter.initialize(to: 0)
    return unsafe counter
  }

  /// The lease for a view made now.
  var current: Lease { unsafe Lease(counter) }

  /// Ends all leases given out so far; a use of their views traps.
  func end() { unsafe counter.pointee += 1 }
}
