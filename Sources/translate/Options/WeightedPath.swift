import ArgumentParser
import Platform
import Seq2Seq

/// A file or directory of sentence pairs, and how many times an epoch has its pairs: `mine.tsv:4`.
struct WeightedPath: Equatable {
  let path: String
  let weight: Double

  /// Takes what follows the last colon as the weight, if it is a number and there is no file of the whole name.
  init(_ argument: String) throws {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, let weight = Double(parts[parts.count - 1]),
      FileStatus(path: argument) == nil
    else {
      (path, self.weight) = (argument, 1)
      return
    }
    path = parts.dropLast().joined(separator: ":")
    self.weight = weight
    guard weight > 0 && weight <= CombinedPairs.mostWeight else {
      throw ValidationError(
        "“\(parts[parts.count - 1])” is no weight of \(path); a weight is above 0 and at most 1000")
    }
  }
}
