import Seq2Seq
import Testing

@Suite struct BatchPlanTests {
  @Test func updatesTakeBatchesInOrder() {
    let plan = BatchPlan(
      lengths: (1...23).map { (Int32($0), Int32($0)) }, options: BatchOptions(size: .sentences(4)),
      seed: 1, epoch: 0)
    #expect(plan.updates(accumulating: 1) == plan.batches.map { [$0] })
    #expect(plan.updates(accumulating: 4).map(\.count) == [4, 2])
    #expect(plan.updates(accumulating: 4).flatMap { $0 } == plan.batches)
    #expect(plan.updates(accumulating: 100) == [plan.batches])
  }

  /// Lengths like those of everyday sentences: 3 to 40 tokens, both sides similar.
  func lengths(count: Int, seed: UInt64 = 1) -> [BatchPlan.Lengths] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let source = 3 + [8, 15, 15].reduce(0) { $0 + generator.next(below: $1) }
      return (Int32(source), Int32(max(2, source + generator.next(below: 7) - 3)))
    }
  }

  @Test(arguments: [
    BatchOptions(size: .sentences(64)), BatchOptions(size: .sentences(1)),
    BatchOptions(size: .sentences(7), poolSize: 50),
    BatchOptions(size: .sentences(64), poolSize: 1),
    BatchOptions(size: .tokens(1000)), BatchOptions(size: .tokens(1)),
    BatchOptions(size: .tokens(500), poolSize: 333), BatchOptions(size: .sentences(0), poolSize: 0),
  ])
  func everyPairIsInOneBatch(options: BatchOptions) {
    for count in [0, 1, 2, 63, 64, 65, 1000] {
      let plan = BatchPlan(lengths: lengths(count: count), options: options, seed: 1, epoch: 0)
      #expect(plan.batches.flatMap { $0 }.sorted() == Array(0..<count))
      #expect(plan.batches.allSatisfy { !$0.isEmpty })
    }
  }

  @Test func batchesHoldWhatTheyMay() {
    let lengths = lengths(count: 5000)
    let sentences = BatchPlan(
      lengths: lengths, options: BatchOptions(size: .sentences(64)), seed: 1, epoch: 0)
    #expect(sentences.batches.allSatisfy { $0.count <= 64 })
    #expect(sentences.batches.count { $0.count < 64 } == 1)

    let tokens = BatchPlan(
      lengths: lengths, options: BatchOptions(size: .tokens(800)), seed: 1, epoch: 0)
    for batch in tokens.batches {
      let longest = batch.map { max(lengths[$0].source, lengths[$0].target) }.max() ?? 0
      #expect(batch.count * Int(longest) <= 800)
    }
  }

  @Test func pairBeyondTheBudgetIsABatchOfItsOwn() {
    let lengths: [BatchPlan.Lengths] = [(5, 5), (5000, 3), (5, 5), (3, 5000)]
    let options = BatchOptions(size: .tokens(100))
    let plan = BatchPlan(lengths: lengths, options: options, seed: 1, epoch: 0)
    #expect(Set(plan.batches.map { Set($0) }) == [[0, 2], [1], [3]])
  }

  @Test func planFollowsFromSeedAndEpoch() {
    let lengths = lengths(count: 2000)
    func plan(seed: UInt64, epoch: Int) -> BatchPlan {
      BatchPlan(lengths: lengths, options: BatchOptions(), seed: seed, epoch: epoch)
    }
    #expect(plan(seed: 1, epoch: 3) == plan(seed: 1, epoch: 3))
    #expect(plan(seed: 1, epoch: 3) != plan(seed: 1, epoch: 4))
    #expect(plan(seed: 1, epoch: 3) != plan(seed: 2, epoch: 3))
    // Not only the order of batches differs from epoch to epoch, but also which pairs are in one.
    let together = Set(plan(seed: 1, epoch: 3).batches.map { Set($0) })
    let again = together.intersection(plan(seed: 1, epoch: 4).batches.map { Set($0) }).count
    #expect(again * 10 < together.count, "\(again) of \(together.count)")
  }

  @Test func planIsFixed() {
    let lengths: [BatchPlan.Lengths] = (0..<12 as Range<Int32>).map { ($0 % 5 + 1, $0 % 3 + 1) }
    let options = BatchOptions(size: .sentences(4))
    let plan = BatchPlan(lengths: lengths, options: options, seed: 1, epoch: 1)
    #expect(plan.batches == [[9, 3, 6, 0], [10, 1, 7, 4], [8, 2, 11, 5]])
  }

  @Test func paddingIsLittle() {
    let lengths = lengths(count: 20_000)
    for options in [BatchOptions(size: .sentences(64)), BatchOptions(size: .tokens(2000))] {
      let plan = BatchPlan(lengths: lengths, options: options, seed: 1, epoch: 0)
      #expect(plan.paddingRatio(lengths: lengths) < 0.05)
    }
  }

  @Test func paddingIsCountedOnBothSides() {
    let lengths: [BatchPlan.Lengths] = [(2, 10), (4, 10)]
    let plan = BatchPlan(lengths: lengths, options: BatchOptions(), seed: 1, epoch: 0)
    #expect(plan.paddingRatio(lengths: lengths) == 1 - 26.0 / 28.0)
    let empty = BatchPlan(lengths: [], options: BatchOptions(), seed: 1, epoch: 0)
    #expect(empty.paddingRatio(lengths: []) == 0)
  }

  @Test func batchesComeInNoOrderOfLength() {
    let lengths = lengths(count: 6400)
    let plan = BatchPlan(lengths: lengths, options: BatchOptions(), seed: 1, epoch: 0)
    let targets = plan.batches.map { batch in batch.map { lengths[$0].target }.max() ?? 0 }
    let rises = zip(targets, targets.dropFirst()).count { $0 < $1 }
    #expect((20...80).contains(rises), "\(rises) of \(targets.count)")
  }
}
