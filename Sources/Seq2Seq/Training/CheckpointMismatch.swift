/// Why a checkpoint is that of another training.
public enum CheckpointMismatch: Sendable, Hashable, CustomStringConvertible {
  /// Other options; at least one.
  case options([OptionDifference])
  /// Other pairs; the options may differ as well.
  case corpus
  /// The same options and pairs, but divided into other tokens, as another version of the program does.
  case tokens
  /// Other options or other pairs: the checkpoint is of an early version, and does not say which.
  case optionsOrCorpus

  /// What differs, to follow the file's name.
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

/// An option that a saved training has with one value, and the one that is asked for with another.
public struct OptionDifference: Sendable, Hashable, CustomStringConvertible {
  /// What the option is called.
  public let label: String
  /// Its value in the saved training.
  public let saved: String
  /// Its value in the training that is asked for.
  public let now: String

  /// The option and both values.
  public var description: String { "\(label) was \(saved), now \(now)" }
}
