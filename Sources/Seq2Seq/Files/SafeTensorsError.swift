/// Why a safetensors file cannot be read or written.
public enum SafeTensorsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file cannot be opened, read or written.
  case file(FileError)
  /// The file violates the format; `problem` says how.
  case malformed(path: String, problem: String)
  /// The tensors cannot be written to one file; `problem` says why.
  case unwritable(path: String, problem: String)

  /// One line: what is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .malformed(let path, let problem):
      "\(path) is not a valid safetensors file: \(problem); fetch or make it again"
    case .unwritable(let path, let problem): "cannot write \(path): \(problem)"
    }
  }
}
