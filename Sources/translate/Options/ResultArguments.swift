import ArgumentParser
import Seq2Seq

/// Where results go.
struct ResultArguments: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to this file instead of standard output: all of it, or nothing.", valueName: "file"))
  var output: String?

  /// Refuses to write over files that are read.
  func check(_ inputs: InputFiles) throws(FileError) {
    try inputs.checkStandardOutput()
    if let output { try inputs.check(output: output) }
  }

  /// Gives `body` where results go; a file is replaced when all of them are written.
  func write(_ body: (StandardOutput) throws -> Void) throws {
    guard let output else {
      let results = StandardOutput()
      try body(results)
      return try results.flush()
    }
    // Errors of files keep the old file; any other must do so, too.
    var failure: (any Error)?
    do {
      try AtomicFile.write(to: output) { writer throws(FileError) in
        do {
          try body(StandardOutput(writer))
        } catch let error as FileError {
          throw error
        } catch {
          failure = error
          throw FileError(path: output, action: .write, reason: .system(code: 0))
        }
      }
    } catch {
      throw failure ?? error
    }
  }
}
