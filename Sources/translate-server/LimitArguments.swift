import ArgumentParser
import Serving

/// How much the server takes on.
struct LimitArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The characters of a request's texts.", valueName: "count"))
  var maxCharacters = ServingOptions.Limits().characters

  @Option(help: ArgumentHelp("The texts of a request, and their lines.", valueName: "count"))
  var maxLines = ServingOptions.Limits().lines

  @Option(
    help: ArgumentHelp("The bytes of a request, with the file that it brings.", valueName: "count"))
  var maxBytes = ServingOptions.Limits().bodyBytes

  @Option(
    help: ArgumentHelp(
      "The lines of all requests that may wait; beyond it clients are told when to come again.",
      valueName: "count"))
  var maxWaiting = ServingOptions.Limits().waitingLines

  @Option(
    help: ArgumentHelp("The seconds that a request may take to be answered.", valueName: "seconds"))
  var maxSeconds = 60

  @Option(help: ArgumentHelp("The connections at one time.", valueName: "count"))
  var maxConnections = ServingOptions.Limits().connections

  func validate() throws {
    let values = [
      ("--max-characters", maxCharacters), ("--max-lines", maxLines), ("--max-bytes", maxBytes),
      ("--max-waiting", maxWaiting), ("--max-seconds", maxSeconds),
      ("--max-connections", maxConnections),
    ]
    for (name, value) in values where !(1...1 << 30).contains(value) {
      throw ValidationError("\(name) is \(value), but must be from 1 to \(1 << 30)")
    }
  }

  func apply(to limits: inout ServingOptions.Limits) {
    limits.characters = maxCharacters
    limits.lines = maxLines
    limits.bodyBytes = maxBytes
    limits.waitingLines = maxWaiting
    limits.time = .seconds(maxSeconds)
    limits.connections = maxConnections
  }
}
