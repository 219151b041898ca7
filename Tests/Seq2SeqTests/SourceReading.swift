import Seq2Seq
import Testing

extension PairSource {
  /// All usable pairs, and what was left out.
  func all() throws -> (pairs: [SentencePair], report: CorpusReport) {
    var pairs: [SentencePair] = []
    let report = try forEachPair { pairs.append($0) }
    return (pairs, report)
  }

  /// The error that ends a pass.
  func failure() -> CorpusError? {
    #expect(throws: CorpusError.self) { try forEachPair { _ in } } as CorpusError?
  }
}
