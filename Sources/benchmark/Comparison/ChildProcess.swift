#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A program to run with nothing beside it: its output is read, its messages go where ours go.
struct ChildProcess {
  /// The program, looked up in PATH, and its arguments.
  let arguments: [String]
  /// Added to our own.
  var environment: [String: String] = [:]

  private var name: String {
    arguments.prefix(2).map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      .joined(separator: " ")
  }

  /// Runs it to its end and returns what it printed.
  func run() throws -> [UInt8] {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw CommandError("cannot open a pipe: \(systemMessage(errno))")
    }
    defer { close(ends[0]) }
    let process: pid_t
    do {
      defer { close(ends[1]) }
      process = try start(output: ends[1], unused: ends[0])
    }
    let output = readAll(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 && errno == EINTR {}
    try check(status)
    return output
  }

  private func start(output: Int32, unused: Int32) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, output)
    posix_spawn_file_actions_addclose(&actions, unused)
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var process = pid_t()
    let program = arguments.first ?? ""
    let code = withCStrings(arguments) { arguments in
      withCStrings(variables.map { "\($0)=\($1)" }) { variables in
        posix_spawnp(&process, program, &actions, nil, arguments, variables)
      }
    }
    guard code == 0 else {
      throw CommandError("cannot run \(program): \(systemMessage(code))")
    }
    return process
  }

  private func readAll(_ descriptor: Int32) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { result += buffer[..<count] } else if count == 0 || errno != EINTR { break }
    }
    return result
  }

  private func check(_ status: Int32) throws {
    let signal = status & 0x7F
    if signal == SIGILL {
      throw CommandError(
        """
        \(name) met an illegal instruction. PyTorch's bfloat16 does where a virtual machine shows \
        half of AMX: try --peer-environment ONEDNN_MAX_CPU_ISA=AVX512_CORE_BF16
        """)
    }
    if signal != 0 { throw CommandError("\(name) was ended by signal \(signal)") }
    let code = status >> 8 & 0xFF
    if code != 0 { throw CommandError("\(name) failed with exit code \(code)") }
  }
}

private func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }

/// Calls `body` with C strings and a null after the last.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
