/// Why a model file cannot be used.
public enum ModelError: Error, Sendable, CustomStringConvertible {
  /// The file cannot be read, or is no safetensors file.
  case file(SafeTensorsError)
  /// A sound safetensors file, but no model of ours, or one of another version.
  case unusable(path: String, problem: String)

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .unusable(let path, let problem): "\(path): \(problem)"
    }
  }
}
