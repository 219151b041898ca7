/// Whether a training's model has attention, if the options leave it open.
extension TrainingPlan {
  /// The mean number of tokens of a source sentence from which attention is added.
  ///
  /// One context vector holds a short sentence as well as attention does, and is faster.
  public static let longSentence = 12.0

  /// Whether the model has attention because of the sentences' length.
  public var hasAttentionByNeed: Bool { model.attention != options.model.attention }

  /// Chooses attention: that of the training to resume, or what suits the mean number of tokens of a source sentence.
  mutating func chooseAttention(
    meanSourceLength: Double, resuming saved: ModelOptions.Attention?
  ) {
    guard options.addsAttentionByNeed && options.model.attention == .none else { return }
    model.attention = saved ?? (meanSourceLength >= Self.longSentence ? .additive : .none)
  }
}
