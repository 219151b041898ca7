import CKernels
import TestSupport
import Testing

/// The statistics of the dropout mask, and that it depends on seed and index only.
@Suite struct DropoutKernelTests {
  /// The result of dropout on `count` ones.
  func dropout(
    _ count: Int, rate: Float = 0.5, seed: UInt64, first: UInt64 = 0
  ) -> [Float] {
    var ones = [Float](repeating: 1, count: count)
    ck_dropout(1, Int32(count), &ones, count, rate, seed, first)
    return ones
  }

  /// The agreement of two masks of kept (1) and dropped (-1), in standard deviations of independent masks.
  func agreement(_ a: [Bool], _ b: [Bool]) -> Double {
    let sum = zip(a, b).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : -1) }
    return abs(Double(sum)) / Double(a.count).squareRoot()
  }

  func mask(_ count: Int, seed: UInt64, first: UInt64 = 0) -> [Bool] {
    dropout(count, seed: seed, first: first).map { $0 != 0 }
  }

  @Test(arguments: InstructionSet.available, [0.1, 0.2, 0.5, 0.9] as [Float])
  func theShareKeptIsTheProbability(_ set: InstructionSet, rate: Float) {
    let count = 200_000
    for seed in [0, 1, 0xffff_ffff_ffff_ffff, 0x1_0000_0000] as [UInt64] {
      let y = set.use { dropout(count, rate: rate, seed: seed) }
      #expect(y.allSatisfy { $0 == 0 || $0 == 1 / (1 - rate) })
      let kept = Double(y.filter { $0 != 0 }.count)
      let p = Double(1 - rate)
      let deviation = (Double(count) * p * (1 - p)).squareRoot()
      #expect(abs(kept - Double(count) * p) < 4 * deviation)
    }
  }

  @Test(arguments: InstructionSet.available)
  func neighboursAreIndependent(_ set: InstructionSet) {
    let bits = set.use { mask(200_000, seed: 77) }
    for distance in [1, 2, 3, 4, 8, 16, 31, 32, 64, 256, 512, 1024, 65536] {
      let (a, b) = (Array(bits.dropLast(distance)), Array(bits.dropFirst(distance)))
      #expect(agreement(a, b) < 4)
    }
  }

  @Test func seedsAndUpperHalvesAreIndependent() {
    let count = 100_000
    let reference = mask(count, seed: 5)
    for seed in [0, 1, 4, 6, 7, 5 + 1 << 31, 5 + 1 << 32, 5 + 1 << 63] as [UInt64] {
      #expect(agreement(reference, mask(count, seed: seed)) < 4)
    }
    for high in [1, 2, 5, 1 << 31] as [UInt64] {
      #expect(agreement(reference, mask(count, seed: 5, first: high << 32)) < 4)
    }
  }

  @Test func oneSeedIsNotAnotherInADifferentOrder() {
    // With one key only, the masks of two seeds would be equal up to an xor of the indices.
    let (a, b) = (mask(1 << 16, seed: 1), mask(1 << 16, seed: 2))
    for flip in 0..<64 {
      #expect(agreement(a, a.indices.map { b[$0 ^ flip] }) < 5)
    }
  }

  @Test func everySetGivesTheSameBytes() {
    let answers = InstructionSet.available.map { set in
      set.use { dropout(10_007, rate: 0.3, seed: 99, first: 0xffff_f000) }
    }
    #expect(answers.allSatisfy { $0 == answers[0] })
  }

  @Test(arguments: InstructionSet.available)
  func anySplitOfTheRowsGivesTheSameMask(_ set: InstructionSet) {
    withTestMemory { memory in
      // The index passes 2^32 within the matrix.
      let first: UInt64 = 0xffff_ffff - 150
      let whole = memory.rows(7, 53, padding: 4)
      let parts = memory.copy(whole)
      set.use {
        ck_dropout(7, 53, whole.pointer, whole.stride, 0.4, 11, first)
        ck_dropout(3, 53, parts.pointer, parts.stride, 0.4, 11, first)
        ck_dropout(
          4, 53, parts.pointer + 3 * parts.stride, parts.stride, 0.4, 11, first + 3 * 53)
      }
      #expect(whole.values == parts.values)
      #expect(whole.isFillerIntact && parts.isFillerIntact)
      let flat = set.use { dropout(7 * 53, rate: 0.4, seed: 11, first: first) }
      #expect(flat.map { $0 != 0 } == whole.values.map { $0 != 0 })
    }
  }

  @Test(arguments: InstructionSet.available)
  func noDropoutChangesNothing(_ set: InstructionSet) {
    withTestMemory { memory in
      let y = memory.rows(3, 41)
      let before = y.values
      set.use { ck_dropout(3, 41, y.pointer, y.stride, 0, 3, 0) }
      #expect(y.values == before)
    }
  }
}
