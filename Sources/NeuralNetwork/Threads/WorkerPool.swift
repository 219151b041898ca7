internal import CKernels

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A fixed set of threads that run the same function together, each on its own share.
///
/// Threads are plain ones, not tasks: each keeps its own oneDNN engine, OpenMP settings and compiled
/// products for as long as the pool lives. A call returns when all are done, so two calls in a row
/// are a barrier.
package final class WorkerPool: @unchecked Sendable {
  package let count: Int
  private var threads: [pthread_t] = []
  private let state: UnsafeMutablePointer<State>

  private struct State {
    var mutex = pthread_mutex_t()
    var wake = pthread_cond_t()
    var done = pthread_cond_t()
    var generation = 0
    var running = 0
    var isClosing = false
    var job: (@Sendable (Int) -> Void)?
  }

  private final class Start {
    let index: Int
    let state: UnsafeMutablePointer<State>
    init(index: Int, state: UnsafeMutablePointer<State>) {
      self.index = index
      self.state = state
    }
  }

  /// Starts `count` threads, at least one.
  package init(count: Int) {
    precondition(count >= 1)
    self.count = count
    state = .allocate(capacity: 1)
    state.initialize(to: State())
    pthread_mutex_init(&state.pointee.mutex, nil)
    pthread_cond_init(&state.pointee.wake, nil)
    pthread_cond_init(&state.pointee.done, nil)
    for index in 0..<count { threads.append(Self.start(index, state)) }
  }

  deinit {
    pthread_mutex_lock(&state.pointee.mutex)
    state.pointee.isClosing = true
    pthread_cond_broadcast(&state.pointee.wake)
    pthread_mutex_unlock(&state.pointee.mutex)
    for thread in threads { pthread_join(thread, nil) }
    pthread_mutex_destroy(&state.pointee.mutex)
    pthread_cond_destroy(&state.pointee.wake)
    pthread_cond_destroy(&state.pointee.done)
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Runs `body(0)` … `body(count - 1)`, each on its own thread, and waits for all of them.
  ///
  /// Not to be called from inside `body`, nor from two threads at once.
  package func run(_ body: @escaping @Sendable (Int) -> Void) {
    pthread_mutex_lock(&state.pointee.mutex)
    state.pointee.job = body
    state.pointee.running = count
    state.pointee.generation += 1
    pthread_cond_broadcast(&state.pointee.wake)
    while state.pointee.running > 0 {
      pthread_cond_wait(&state.pointee.done, &state.pointee.mutex)
    }
    state.pointee.job = nil
    pthread_mutex_unlock(&state.pointee.mutex)
  }

  private static func start(_ index: Int, _ state: UnsafeMutablePointer<State>) -> pthread_t {
    let argument = Unmanaged.passRetained(Start(index: index, state: state)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(&thread, nil, { WorkerPool.enter($0) }, argument)
      guard status == 0, let thread else {
        preconditionFailure("cannot start thread \(index): error \(status)")
      }
      return thread
    #else
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil, { argument in argument.flatMap { WorkerPool.enter($0) } }, argument)
      precondition(status == 0, "cannot start thread \(index): error \(status)")
      return thread
    #endif
  }

  private static func enter(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
    Products.useOneThread()
    work(start.index, start.state)
    return nil
  }

  private static func work(_ index: Int, _ state: UnsafeMutablePointer<State>) {
    var seen = 0
    while true {
      pthread_mutex_lock(&state.pointee.mutex)
      while state.pointee.generation == seen && !state.pointee.isClosing {
        pthread_cond_wait(&state.pointee.wake, &state.pointee.mutex)
      }
      if state.pointee.isClosing {
        pthread_mutex_unlock(&state.pointee.mutex)
        return
      }
      seen = state.pointee.generation
      pthread_mutex_unlock(&state.pointee.mutex)
      perform(index, state)
      pthread_mutex_lock(&state.pointee.mutex)
      state.pointee.running -= 1
      if state.pointee.running == 0 { pthread_cond_signal(&state.pointee.done) }
      pthread_mutex_unlock(&state.pointee.mutex)
    }
  }

  /// Runs the job, and lets go of it before the caller of `run` hears that it is done.
  ///
  /// A reference that outlived `run` could be the last one to the pool itself, which would then be
  /// taken down from one of its own threads.
  @inline(never)
  private static func perform(_ index: Int, _ state: UnsafeMutablePointer<State>) {
    state.pointee.job?(index)
  }
}

extension Range<Int> {
  /// Part `index` of `count` nearly equal consecutive parts; parts start at multiples of `grain`.
  package func part(_ index: Int, of count: Int, grain: Int = 1) -> Range<Int> {
    let grains = (self.count + grain - 1) / grain
    let start = lowerBound + Swift.min(self.count, grains * index / count * grain)
    let end = lowerBound + Swift.min(self.count, grains * (index + 1) / count * grain)
    return start..<end
  }
}

/// The number of cores that are there for use.
package func availableCores() -> Int {
  max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
