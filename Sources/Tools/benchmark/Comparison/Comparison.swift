import Formatting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Compares two programs that do the same work: they run in turn, each in a process of its own.
struct Comparison {
  /// One of the two programs.
  struct Side {
    let command: ChildProcess
    /// The keys of the figure in the JSON line that the program prints; greater is better.
    let figure: [String]
    /// The keys of its peak memory, in MB.
    let memory: [String]
    /// The keys of the amount of work, which must be the same for both.
    let work: [String]

    var name: String { command.arguments.prefix(2).joined(separator: " ") }
  }

  let what: String
  let unit: String
  let rounds: Int
  let ours: Side
  let theirs: Side

  struct Line: Encodable {
    let benchmark: String
    let unit: String
    let ours: Figures
    let theirs: Figures
    // The ratio of the medians, ours to theirs, and that of each round.
    let ratio: Double
    let roundRatios: [Double]
    /// Our peak memory as a share of theirs.
    let memoryShare: Double
  }

  struct Figures: Encodable {
    let figure: Spread
    let runs: [Double]
    /// Tokens or sentences per run.
    let work: Double
    let peakMemoryMB: Spread
    /// The line that the program printed in the last round.
    let lastRun: JSONValue
  }

  /// Runs ours, theirs, ours, theirs, and so on.
  func run() throws -> Line {
    var (ourRuns, theirRuns) = ([JSONValue](), [JSONValue]())
    for round in 1...rounds {
      ourRuns.append(try run(ours))
      theirRuns.append(try run(theirs))
      note("round \(round) of \(rounds) is done")
    }
    let (our, their) = (try figures(ours, ourRuns), try figures(theirs, theirRuns))
    guard our.work == their.work else {
      let things = unit.prefix { $0 != "/" }
      throw CommandError(
        "the work was not the same: \(our.work) \(things) here, \(their.work) there")
    }
    return Line(
      benchmark: "\(what) comparison", unit: unit, ours: our, theirs: their,
      ratio: our.figure.median / their.figure.median,
      roundRatios: zip(our.runs, their.runs).map { $0 / $1 },
      memoryShare: our.peakMemoryMB.median / their.peakMemoryMB.median)
  }

  private func run(_ side: Side) throws -> JSONValue {
    let output = try side.command.run()
    do {
      return try JSONValue(lastLineOf: output)
    } catch {
      throw CommandError(
        "\(side.name) printed no line of JSON: \(error)")
    }
  }

  private func figures(_ side: Side, _ runs: [JSONValue]) throws -> Figures {
    func values(_ path: [String]) throws -> [Double] {
      try runs.map { run in
        guard let value = run.number(at: path) else {
          throw CommandError("\(side.name) printed no number \(path.joined(separator: "."))")
        }
        return value
      }
    }
    let figures = try values(side.figure)
    return Figures(
      figure: Spread(figures), runs: figures, work: try values(side.work)[0],
      peakMemoryMB: Spread(try values(side.memory)),
      lastRun: runs.last ?? .null)
  }
}
