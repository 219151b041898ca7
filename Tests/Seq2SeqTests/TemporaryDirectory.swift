#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A directory of a test's own, removed with all that is in it when the value goes.
final class TemporaryDirectory {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/seq2seq-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the directory, which need not exist.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and returns its path.
  func write(_ bytes: some Sequence<UInt8>, to name: String = "file") throws -> String {
    guard FileManager.default.createFile(atPath: file(name), contents: Data(bytes)) else {
      throw CocoaError(.fileWriteUnknown)
    }
    return file(name)
  }

  /// Writes a file and returns its path.
  func write(_ text: String, to name: String = "file") throws -> String {
    try write(text.utf8, to: name)
  }

  func read(_ name: String) throws -> [UInt8] {
    try readBytes(atPath: file(name))
  }

  /// The names of all files, hidden ones too.
  func names() throws -> [String] {
    try Seq2SeqTests.names(in: path)
  }
}

func readBytes(atPath path: String) throws -> [UInt8] {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw CocoaError(.fileReadNoSuchFile)
  }
  return Array(data)
}

func setPermissions(_ permissions: Int, of path: String) throws {
  try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
}

func names(in directory: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
}
