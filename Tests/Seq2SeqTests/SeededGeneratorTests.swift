import Seq2Seq
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct SeededGeneratorTests {
  /// Checkpoints and splits depend on these numbers, so they must never change.
  ///
  /// Computed by Fixtures/reference_generator.py.
  @Test func numbersOfASeedAreFixed() {
    var generator = SeededGenerator(seed: 1)
    #expect(
      (0..<3).map { _ in generator.next() } == [
        0x6335_3F7F_A14D_BC1E,
        0xACA0_B98C_7480_6A27,
        0xBCCA_8E8E_E04B_CAB9,
      ])
    var stream = SeededGenerator(seed: 1, stream: 2)
    #expect(
      (0..<3).map { _ in stream.next() } == [
        0x1B6A_E9E7_CD40_BEB5,
        0x3E1E_214D_954A_3B2B,
        0x99A5_94A1_6F53_A9D8,
      ])
    var order = Array(0..<10)
    stream.shuffle(&order)
    #expect(order == [1, 6, 9, 2, 4, 0, 7, 3, 5, 8])
  }

  @Test func savedStateGoesOn() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<1000 { _ = generator.next() }
    let saved = try JSONEncoder().encode(generator)
    var restored = try JSONDecoder().decode(SeededGenerator.self, from: saved)
    #expect(restored == generator)
    for _ in 0..<100 { #expect(restored.next() == generator.next()) }
  }

  @Test func boundedNumbersAreEven() {
    var generator = SeededGenerator(seed: 3)
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.next(below: 7)] += 1 }
    // Five standard deviations of a binomial with n = 70,000 and p = 1/7.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 463 }, "\(counts)")
    #expect(generator.next(below: 1) == 0)
    #expect((0..<100).allSatisfy { _ in (0..<Int.max).contains(generator.next(below: .max)) })
  }

  @Test func shufflingKeepsTheElements() {
    var generator = SeededGenerator(seed: 4)
    for count in [0, 1, 2, 100] {
      var elements = Array(0..<count)
      generator.shuffle(&elements)
      #expect(elements.sorted() == Array(0..<count))
    }
  }
}
