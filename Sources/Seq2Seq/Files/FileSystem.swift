import Platform

extension FileSystem {
  /// The directories that would have to be made for a path, innermost first.
  static func missingDirectories(of path: String) -> [String] {
    if exists(path) { return [] }
    let (parent, _) = AtomicFile.split(path)
    return [path] + (parent == path ? [] : missingDirectories(of: parent))
  }

  /// Creates a directory and the missing ones above it.
  package static func makeDirectory(_ path: String) throws(FileError) {
    if FileStatus(path: path)?.isDirectory == true { return }
    let (parent, _) = AtomicFile.split(path)
    if parent != path && parent != "." && !exists(parent) { try makeDirectory(parent) }
    do {
      try makeOneDirectory(path)
    } catch {
      if error != .fileExists { throw FileError(path: path, action: .write, error) }
    }
    guard FileStatus(path: path)?.isDirectory == true else {
      let code = SystemError.notDirectory.code
      throw FileError(path: path, action: .write, reason: .system(code: code))
    }
  }

  /// Renames `file` to `path`, replacing the file there.
  static func replace(_ path: String, by file: String) throws(FileError) {
    do {
      try rename(file, to: path)
    } catch {
      throw FileError(path: path, action: .write, error)
    }
  }
}
