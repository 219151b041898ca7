import Evaluation
import Platform

/// A text to read, from a file or standard input; it may be compressed with gzip.
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
    let bytes = try unpacked(try bytes())
    do {
      return try TextLines.parse(bytes)
    } catch {
      throw InputError(description: "\(name): \(error)")
    }
  }

  /// The columns, separated by tabs; their number is that of the first line unless `count` is given.
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
    let file: FileDescriptor
    do {
      file =
        try path.map { path throws(SystemError) in try .open(path, for: .reading) }
        ?? .standardInput
    } catch {
      throw failure("cannot be opened", error)
    }
    defer { if path != nil { file.close() } }
    do {
      return try file.readAll()
    } catch {
      throw failure("cannot be read", error)
    }
  }

  /// The text itself, if the file is compressed with gzip; what is not text is named.
  private func unpacked(_ bytes: [UInt8]) throws(InputError) -> [UInt8] {
    guard GzipDecoder.isGzip(bytes) else { return try checked(bytes) }
    let text: [UInt8]
    do {
      text = try GzipDecoder.decompressed(bytes)
    } catch {
      let problem =
        switch error {
        case .cutShort: "its gzip data is cut short; fetch it again"
        case .damaged: "its gzip data is damaged; check it with `gzip -t` or fetch it again"
        case .followedByGarbage: "other bytes follow its gzip data; fetch it again"
        }
      throw InputError(description: "\(name): \(problem)")
    }
    return try checked(text)
  }

  private func checked(_ bytes: [UInt8]) throws(InputError) -> [UInt8] {
    guard let kind = FileKind.recognized(bytes, path: name) else { return bytes }
    throw InputError(description: "\(name) is \(kind.name), not text; \(kind.remedy)")
  }

  private func failure(_ what: String, _ error: SystemError) -> InputError {
    InputError(description: "\(name) \(what): \(error.message)")
  }
}

/// Why an input cannot be used; the description begins with its name.
struct InputError: Error, CustomStringConvertible {
  let description: String
}
