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
import Platform

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
    let pipe = try answering("cannot open a pipe") { () throws(SystemError) in try Self.pipe() }
    defer { pipe.output.close() }
    let process: pid_t
    do {
      defer { pipe.input.close() }
      process = try start(pipe)
    }
    let output = try answering("cannot read from \(name)") { () throws(SystemError) in
      try pipe.output.readAll()
    }
    let status = Self.wait(for: process)
    try check(status)
    return output
  }

  private func start(_ pipe: (output: FileDescriptor, input: FileDescriptor)) throws -> pid_t {
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    return try answering("cannot run \(arguments.first ?? "")") { () throws(SystemError) in
      try Self.start(arguments, variables.map { "\($0)=\($1)" }, writingTo: pipe)
    }
  }

  private func answering<Result>(
    _ problem: String, _ call: () throws(SystemError) -> Result
  ) throws(CommandError) -> Result {
    do {
      return try call()
    } catch {
      throw CommandError("\(problem): \(error.message)")
    }
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
