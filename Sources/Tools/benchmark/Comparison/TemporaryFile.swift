#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that exists for the time of a measurement.
struct TemporaryFile {
  let path: String

  init(_ contents: [UInt8]) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("benchmark-\(UUID().uuidString)")
    try Data(contents).write(to: url)
    path = url.path
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
