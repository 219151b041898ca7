/// Why a training cannot begin, or cannot go on.
public enum TrainingError: Error, Sendable, CustomStringConvertible {
  case corpus(CorpusError)
  case file(FileError)
  case model(ModelError)
  case tokenizer(String)
  case unusable(String)

  public var description: String {
    switch self {
    case .corpus(let error): error.description
    case .file(let error): error.description
    case .model(let error): error.description
    case .tokenizer(let text), .unusable(let text): text
    }
  }
}
