import ArgumentParser
import Seq2Seq

/// Text to measure with: a TSV file, or two aligned files.
struct TextArguments: ParsableArguments {
  @Argument(help: "A TSV file of sentence pairs.") var pairs: String?
  @Option(help: "Columns of source and target in the TSV file.") var columns = "1,2"
  @Option(help: "Instead of a TSV file: a file of source sentences.") var source: String?
  @Option(help: "The translations of --source, line by line.") var target: String?

  func validate() throws {
    guard (source == nil) == (target == nil), pairs == nil || source == nil else {
      throw ValidationError("give a TSV file, or --source and --target")
    }
  }

  var isGiven: Bool { pairs != nil || source != nil }

  /// All usable pairs.
  func read() throws -> [SentencePair] {
    var result: [SentencePair] = []
    try sentencePairs().forEachPair { result.append($0) }
    return result
  }

  private func sentencePairs() throws -> any PairSource {
    if let source, let target { return AlignedPairs(source: source, target: target) }
    guard let pairs else { throw ValidationError("give a file of sentence pairs") }
    let numbers = columns.split(separator: ",").compactMap { Int($0) }
    guard numbers.count == 2, numbers.allSatisfy({ $0 >= 1 }) else {
      throw ValidationError("--columns takes two numbers from 1 on, such as 1,2")
    }
    return TabSeparatedPairs(path: pairs, columns: (numbers[0], numbers[1]))
  }
}
