internal import Platform

/// Translated files that wait to be fetched: in memory, for a while, under names that nobody can guess.
final class FileStore: Sendable {
  struct File: Sendable {
    let name: String
    let bytes: [UInt8]
    let end: ContinuousClock.Instant
  }

  private struct State {
    var files: [String: File] = [:]
    /// The names in the order of their making.
    var order: [String] = []
    var bytes = 0
  }

  static let path = "/download_file/"
  private let state = Monitor(State())
  private let bytes: Int
  private let time: Duration

  /// Creates an empty store.
  ///
  /// - Parameters:
  ///   - bytes: how much it holds; older files make room for newer ones.
  ///   - time: how long a file is kept.
  init(bytes: Int = 64 << 20, time: Duration = .seconds(1800)) {
    self.bytes = bytes
    self.time = time
  }

  /// Keeps a file, and returns the name to fetch it by: 128 random bits and the ending of its name.
  func add(_ contents: [UInt8], name: String) -> String {
    let name = Self.plain(name)
    let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
    var generator = SystemRandomNumberGenerator()
    let bits = (0..<2).map { _ in String(generator.next() | 1 << 63, radix: 16) }
    let id = bits.joined() + ending
    state.use { state in
      state.files[id] = File(name: name, bytes: contents, end: .now + time)
      state.order.append(id)
      state.bytes += contents.count
      while let oldest = state.order.first, let file = state.files[oldest],
        state.bytes > bytes && state.order.count > 1 || file.end < .now
      {
        state.order.removeFirst()
        state.files[oldest] = nil
        state.bytes -= file.bytes.count
      }
    }
    return id
  }

  /// The file of that name; nil if there is none, or no longer.
  func file(_ id: String) -> File? {
    state.use { $0.files[id] }.flatMap { $0.end < .now ? nil : $0 }
  }

  /// The last part of a name, in characters that no header and no system reads as anything else.
  static func plain(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
    let scalars = last.unicodeScalars.suffix(100).map { scalar -> Unicode.Scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || ".-_".unicodeScalars.contains(scalar))
        ? scalar : "_"
    }
    let text = String(String.UnicodeScalarView(scalars))
    return String(text.drop { $0 == "." }).isEmpty ? "translation" : String(text.drop { $0 == "." })
  }
}
