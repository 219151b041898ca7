/// Why a checkpoint belongs to another training.
public enum CheckpointMismatch: Sendable, Hashable, CustomStringConvertible {
  /// The options differ, at least one.
  case options([OptionDifference])
  /// The pairs differ; the options may differ as well.
  case corpus
  /// Options and pairs are the same, but another version of the program divided them into other tokens.
  case tokens
  /// Options or pairs differ; a checkpoint of an early version does not say which.
  case optionsOrCorpus

  /// What differs, as a phrase to follow the file's name.
  public var description: String {
    switch self {
    case .options(let differences):
      "holds a training with other options: "
        + differences.map(\.description).joined(separator: ", ")
    case .corpus: "holds a training with another corpus"
    case .tokens:
      "holds a training of another version of the program, which divides text into other tokens"
    case .optionsOrCorpus: "holds a training with other options or another corpus"
    }
  }
}

/// An option whose value differs between a saved training and the one that is asked for.
public struct OptionDifference: Sendable, Hashable, CustomStringConvertible {
  /// The option's name.
  public let label: String
  /// Its value in the saved training.
  public let saved: String
  /// Its value in the training that is asked for.
  public let now: String

  /// The option and both values.
  public var description: String { "\(label) was \(saved), now \(now)" }
}
