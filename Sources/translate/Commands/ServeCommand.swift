import ArgumentParser
import Platform

/// Starts the server, which is a program of its own, so that this one needs no network library.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Translate for programs and browsers, over HTTP.",
    discussion: """
      `make server` builds the server, the program translate-server beside this one, which gets all options.

        translate serve --model models/pairs
        translate serve --help   # its options
      """)

  /// Why there is no server to start.
  struct NotBuilt: Error, CustomStringConvertible {
    let path: String

    var description: String { "there is no \(path): the server is a program of its own" }
  }

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The options of the server.", valueName: "option"))
  var options: [String] = []

  func run() throws {
    let own = Environment.executable ?? ""
    let path =
      String(own[..<(own.lastIndex(of: "/").map { own.index(after: $0) } ?? own.startIndex)])
      + "translate-server"
    guard FileSystem.exists(path) else { throw NotBuilt(path: path) }
    do throws(SystemError) {
      try replaceProcess(by: [path] + options)
    } catch {
      throw ValidationError("cannot start \(path): \(error.message)")
    }
  }
}
