/// Why a training cannot begin, or cannot go on.
public enum TrainingError: Error, Sendable, CustomStringConvertible {
  /// The corpus cannot be read, or has no usable pair.
  case corpus(CorpusError)
  case file(FileError)
  case model(ModelError)
  case tokenizer(String)
  case unusable(String)
  /// The preparation was ended before its time, as was asked for.
  case cancelled
  /// The checkpoint is that of another training.
  case otherTraining(path: String, CheckpointMismatch)

  /// What is wrong, and what to do, in one line.
  public var description: String {
    switch self {
    case .corpus(let error): error.description
    case .file(let error): error.description
    case .model(let error): error.description
    case .otherTraining(let path, let mismatch): "\(path): \(mismatch)"
    case .tokenizer(let text), .unusable(let text): text
    case .cancelled: "cancelled before training began; nothing is lost, begin again when you like"
    }
  }
}
