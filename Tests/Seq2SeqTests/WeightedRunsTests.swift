import Testing

@testable import Seq2Seq

/// How often an epoch has the pairs of sources with weights.
@Suite struct WeightedRunsTests {
  private func runs(
    _ sources: [(pairs: Range<Int>, weight: Double)], size: Int = 1, epoch: Int = 0
  ) -> WeightedRuns {
    WeightedRuns(
      of: sources.map { WeightedPairs(pairs: $0.pairs, weight: $0.weight) }, size: size, seed: 7,
      epoch: epoch)
  }

  private func counts(_ pairs: some Sequence<Int>) -> [Int: Int] {
    pairs.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test(arguments: [1, 4, 128])
  func withoutWeightsEveryPairIsThereOnceInOrder(size: Int) {
    let found = runs([(0..<300, 1)], size: size, epoch: 3)
    #expect(found.flatMap { $0 } == Array(0..<300))
    #expect(found.count == (300 + size - 1) / size && found.pairs == 300)
  }

  /// Runs of a source end where it ends, also in the middle of a block that has pairs of two sources.
  @Test(arguments: [1, 4, 128])
  func wholeWeightsRepeatPairs(size: Int) {
    let found = counts(runs([(0..<50, 3), (50..<51, 5), (51..<300, 1)], size: size).flatMap { $0 })
    for pair in 0..<300 { #expect(found[pair] == (pair < 50 ? 3 : pair == 50 ? 5 : 1)) }
  }

  /// At 0.3 of 40 pairs, 12 are drawn for each epoch; after ten epochs each was drawn three times.
  @Test func nothingIsDrawnAgainBeforeAllWere() {
    var all: [Int] = []
    var epochs: Set<[Int]> = []
    for epoch in 0..<10 {
      let drawn = runs([(0..<5, 1), (5..<45, 0.3)], epoch: epoch).flatMap { $0 }.filter { $0 >= 5 }
      #expect(drawn.count == 12)
      epochs.insert(drawn.sorted())
      for round in 1...2 where all.count < 40 * round && all.count + 12 >= 40 * round {
        let known = all[(40 * (round - 1))...] + drawn.prefix(40 * round - all.count)
        #expect(Set(known).count == 40, "all pairs come before any comes again")
      }
      all += drawn
    }
    #expect(epochs.count > 5)
    #expect(counts(all).count == 40 && counts(all).values.allSatisfy { $0 == 3 })
  }

  @Test func fractionsAddToWholeWeights() {
    for epoch in 0..<4 {
      let found = counts(runs([(0..<100, 2.25)], epoch: epoch).flatMap { $0 })
      #expect(found.count == 100 && found.values.allSatisfy { 2...3 ~= $0 })
      #expect(found.values.reduce(0, +) == 225)
    }
  }

  @Test func aSmallWeightHasSomethingInEveryEpoch() {
    for epoch in 0..<5 {
      #expect(runs([(0..<3, 0.001)], epoch: epoch).flatMap { $0 }.count == 1)
      #expect(runs([(0..<0, 2), (0..<0, 0.5)], epoch: epoch).isEmpty)
    }
  }

  @Test func sourcesOfPairsAreFoundByNumber() {
    var counts = SourceCounts()
    for source in [0, 0, 2, 2, 2] { counts.add(source) }
    #expect(counts.counts == [2, 0, 3])
    #expect((0..<5).map(counts.source(of:)) == [0, 0, 2, 2, 2])
    var left = PairSet(below: 5)
    for pair in [1, 2, 4] { left.insert(pair) }
    #expect(counts.without(left) == [1, 0, 1])
  }
}
