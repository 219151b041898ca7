#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A directory for one test; it is removed with all its contents when this object is destroyed.
package final class TemporaryDirectory: Sendable {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/translate-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the directory, which need not exist.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, in directories made for it, and returns its path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String = "file") throws -> String {
    if let slash = name.lastIndex(of: "/") {
      try FileManager.default.createDirectory(
        atPath: file(String(name[..<slash])), withIntermediateDirectories: true)
    }
    guard FileManager.default.createFile(atPath: file(name), contents: Data(bytes)) else {
      throw CocoaError(.fileWriteUnknown)
    }
    return file(name)
  }

  /// Writes a file, in directories made for it, and returns its path.
  @discardableResult
  package func write(_ text: String, to name: String = "file") throws -> String {
    try write(text.utf8, to: name)
  }

  package func read(_ name: String) throws -> [UInt8] { try readBytes(atPath: file(name)) }

  package func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: file(name))
  }

  /// The names of all files, including hidden ones.
  package func names() throws -> [String] { try TestSupport.names(in: path) }
}

package func readBytes(atPath path: String) throws -> [UInt8] {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw CocoaError(.fileReadNoSuchFile)
  }
  return Array(data)
}

package func names(in directory: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
}

package func setPermissions(_ permissions: Int, of path: String) throws {
  try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
}
