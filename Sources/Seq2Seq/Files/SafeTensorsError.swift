/// Why a safetensors file cannot be read or written.
public enum SafeTensorsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file cannot be opened, read or written.
  case file(FileError)
  /// The file is not what the format demands; `problem` says in which way.
  case malformed(path: String, problem: String)
  /// The tensors given to be written cannot stand in one file; `problem` says why.
  case unwritable(path: String, problem: String)

  /// One line: what is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .malformed(let path, let problem):
      "\(path) is not a sound safetensors file: \(problem); fetch or make it again"
    case .unwritable(let path, let problem): "cannot write \(path): \(problem)"
    }
  }
}
