import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// Whether a model has attention, where the options leave it to the length of the sentences.
@Suite struct AttentionByNeedTests {
  private func chosen(
    _ meanLength: Double, resuming saved: ModelOptions.Attention? = nil,
    _ change: (inout TrainingOptions) -> Void = { _ in }
  ) -> ModelOptions.Attention {
    var options = TrainingOptions()
    change(&options)
    var plan = TrainingPlan(options, pairs: 100, bytes: 10_000, cores: 1)
    plan.chooseAttention(meanSourceLength: meanLength, resuming: saved)
    return plan.model.attention
  }

  @Test func longSentencesGetIt() {
    #expect(chosen(TrainingPlan.longSentence) == .additive)
    #expect(chosen(TrainingPlan.longSentence - 0.1) == .none)
  }

  @Test func optionsDecideFirst() {
    #expect(chosen(50) { $0.addsAttentionByNeed = false } == .none)
    #expect(chosen(50) { $0.model.attention = .dot } == .dot)
    #expect(chosen(5) { $0.model.attention = .general } == .general)
    #expect(chosen(5, resuming: ModelOptions.Attention.none) { $0.model.attention = .dot } == .dot)
  }

  @Test func resumedTrainingsKeepWhatTheyHave() {
    #expect(chosen(50, resuming: ModelOptions.Attention.none) == .none)
    #expect(chosen(5, resuming: .general) == .general)
  }

  @Test func theModelOfLongSentencesHasIt() throws {
    let long = TrainingSample.pairs.map { pair in
      (Array(repeating: pair.0, count: 6).joined(separator: " "), pair.1)
    }
    var sample = try TrainingSample(long)
    sample.options.addsAttentionByNeed = true
    try sample.train(stopAfter: 2)
    #expect(try sample.model().configuration.attention == .additive)
    // What resumes it without a word is the same training, and so is one that names what it has.
    try sample.train(stopAfter: 1)
    sample.options.model.attention = .additive
    try sample.train(stopAfter: 1)
    sample.options.model.attention = .none
    sample.options.addsAttentionByNeed = false
    #expect(throws: TrainingError.self) { try sample.train(stopAfter: 1) }
  }

  /// A training of an earlier version without attention resumes without it.
  @Test func theAttentionOfACheckpointIsRead() throws {
    let sample = try TrainingSample(TrainingSample.pairs)
    let corpus = try TrainingCorpus(sample.input, sample.options)
    var metadata = corpus.identity.metadata
    #expect(SavedChoices(metadata).attention == ModelOptions.Attention.none)
    metadata["options"] = #"{"attention":"general"}"#
    #expect(SavedChoices(metadata).attention == .general)
    #expect(SavedChoices(["fingerprint": "0"]).attention == ModelOptions.Attention.none)
  }
}
