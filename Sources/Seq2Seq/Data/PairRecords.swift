import Platform

/// What is kept of each pair of a corpus when it is first read: 24 bytes, in memory if they are few, or else in a file.
///
/// The file has no name, so that the system removes it when the process ends, however it ends.
final class PairRecords {
  typealias Entry = PairInspection.Entry

  private(set) var count = 0
  /// Records that are in no file.
  private var recent: [Entry] = []
  private var file: OpenFile?
  private let directory: String?
  /// How many records are in memory at most, if there is a directory for the others.
  private let capacity: Int
  private static let portion = 1 << 13

  /// - Parameters:
  ///   - directory: where to make a file if there are many; nil: all stay in memory.
  ///   - capacity: how many stay in memory otherwise.
  init(in directory: String? = nil, capacity: Int = 1 << 20) {
    self.directory = directory
    self.capacity = capacity
  }

  func append(_ entry: Entry) throws(FileError) {
    recent.append(entry)
    count += 1
    if recent.count >= capacity, let directory { try write(in: directory) }
  }

  private func write(in directory: String) throws(FileError) {
    let file: OpenFile
    if let known = self.file { file = known } else { file = try Self.file(in: directory) }
    self.file = file
    do throws(FileError) {
      for start in stride(from: 0, to: recent.count, by: Self.portion) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.portion * Entry.size)
        for entry in recent[start..<min(start + Self.portion, recent.count)] {
          entry.append(to: &bytes)
        }
        try file.write(bytes)
      }
    } catch {
      throw FileError(path: directory, action: .write, reason: error.reason)
    }
    recent.removeAll(keepingCapacity: true)
  }

  private static func file(in directory: String) throws(FileError) -> OpenFile {
    let path = "\(directory)/.pairs.\(Environment.processIdentifier).translate-tmp"
    let file = try OpenFile(path: path, action: .write, access: .updating)
    FileSystem.remove(path)
    return file
  }

  /// Calls `body` with the number of each pair and what is kept of it, in order.
  func forEach(_ body: (Int, Entry) -> Void) throws(FileError) {
    let written = count - recent.count
    if let file {
      for start in stride(from: 0, to: written, by: Self.portion) {
        let end = min(start + Self.portion, written)
        let bytes = try file.bytes(start * Entry.size..<end * Entry.size)
        guard bytes.count == (end - start) * Entry.size else {
          throw FileError(path: directory ?? "", action: .read, reason: .changedWhileRead)
        }
        for number in start..<end { body(number, Entry(bytes, at: (number - start) * Entry.size)) }
      }
    }
    for (place, entry) in recent.enumerated() { body(written + place, entry) }
  }
}

extension PairInspection.Entry {
  /// Bytes of a record in a file.
  fileprivate static let size = 24

  fileprivate func append(to bytes: inout [UInt8]) {
    bytes.append(integer: fingerprint)
    bytes.append(integer: source.value)
    bytes.append(integer: sourceLength)
    bytes.append(integer: targetLength)
    bytes += [sourceScript, targetScript, flags.rawValue, 0]
  }

  fileprivate init(_ bytes: [UInt8], at place: Int) {
    fingerprint = bytes.integer(at: place)
    source = SentenceFingerprint(value: bytes.integer(at: place + 8))
    sourceLength = bytes.integer(at: place + 16)
    targetLength = bytes.integer(at: place + 18)
    sourceScript = bytes[place + 20]
    targetScript = bytes[place + 21]
    flags = PairInspection.Flags(rawValue: bytes[place + 22])
  }
}
