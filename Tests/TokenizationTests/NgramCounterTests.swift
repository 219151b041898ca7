import TestSupport
import Testing

@testable import Tokenization

/// How often tokens, and runs of tokens, occur in a text.
struct NgramCounterTests {
  private func frequencies(_ lines: [String], of length: Int) throws -> NgramFrequencies {
    var counter = try NgramCounter(locale: "en", longest: max(length, 2))
    for line in lines { counter.add(line) }
    return counter.frequencies(of: length, most: .max)
  }

  private func texts(_ frequencies: NgramFrequencies) -> [String] {
    frequencies.mostFrequent.map { "\($0.count) \($0.tokens.joined(separator: "|"))" }
  }

  @Test func countsTokensWhereverTheyStand() throws {
    let tokens = try frequencies(["the owl (the owl) sleeps", "sleeps, owl!"], of: 1)
    #expect(texts(tokens) == ["3 owl", "2 the", "2 sleeps", "1 (", "1 )", "1 ,", "1 !"])
    #expect(tokens.total == 11 && tokens.counts == [3, 2, 2, 1, 1, 1, 1] && tokens.once == 4)
  }

  @Test func runsEndWithTheirLine() throws {
    let lines = ["so say so say so", "say", "", "  ", "so"]
    #expect(texts(try frequencies(lines, of: 2)) == ["2 so|say", "2 say|so"])
    #expect(texts(try frequencies(lines, of: 3)) == ["2 so|say|so", "1 say|so|say"])
    #expect(texts(try frequencies(lines, of: 5)) == ["1 so|say|so|say|so"])
    let none = try frequencies(lines, of: 6)
    #expect(none.counts.isEmpty && none.total == 0 && none.curve.isEmpty && none.coverage(0.9) == 0)
  }

  /// A dictionary of lists of words counts the same.
  @Test func agreesWithAPlainCount() throws {
    var random = SeededGenerator(seed: 11)
    let lines = (0..<300).map { _ in
      (0..<Int(random.next() % 12)).map { _ in "w\(random.next() % 9)" }
    }
    for length in 1...4 {
      var expected: [[String]: Int] = [:]
      for line in lines where line.count >= length {
        for start in 0...(line.count - length) {
          expected[Array(line[start..<start + length]), default: 0] += 1
        }
      }
      let found = try frequencies(lines.map { $0.joined(separator: " ") }, of: length)
      #expect(found.mostFrequent.count == expected.count)
      for ngram in found.mostFrequent { #expect(expected[ngram.tokens] == ngram.count) }
      #expect(found.counts == expected.values.sorted(by: >))
      #expect(found.mostFrequent.map(\.count) == found.counts)
    }
  }

  @Test func coverageIsTheFewestThatSuffice() {
    let frequencies = NgramFrequencies(length: 1, counts: [5, 3, 1, 1], mostFrequent: [])
    #expect([0, 0.5, 0.51, 0.8, 0.81, 1].map { frequencies.coverage($0) } == [0, 1, 2, 2, 3, 4])
  }

  @Test func theCurveHasBothEndsAndRisingRanks() {
    let counts = (1...100_000).map { 1_000_000 / $0 }
    let curve = NgramFrequencies(length: 1, counts: counts, mostFrequent: []).curve
    #expect(curve.first?.rank == 1 && curve.last?.rank == 100_000 && curve.count < 400)
    #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.rank < $1.rank })
    for point in curve { #expect(point.count == counts[point.rank - 1]) }
  }
}
