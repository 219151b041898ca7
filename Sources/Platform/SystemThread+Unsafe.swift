#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A thread of the system that runs one function; whoever starts it waits for its end.
@safe
package struct SystemThread: @unchecked Sendable {
  private let handle: pthread_t

  private final class Start {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  package init(_ body: @escaping @Sendable () -> Void) {
    let argument = unsafe Unmanaged.passRetained(Start(body)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = unsafe pthread_create(&thread, nil, { unsafe SystemThread.enter($0) }, argument)
      guard status == 0, let thread = unsafe thread else {
        preconditionFailure("cannot start a thread: error \(status)")
      }
      unsafe handle = thread
    #else
      var thread = pthread_t()
      let status = unsafe pthread_create(
        &thread, nil, { argument in unsafe argument.flatMap { unsafe SystemThread.enter($0) } },
        argument)
      precondition(status == 0, "cannot start a thread: error \(status)")
      handle = thread
    #endif
  }

  private static func enter(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
    return nil
  }

  /// Waits until it has ended; to be called once.
  package func join() {
    #if canImport(Darwin)
      unsafe pthread_join(handle, nil)
    #else
      pthread_join(handle, nil)
    #endif
  }
}
