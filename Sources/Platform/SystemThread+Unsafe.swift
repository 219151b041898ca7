#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A thread of the system that runs one function; whoever starts it must join or detach it.
@safe
package struct SystemThread: @unchecked Sendable {
  private let handle: pthread_t

  private final class Start {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts a thread; nil if the system gives no more.
  package init?(_ body: @escaping @Sendable () -> Void) {
    let argument = unsafe Unmanaged.passRetained(Start(body)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = unsafe pthread_create(&thread, nil, { unsafe SystemThread.enter($0) }, argument)
      guard status == 0, let thread = unsafe thread else {
        unsafe Unmanaged<Start>.fromOpaque(argument).release()
        return nil
      }
      unsafe handle = thread
    #else
      var thread = pthread_t()
      let status = unsafe pthread_create(
        &thread, nil, { argument in unsafe argument.flatMap { unsafe SystemThread.enter($0) } },
        argument)
      guard status == 0 else {
        unsafe Unmanaged<Start>.fromOpaque(argument).release()
        return nil
      }
      handle = thread
    #endif
  }

  private static func enter(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
    return nil
  }

  /// Lets the calling thread wait for some seconds, or until a signal comes.
  package static func sleep(seconds: UInt32) {
    #if canImport(Glibc)
      _ = Glibc.sleep(seconds)
    #elseif canImport(Musl)
      _ = Musl.sleep(seconds)
    #else
      _ = Darwin.sleep(seconds)
    #endif
  }

  /// Runs a function on a new thread that nobody waits for.
  ///
  /// If the system gives no more threads, the function takes one of those that run tasks.
  package static func detach(_ body: @escaping @Sendable () -> Void) {
    guard let thread = SystemThread(body) else {
      Task.detached { body() }
      return
    }
    #if canImport(Darwin)
      unsafe pthread_detach(thread.handle)
    #else
      pthread_detach(thread.handle)
    #endif
  }

  /// Runs a function on a new thread; the calling task suspends meanwhile.
  ///
  /// For functions that block, such as reading a large file: the threads that run tasks are few.
  package static func run<Success: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    let result: Result<Success, Failure> = await withCheckedContinuation { continuation in
      detach {
        do throws(Failure) {
          continuation.resume(returning: .success(try body()))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }

  /// Waits until the thread has ended; to be called once, and not if it is detached.
  package func join() {
    #if canImport(Darwin)
      unsafe pthread_join(handle, nil)
    #else
      pthread_join(handle, nil)
    #endif
  }
}
