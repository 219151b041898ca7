import Evaluation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A text to read: a file or standard input.
struct InputFile {
  /// Nil for standard input.
  private let path: String?

  static let standardInput = InputFile(path: nil)

  private init(path: String?) {
    self.path = path
  }

  init(path: String) {
    self.path = path
  }

  private var name: String { path ?? "standard input" }

  /// The lines, without white space at their ends.
  func lines() throws(InputError) -> [String] {
    let bytes = try bytes()
    do {
      return try TextLines.parse(bytes)
    } catch {
      throw InputError(description: "\(name): \(error)")
    }
  }

  /// Columns separated by tabs, as many as given or as the first line has.
  func columns(_ count: Int? = nil) throws(InputError) -> [[String]] {
    let lines = try lines()
    let inFirst = lines.first.map { $0.utf8.count { $0 == 0x09 } + 1 } ?? 1
    do {
      return try TextLines.columns(lines, count: count ?? inFirst)
    } catch {
      throw InputError(description: "\(name): \(error)")
    }
  }

  private func bytes() throws(InputError) -> [UInt8] {
    let descriptor = path.map { open($0, O_RDONLY) } ?? STDIN_FILENO
    guard descriptor >= 0 else { throw failure("cannot be opened") }
    defer { if path != nil { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure("cannot be read") }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  private func failure(_ what: String) -> InputError {
    InputError(description: "\(name) \(what): \(String(cString: strerror(errno)))")
  }
}

/// An input that cannot be used, described with its name.
struct InputError: Error, CustomStringConvertible {
  let description: String
}
