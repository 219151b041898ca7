import Foundation

/// A directory of a test's own, removed with all that is in it when the value goes.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("translate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func url(_ name: String) -> URL { URL(fileURLWithPath: "\(path)/\(name)") }

  /// Writes a file, in directories made for it, and returns its path.
  @discardableResult
  func write(_ bytes: Data, to name: String) throws -> String {
    let url = url(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: url)
    return url.path
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Makes an empty file.
  func create(_ name: String) throws -> URL { URL(fileURLWithPath: try write(Data(), to: name)) }

  func read(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }
}
