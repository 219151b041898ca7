/// Why a model file cannot be used.
public enum ModelError: Error, Sendable, CustomStringConvertible {
  case file(SafeTensorsError)
  /// A sound safetensors file, but no model of ours, or one of another version.
  case unusable(path: String, problem: String)

  public var description: String {
    switch self {
    case .file(let error): error.description
    case .unusable(let path, let problem): "\(path): \(problem)"
    }
  }
}
