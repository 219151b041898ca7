#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A program that this process has started, and whose output it reads.
package struct SpawnedProcess {
  /// How a program ended.
  package enum Ending: Hashable, Sendable {
    case exit(code: Int32)
    case signal(number: Int32)
  }

  private let process: pid_t
  /// The reading end of its standard output.
  private let output: FileDescriptor

  /// Starts a program, looked up in PATH.
  ///
  /// - Parameters:
  ///   - arguments: the program's name, then its arguments.
  ///   - variables: its environment variables, as NAME=VALUE.
  /// - Throws: ``SystemError`` if the program is not found or cannot be started.
  package init(_ arguments: [String], variables: [String]) throws(SystemError) {
    let pipe = try Self.pipe()
    defer { pipe.input.close() }
    do {
      process = try Self.start(arguments, variables, writingTo: pipe)
    } catch {
      pipe.output.close()
      throw error
    }
    output = pipe.output
  }

  /// Waits until the program ends; returns all that it wrote and how it ended.
  ///
  /// To be called once.
  package func finish() throws(SystemError) -> (output: [UInt8], ending: Ending) {
    defer { output.close() }
    let bytes = try output.readAll()
    return (bytes, Self.wait(for: process))
  }

  /// Opens a pipe, whose ends a program inherits only if they are passed to it.
  private static func pipe() throws(SystemError) -> (output: FileDescriptor, input: FileDescriptor)
  {
    var ends: [Int32] = [0, 0]
    guard openPipe(&ends) == 0 else { throw .last }
    return (FileDescriptor(ends[0]), FileDescriptor(ends[1]))
  }

  private static func start(
    _ arguments: [String], _ variables: [String],
    writingTo pipe: (output: FileDescriptor, input: FileDescriptor)
  ) throws(SystemError) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, pipe.input.number, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addclose(&actions, pipe.input.number)
    unsafe posix_spawn_file_actions_addclose(&actions, pipe.output.number)
    var process = pid_t()
    let program = arguments.first ?? ""
    let code = unsafe withCStrings(arguments) { arguments in
      unsafe withCStrings(variables) { variables in
        unsafe posix_spawnp(&process, program, &actions, nil, arguments, variables)
      }
    }
    guard code == 0 else { throw SystemError(code: code) }
    return process
  }

  private static func wait(for process: pid_t) -> Ending {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) == -1 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? .exit(code: status >> 8 & 0xFF) : .signal(number: signal)
  }
}

/// Goes on as another program, with the same process id, open files and environment.
///
/// - Parameter arguments: the program's path, then its arguments.
/// - Throws: ``SystemError`` if the program cannot be run; otherwise this call does not return.
package func replaceProcess(by arguments: [String]) throws(SystemError) -> Never {
  let program = arguments.first ?? ""
  unsafe withCStrings(arguments) { arguments in _ = unsafe execv(program, arguments) }
  throw .last
}

/// Calls `body` with a null-terminated array of C strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = unsafe strings.map { unsafe strdup($0) }
  defer { unsafe copies.forEach { unsafe free($0) } }
  return unsafe body(copies + [nil])
}

// A wrapper with another name, because the method's name hides the function.
private func openPipe(_ ends: inout [Int32]) -> Int32 { unsafe pipe(&ends) }
