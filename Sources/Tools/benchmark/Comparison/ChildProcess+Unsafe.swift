import Platform

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension ChildProcess {
  /// The two ends of a pipe, which a program that is started gets only if it is given them.
  static func pipe() throws(SystemError) -> (output: FileDescriptor, input: FileDescriptor) {
    var ends: [Int32] = [0, 0]
    guard openPipe(&ends) == 0 else { throw .last }
    return (FileDescriptor(ends[0]), FileDescriptor(ends[1]))
  }

  /// Starts a program, looked up in PATH, whose standard output is the pipe.
  static func start(
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

  /// Waits for a program's end, and returns the system's word on it.
  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) == -1 && errno == EINTR {}
    return status
  }
}

/// Calls `body` with C strings and a null after the last.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = unsafe strings.map { unsafe strdup($0) }
  defer { unsafe copies.forEach { unsafe free($0) } }
  return unsafe body(copies + [nil])
}

// By another name, as that of the method hides the function.
private func openPipe(_ ends: inout [Int32]) -> Int32 { unsafe pipe(&ends) }
