extension Trainer {
  /// What to do about an earlier training in the same directory.
  public enum Start: String, Sendable, CaseIterable {
    /// Resume if it is the same training, begin if there is none; an error if it is another.
    case resumeIfSame
    /// Resume; an error if there is none.
    case resume
    /// Begin anew; the earlier one is replaced when the new one first saves.
    case fresh
  }
}
