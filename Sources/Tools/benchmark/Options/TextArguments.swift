import ArgumentParser
import Seq2Seq

/// Text to measure with: a TSV, or the lines of two files.
struct TextArguments: ParsableArguments {
  @Argument(help: "Sentence pairs, TSV.") var pairs: String?
  @Option(help: "Which columns are source and target.") var columns = "1,2"
  @Option(help: "Instead of a TSV: a file of source sentences.") var source: String?
  @Option(help: "And one of their translations.") var target: String?

  func validate() throws {
    guard (source == nil) == (target == nil), pairs == nil || source == nil else {
      throw ValidationError("give a TSV, or --source and --target")
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
      throw ValidationError("--columns are two numbers from 1 on, as 1,2")
    }
    return TabSeparatedPairs(path: pairs, columns: (numbers[0], numbers[1]))
  }
}
