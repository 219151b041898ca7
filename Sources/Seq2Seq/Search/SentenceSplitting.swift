/// Whether the sentences of a line are translated each by itself.
///
/// The sentences are those of ICU's rules for the source language, with common abbreviations kept together.
public enum SentenceSplitting: String, Sendable, Hashable, CaseIterable {
  /// They are, unless lines of several sentences were frequent in the model's training.
  case auto
  /// They are.
  case always
  /// A line is translated as one sentence, and is cut if it has too many tokens.
  case never
}
