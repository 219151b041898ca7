#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Platform

/// A program to run: its output is read, its messages go to our standard error.
struct ChildProcess {
  /// The program, looked up in PATH, and its arguments.
  let arguments: [String]
  /// Variables added to our own environment.
  var environment: [String: String] = [:]

  private var name: String {
    arguments.prefix(2).map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      .joined(separator: " ")
  }

  /// Runs the program to its end and returns what it printed.
  func run() throws -> [UInt8] {
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let process = try answering("cannot run \(arguments.first ?? "")") { () throws(SystemError) in
      try SpawnedProcess(arguments, variables: variables.map { "\($0)=\($1)" })
    }
    let (output, ending) = try answering("cannot read from \(name)") { () throws(SystemError) in
      try process.finish()
    }
    try check(ending)
    return output
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

  private func check(_ ending: SpawnedProcess.Ending) throws {
    switch ending {
    case .exit(code: 0): return
    case .exit(let code): throw CommandError("\(name) failed with exit code \(code)")
    case .signal(Signal.illegalInstruction.number):
      throw CommandError(
        """
        \(name) met an illegal instruction. PyTorch's bfloat16 does where a virtual machine shows \
        half of AMX: try --peer-environment ONEDNN_MAX_CPU_ISA=AVX512_CORE_BF16
        """)
    case .signal(let number): throw CommandError("\(name) was ended by signal \(number)")
    }
  }
}
