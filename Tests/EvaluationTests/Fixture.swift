import Foundation

/// The fixture files; the script that made a file is in the same directory.
enum Fixture {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/scores")

  static func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try data(name), as: UTF8.self)
  }

  /// The objects of a file with one JSON object per line.
  static func objects<T: Decodable>(_ type: T.Type, in data: Data) throws -> [T] {
    try data.split(separator: 0x0A).map { try JSONDecoder().decode(type, from: $0) }
  }
}
