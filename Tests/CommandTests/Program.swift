import Foundation
import TestSupport
import Testing

/// A program of this package, built together with the tests, or found in the directory that `PROGRAMS` names.
struct Program: Sendable {
  let name: String
  let path: String

  static let translate = Program(name: "translate")
  static let bleu = Program(name: "bleu")
  static let benchmark = Program(name: "benchmark")
  static let fuzz = Program(name: "fuzz")

  /// The sanitizer that the programs are built with: "thread" or "address".
  static let sanitizer = ProcessInfo.processInfo.environment["SANITIZER"]

  private init(name: String) {
    self.name = name
    path = Self.directory.appendingPathComponent(name).path
  }

  private static var directory: URL {
    if let directory = ProcessInfo.processInfo.environment["PROGRAMS"] {
      return URL(fileURLWithPath: directory)
    }
    #if os(macOS)
      for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
        return bundle.bundleURL.deletingLastPathComponent()
      }
    #endif
    return Bundle.main.bundleURL
  }

  /// The result of a run.
  struct Result: Sendable {
    /// The exit code; 128 plus the number of the signal if a signal ended the program.
    var code: Int32
    var output: Data
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
    /// The lines of the output; only LF ends a line.
    var lines: [String] {
      var parts = output.split(separator: 0x0A, omittingEmptySubsequences: false)
      if parts.last?.isEmpty == true { parts.removeLast() }
      return parts.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// Runs the program to its end, in a directory, on the bytes of `input`.
  func run(
    _ arguments: [String], input: Data = Data(), in directory: TemporaryDirectory,
    environment: [String: String] = [:]
  ) async throws -> Result {
    try await start(arguments, input: input, in: directory, environment: environment).result()
  }

  func run(
    _ arguments: [String], input: String, in directory: TemporaryDirectory
  ) async throws -> Result {
    try await run(arguments, input: Data(input.utf8), in: directory)
  }

  /// Starts the program without waiting for its end.
  func start(
    _ arguments: [String], input: Data = Data(), in directory: TemporaryDirectory,
    environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try RunningProgram(
      path, arguments, input: input, in: directory, environment: environment)
  }

  /// Runs a shell script in a directory; `$translate` and `$bleu` are the programs.
  static func shell(
    _ script: String, in directory: TemporaryDirectory, environment: [String: String] = [:]
  ) async throws -> Result {
    var variables = environment
    variables["translate"] = translate.path
    variables["bleu"] = bleu.path
    return try await RunningProgram(
      "/bin/sh", ["-c", script], input: Data(), in: directory, environment: variables
    ).result()
  }
}

/// A running program.
///
/// Its streams are files, which unlike pipes cannot fill up and block it.
final class RunningProgram: Sendable {
  private let process = Process()
  private let files: TemporaryDirectory
  private let ended: AsyncStream<Void>

  init(
    _ path: String, _ arguments: [String], input: Data, in directory: TemporaryDirectory,
    environment: [String: String]
  ) throws {
    files = try TemporaryDirectory()
    _ = try files.write(input, to: "input")
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory.path)
    // A sanitizer reads its options from the environment.
    let inherited = ProcessInfo.processInfo.environment.filter {
      $0.key == "PATH" || $0.key.hasSuffix("SAN_OPTIONS")
    }
    process.environment = inherited.merging(environment) { $1 }
    let streams = [
      FileHandle(forReadingAtPath: files.file("input")),
      FileHandle(forWritingAtPath: try files.write("", to: "output")),
      FileHandle(forWritingAtPath: try files.write("", to: "errors")),
    ]
    // The program has its own copies. Foundation would keep these open until the tests end, and read beyond a
    // buffer once there are more than a thousand.
    defer { for stream in streams { try? stream?.close() } }
    (process.standardInput, process.standardOutput, process.standardError) = (
      streams[0], streams[1], streams[2]
    )
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    ended = stream
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
  }

  /// What it has written to standard error so far.
  var errorsSoFar: String {
    (try? files.read("errors")).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  func send(signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until the program has written some words to standard error, then sends it a signal; also returns
  /// if the program ends before.
  ///
  /// A separate thread watches: a task would run only after all tests that compute, and an endless
  /// training would slow them down all the while.
  func send(signal: Int32, after text: String) async {
    await withCheckedContinuation { said in
      Thread.detachNewThread { [self] in
        while process.isRunning && !errorsSoFar.contains(text) {
          Thread.sleep(forTimeInterval: 0.005)
        }
        if process.isRunning { send(signal: signal) }
        said.resume()
      }
    }
  }

  /// Waits for the program's end.
  func result() async throws -> Program.Result {
    for await _ in ended {}
    let status = process.terminationStatus
    return Program.Result(
      code: process.terminationReason == .uncaughtSignal ? 128 + status : status,
      output: Data(try files.read("output")), errors: errorsSoFar)
  }
}
