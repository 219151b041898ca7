import ArgumentParser
import Formatting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Measures whether the time of an epoch grows linearly with the corpus while memory stays constant.
///
/// Runs `benchmark train --epoch` on random parts of one corpus, each in a process of its own.
struct GrowthBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth", abstract: "An epoch's time and memory against the number of pairs.",
    discussion: "Other options are passed on to benchmark train.")

  @Argument(help: "A TSV file of sentence pairs.") var pairs: String
  @Option(help: "Numbers of pairs, smallest first.") var sizes = "30000,60000,120000"
  @Option(help: "Number of timed repeats of each epoch.") var repeats = 1
  @Argument(parsing: .allUnrecognized) var options: [String] = []

  struct Line: Encodable {
    let benchmark = "growth"
    let parts: [Part]
    // Ratios of the largest part to the smallest.
    let secondsPerTokenRatio: Double
    let secondsPerPairRatio: Double
    let memoryRatio: Double
    /// All that the run on the largest part printed.
    let lastRun: JSONValue
  }

  struct Part: Encodable {
    let pairs: Int
    let targetTokens: Double
    let preparationSeconds: Double
    let epochSeconds: Double
    let secondsPerPair: Double
    let secondsPerToken: Double
    let peakMemoryMB: Double
  }

  func run() throws {
    let counts = sizes.split(separator: ",").compactMap { Int($0) }
    guard counts.count >= 2, counts.allSatisfy({ $0 >= 1 }) else {
      throw ValidationError("--sizes takes two or more numbers, such as 30000,60000")
    }
    var (parts, last) = ([Part](), JSONValue.null)
    for count in counts {
      let command = [
        CommandLine.arguments[0], "train", pairs, "--limit", "\(count)", "--epoch", "--repeats",
        "\(repeats)", "--no-products",
      ]
      last = try JSONValue(lastLineOf: ChildProcess(arguments: command + options).run())
      parts.append(try part(last))
      note("\(count) pairs are done")
    }
    let (first, largest) = (parts[0], parts[parts.count - 1])
    try printLine(
      Line(
        parts: parts, secondsPerTokenRatio: largest.secondsPerToken / first.secondsPerToken,
        secondsPerPairRatio: largest.secondsPerPair / first.secondsPerPair,
        memoryRatio: largest.peakMemoryMB / first.peakMemoryMB, lastRun: last))
  }

  private func part(_ run: JSONValue) throws -> Part {
    func number(_ path: String...) throws -> Double {
      guard let value = run.number(at: path) else {
        throw CommandError("benchmark train printed no \(path.joined(separator: "."))")
      }
      return value
    }
    let (pairs, tokens) = (try number("work", "sentences"), try number("work", "targetTokens"))
    let time = try number("seconds", "median")
    return Part(
      pairs: Int(pairs), targetTokens: tokens,
      preparationSeconds: try number("preparationSeconds"), epochSeconds: time,
      secondsPerPair: time / pairs, secondsPerToken: time / tokens,
      peakMemoryMB: try number("peakMemoryMB"))
  }
}
