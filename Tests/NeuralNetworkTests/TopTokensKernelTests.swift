import CKernels
import TestSupport
import Testing

/// Compares the k best tokens of a row with a full sort.
///
/// The bound on the scores is that of a sum of 8000 floats one by one, as a debug build makes it;
/// an optimised one adds in lanes and is well below.
@Suite struct TopTokensKernelTests {
  struct Best {
    var words: [Int32]
    var scores: [Float]
  }

  func best(_ logits: FloatRows, bias: FloatRows? = nil, k: Int) -> Best {
    let count = logits.rows * k
    var best = Best(
      words: .init(repeating: -1, count: count), scores: .init(repeating: 1, count: count))
    ck_log_softmax_top_k(
      Int32(logits.rows), Int32(logits.columns), logits.pointer, logits.stride,
      bias.map { UnsafePointer($0.pointer) }, Int32(k), &best.words, &best.scores)
    return best
  }

  @Test(arguments: InstructionSet.available, [1, 2, 3, 17, 64, 65, 511, 512, 513, 2049, 8000])
  func wordsAndScoresAreThoseOfASort(_ set: InstructionSet, vocabulary: Int) {
    for k in [1, 2, 5, 12, 63, 64] where k <= vocabulary {
      withTestMemory(seed: UInt64(k)) { memory in
        let logits = memory.rows(3, vocabulary, padding: 3, scale: 7)
        let bias = memory.rows(1, vocabulary)
        let found = set.use { best(logits, bias: bias, k: k) }
        for row in 0..<3 {
          let expected = ScalarKernels.topK(zip(logits[row], bias[0]).map(+), k: k)
          #expect(Array(found.words[row * k..<(row + 1) * k]) == expected.words)
          let scores = Array(found.scores[row * k..<(row + 1) * k])
          #expect(errorInBounds(scores, expected.scores, absolute: 1e-5) <= 1)
        }
      }
    }
  }

  @Test(arguments: InstructionSet.available, [5, 70, 1000, 5000])
  func equalWordsComeByIndex(_ set: InstructionSet, vocabulary: Int) {
    withTestMemory { memory in
      let logits = memory.rows(1, vocabulary)
      for k in [1, 4, 64] where k <= vocabulary {
        logits[0] = (0..<vocabulary).map { _ in Float.random(in: 0...3, using: &memory.generator) }
          .map { $0.rounded() }
        #expect(
          set.use { best(logits, k: k).words } == ScalarKernels.topK(logits[0], k: k).words)
        logits[0] = (0..<vocabulary).map { $0.isMultiple(of: 2) ? -0.0 : 0.0 }
        #expect(set.use { best(logits, k: k).words } == (0..<Int32(k)).map { $0 })
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func risingAndFallingRows(_ set: InstructionSet) {
    withTestMemory { memory in
      let logits = memory.rows(2, 3000)
      logits[0] = (0..<3000).map { Float($0) / 100 }
      logits[1] = (0..<3000).map { -Float($0) / 100 }
      let words = set.use { best(logits, k: 64).words }
      #expect(words == (0..<64).map { 2999 - $0 } + (0..<64).map { $0 })
    }
  }

  @Test(arguments: InstructionSet.available)
  func barredWordsComeLast(_ set: InstructionSet) {
    withTestMemory { memory in
      let logits = memory.rows(1, 500)
      let bias = memory.rows(1, 500)
      bias[0] = (0..<500).map { $0 % 100 == 42 ? 0 : -.infinity }
      let found = set.use { best(logits, bias: bias, k: 8) }
      #expect(Set(found.words.prefix(5)) == [42, 142, 242, 342, 442])
      #expect(found.scores.prefix(5).allSatisfy { $0.isFinite && $0 <= 0 })
      #expect(Array(found.words.suffix(3)) == [0, 1, 2])
      #expect(found.scores.suffix(3).allSatisfy { $0 == -.infinity })
    }
  }

  @Test(arguments: InstructionSet.available, [Float.nan, -Float.nan])
  func notANumberShowsInTheScores(_ set: InstructionSet, value: Float) {
    for place in [0, 77, 299] {
      withTestMemory { memory in
        let logits = memory.rows(1, 300)
        logits.pointer[place] = value
        let found = set.use { best(logits, k: 5) }
        #expect(found.scores.allSatisfy { $0.isNaN })
        #expect(Set(found.words).count == 5)
        #expect(found.words.allSatisfy { (0..<300).contains($0) })
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func aRowDoesNotDependOnTheOthersNorOnK(_ set: InstructionSet) {
    withTestMemory { memory in
      let logits = memory.rows(6, 1234, padding: 1, scale: 3)
      let all = set.use { best(logits, k: 5) }
      for row in 0..<6 {
        let single = memory.vector(logits[row])
        let one = set.use { best(single, k: 12) }
        #expect(Array(one.words.prefix(5)) == Array(all.words[row * 5..<row * 5 + 5]))
        #expect(Array(one.scores.prefix(5)) == Array(all.scores[row * 5..<row * 5 + 5]))
      }
    }
  }
}
