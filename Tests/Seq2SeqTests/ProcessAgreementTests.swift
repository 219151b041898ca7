import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// A process that would compute something else is refused by name, in all processes.
@Suite struct ProcessAgreementTests {
  /// What each of three processes says if the last one differs.
  private func outcomes(
    version: String = "1", instructions: String = "a",
    _ change: @escaping @Sendable (inout TrainingSample) -> Void = { _ in }
  ) throws -> Set<String> {
    let same = try TrainingSample()
    var changed = same
    change(&changed)
    let other = changed
    let messages = RankGroup.run(3) { collective in
      let isLast = collective.rank == 2
      let sample = isLast ? other : same
      do {
        let corpus = try TrainingCorpus(sample.input, sample.options)
        try ProcessAgreement.check(
          corpus.identity, collective, version: isLast ? version : "1",
          instructions: isLast ? instructions : "a")
        return "the same"
      } catch {
        return "\(error)"
      }
    }
    return Set(messages)
  }

  private let refusal = "process 2 cannot train with process 0: "

  @Test func equalProcessesAgree() throws {
    #expect(try outcomes() == ["the same"])
  }

  @Test func versionAndInstructionsAreNamed() throws {
    #expect(try outcomes(version: "2") == [refusal + "its version is 2, not 1"])
    #expect(
      try outcomes(instructions: "b") == [refusal + "its processor computes with b, not a"])
  }

  @Test func optionsAreNamed() throws {
    let seeds = try outcomes { $0.options.seed = 77 }
    #expect(seeds.count == 1)
    #expect(seeds.first?.hasPrefix(refusal + "seed is 77, not ") == true)
  }
}
