import Seq2Seq
import Platform

/// A made-up format: what its passes find is given beforehand.
struct MadeUpPairs: PairSource {
  /// What the first pass finds, the second and so on; all later passes find what the last one does.
  var passes: [[PairFinding]]
  var isRepeatable = true
  /// The error that a pass ends with, if any.
  var error: CorpusError?
  /// How many passes were begun.
  let begun = Counter()

  var name: String { "made up" }
  let languages: LanguagePair? = LanguagePair(source: "en", target: "fr")

  static let unit = PairOrigin.Unit("entry", plural: "entries")

  static func origin(_ number: Int) -> PairOrigin { PairOrigin(unit: unit, number: number) }

  static func findings(_ pairs: [(String, String)]) -> [PairFinding] {
    pairs.enumerated().map { index, pair in
      .pair(SentencePair(source: pair.0, target: pair.1, origin: origin(index + 1)))
    }
  }

  init(_ passes: [PairFinding]...) { self.passes = passes }

  func makePass() throws(CorpusError) -> any PairPass {
    let number = begun.next()
    return Pass(findings: passes[min(number, passes.count - 1)], error: error)
  }

  private struct Pass: PairPass {
    var findings: [PairFinding]
    let error: CorpusError?
    var position = 0

    mutating func next() throws(CorpusError) -> PairFinding? {
      if position == findings.count {
        if let error { throw error }
        return nil
      }
      position += 1
      return findings[position - 1]
    }
  }
}

/// Counts what happens, on any thread.
final class Counter: Sendable {
  private let value = Monitor(0)

  var count: Int { value.use { $0 } }

  /// Returns the count, then increments it.
  func next() -> Int {
    value.use { value in
      defer { value += 1 }
      return value
    }
  }
}
