import Platform

/// The directory of a model, to be renamed or removed as a whole.
package struct ModelDirectory: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// Gives the directory another name beside it.
  ///
  /// - Throws: ``FileError`` if a training writes there, if the name is taken, or if the system refuses.
  package func rename(to name: String) throws(FileError) {
    let (parent, _) = AtomicFile.split(path)
    let target = "\(parent)/\(name)"
    let lock = try DirectoryLock(directory: path)
    defer { withExtendedLifetime(lock) {} }
    if FileStatus(linkAt: target) != nil {
      throw FileError(path: target, action: .write, .fileExists)
    }
    do {
      try FileSystem.rename(path, to: target)
    } catch {
      throw FileError(path: target, action: .write, error)
    }
  }

  /// Removes the files with these names, all safetensors files, and the directory if nothing else is in it.
  ///
  /// - Returns: the names of what is still there.
  /// - Throws: ``FileError`` if a training writes there, or if the system refuses.
  package func remove(_ names: [String]) throws(FileError) -> [String] {
    let lock = try DirectoryLock(directory: path)
    defer { withExtendedLifetime(lock) {} }
    for name in FileSystem.names(in: path)
    where names.contains(name) || name.hasSuffix(".safetensors") {
      FileSystem.remove("\(path)/\(name)")
    }
    let rest = FileSystem.names(in: path).filter { $0 != DirectoryLock.fileName }.sorted()
    if rest.isEmpty {
      FileSystem.remove("\(path)/\(DirectoryLock.fileName)")
      FileSystem.removeDirectory(path)
    }
    return rest
  }
}
