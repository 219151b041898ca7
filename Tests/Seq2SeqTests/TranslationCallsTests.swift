import Testing

@testable import Seq2Seq

/// Whose turn it is, without threads or tasks.
@Suite struct TranslationCallsTests {
  private func lines(_ count: Int, _ name: String) -> [TranslationBatch.Line] {
    (0..<count).map { .init(text: "\(name)\($0)") }
  }

  private func texts(_ batch: TranslationBatch?) -> [String] {
    batch?.items.map(\.line.text) ?? []
  }

  private func open(
    _ calls: inout TranslationCalls, _ count: Int, _ name: String,
    _ settings: TranslationBatch.Settings = .init()
  ) -> Int {
    let call = calls.open(settings)
    calls.add(lines(count, name), to: call)
    calls.complete(call)
    return call
  }

  @Test func eachCallInTurn() {
    var calls = TranslationCalls()
    _ = open(&calls, 4_000, "a")
    _ = open(&calls, 2, "b")
    let first = calls.take(share: 1, bytes: .max)
    #expect(texts(first).count == SearchOptions().batch)
    #expect(texts(first).prefix(6) == ["a0", "b0", "a1", "b1", "a2", "a3"])
    // However many lines others have, one line that is added now is in the next batch.
    _ = open(&calls, 1, "c")
    let second = calls.take(share: 1, bytes: .max)
    #expect(texts(second).contains("c0"))
    #expect(calls.waitingLines == 4_003 - 2 * SearchOptions().batch)
  }

  /// With more calls than a batch has lines, those left out come first the next time.
  @Test func moreCallsThanLines() {
    var settings = TranslationBatch.Settings()
    settings.options.batch = 2
    var calls = TranslationCalls()
    for name in ["a", "b", "c"] { _ = open(&calls, 3, name, settings) }
    var batches: [[String]] = []
    while calls.waitingLines > 0 { batches.append(texts(calls.take(share: 1, bytes: .max))) }
    #expect(batches == [["a0", "b0"], ["c0", "a1"], ["b1", "c1"], ["a2", "b2"], ["c2"]])
  }

  @Test func idleThreadsShare() {
    var calls = TranslationCalls()
    _ = open(&calls, 5, "a")
    #expect(texts(calls.take(share: 2, bytes: .max)) == ["a0", "a1", "a2"])
    #expect(texts(calls.take(share: 1, bytes: .max)) == ["a3", "a4"])
    #expect(calls.take(share: 1, bytes: .max) == nil)
  }

  /// A line is taken whole, and none after the limit is reached.
  @Test func bytesLimitABatch() {
    var calls = TranslationCalls()
    _ = open(&calls, 5, "line")
    #expect(texts(calls.take(share: 1, bytes: 6)) == ["line0", "line1"])
    #expect(texts(calls.take(share: 1, bytes: 1)) == ["line2"])
  }

  /// Lines with other options go to other batches, and do not lose their turn.
  @Test func settingsDoNotMix() {
    var greedy = TranslationBatch.Settings()
    greedy.options.beam = 1
    var calls = TranslationCalls()
    _ = open(&calls, 1_000, "a")
    _ = open(&calls, 2, "g", greedy)
    let first = calls.take(share: 1, bytes: .max)
    #expect(first?.settings.options.beam == 5)
    #expect(texts(first).allSatisfy { $0.hasPrefix("a") })
    let second = calls.take(share: 1, bytes: .max)
    #expect(second?.settings.options.beam == 1)
    #expect(texts(second) == ["g0", "g1"])
    #expect(texts(calls.take(share: 1, bytes: .max)).first == "a64")
  }

  @Test func translationsComeInOrder() {
    var calls = TranslationCalls()
    let call = open(&calls, 3, "a")
    guard let first = calls.take(share: 2, bytes: .max),
      let second = calls.take(share: 1, bytes: .max)
    else {
      Issue.record("there is something to translate")
      return
    }
    #expect((first.items.count, second.items.count) == (2, 1))
    calls.deliver([Self.translation(3)], for: second)
    #expect(!calls.isReady(call))
    guard case .later = calls.next(of: call) else {
      Issue.record("the first translation is not made yet")
      return
    }
    calls.deliver([Self.translation(1), Self.translation(2)], for: first)
    var tokens: [Int] = []
    while case .translation(let translation) = calls.next(of: call) {
      tokens.append(translation.sourceTokens)
    }
    #expect(tokens == [1, 2, 3])
    #expect(calls.count == 0)
  }

  /// A cancelled call's lines leave the queue, and threads that translate some of them can see it.
  @Test func cancelling() {
    var calls = TranslationCalls()
    let (a, b) = (open(&calls, 70, "a"), open(&calls, 70, "b"))
    let batch = calls.take(share: 1, bytes: .max)
    calls.cancel(a)
    #expect(
      batch?.items.filter(\.cancellation.isCancelled).map(\.call) == [Int](repeating: a, count: 32))
    #expect(calls.waitingLines == 38)
    let isAdded = calls.add(lines(1, "a"), to: a)
    #expect(!isAdded)
    guard case .cancelled = calls.next(of: a) else {
      Issue.record("the call was cancelled")
      return
    }
    if let batch { calls.deliver(batch.items.map { _ in Self.translation(1) }, for: batch) }
    #expect(calls.isReady(b))
    #expect(texts(calls.take(share: 1, bytes: .max)).allSatisfy { $0.hasPrefix("b") })
    #expect(calls.waitingLines == 0)
  }

  private static func translation(_ sourceTokens: Int) -> Translation {
    var result = Translation()
    result.sourceTokens = sourceTokens
    return result
  }
}
