import Platform
internal import Tokenization

/// The text of a file as UTF-8: unpacked if it is gzip, and converted if it is in another encoding.
///
/// - gzip is recognised by its first two bytes, whatever the file is called. Other compressed files, archives and
///   documents are errors that name what they are.
/// - A byte order mark of UTF-8 at the very start is dropped; one of another encoding names that encoding.
/// - Only if `guesses`: an XML declaration may name the encoding, and otherwise the first bytes beyond ASCII decide. Up
///   to them, text is the same in every encoding that is guessed, so nothing is read twice. Text that is UTF-8 except for
///   a few lines stays as it is.
///
/// The bytes may be invalid UTF-8, unless they were converted.
final class TextSource: ByteSource {
  /// How many bytes from the first that is not ASCII on decide the encoding.
  private static let sampleSize = 256 * 1024

  private enum State {
    case unstarted
    /// Only ASCII has been read.
    case undecided
    case unchanged
    case converted(ConvertedText)
  }

  let path: String
  private let file: OpenFile
  private let guesses: Bool
  private var source: any ByteSource
  private var isCompressed = false
  private var state = State.unstarted
  /// Bytes that have been read from `source`, but not by the caller; those before `used` are done with.
  private var pending: [UInt8] = []
  private var used = 0
  /// The encoding that the text is converted from; nil if it is taken for UTF-8, or if nothing has decided yet.
  private(set) var encoding: String?

  init(_ file: OpenFile, guesses: Bool) {
    self.file = file
    self.guesses = guesses
    path = file.path
    source = file
  }

  /// Whether reading would return at once; compressed text counts as always ready.
  var isReady: Bool { used < pending.count || isCompressed || file.hasInput }

  func read(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int {
    while true {
      switch state {
      case .unstarted: try begin()
      case .undecided:
        let count = try readUnchanged(into: &buffer, from: start)
        guard let place = buffer[start..<start + count].firstIndex(where: { $0 >= 0x80 }) else {
          return count
        }
        putBack(buffer[place..<start + count])
        try decide()
        if place > start { return place - start }
      case .unchanged: return try readUnchanged(into: &buffer, from: start)
      case .converted(let text): return try text.read(into: &buffer, from: start)
      }
    }
  }

  /// The beginning of the text, at most `count` bytes; reading still begins at the first.
  ///
  /// Waits for input until there are as many or the text ends.
  func beginning(_ count: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: count)
    while bytes.count < count {
      let more = try read(into: &buffer, from: 0)
      if more == 0 { break }
      bytes += buffer[..<more]
    }
    if case .converted(let text) = state { text.putBack(bytes) } else { putBack(bytes[...]) }
    return Array(bytes.prefix(count))
  }

  private func readUnchanged(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int {
    guard used < pending.count else { return try source.read(into: &buffer, from: start) }
    let count = min(pending.count - used, buffer.count - start)
    buffer.replaceSubrange(start..<start + count, with: pending[used..<used + count])
    used += count
    return count
  }

  private func putBack(_ bytes: ArraySlice<UInt8>) {
    pending = Array(bytes) + Array(pending[used...])
    used = 0
  }

  // MARK: - The start of the file

  private func begin() throws(FileError) {
    try readHead { $0 == [0x1F] }
    if GzipDecoder.isGzip(pending) {
      source = try GzipInflater(source, head: pending, path: path)
      isCompressed = true
      pending = []
      try readHead { _ in false }
    }
    if let error = FileError.notText(pending, path: path, isUnpacked: isCompressed) { throw error }
    try readMore { head in EncodingMark.all.contains { $0.mayBegin(head) } }
    if let mark = EncodingMark.all.first(where: { pending.starts(with: $0.bytes) }) {
      used = mark.bytes.count
      if let encoding = mark.encoding { return try convert(from: encoding) }
    } else if guesses, let encoding = namedEncoding {
      return try convert(from: encoding)
    }
    state = guesses ? .undecided : .unchanged
  }

  /// The encoding that the text names, or that its beginning shows.
  private var namedEncoding: String? {
    EncodingMark.declared(pending) ?? EncodingGuess.wide(pending) ?? EncodingGuess.escaped(pending)
  }

  /// Reads the first bytes: as many as decide, if the encoding is guessed; else those that are there.
  private func readHead(_ mayBegin: ([UInt8]) -> Bool) throws(FileError) {
    try readMore(mayBegin)
    if guesses, !GzipDecoder.isGzip(pending) { try fill(to: 64 * 1024) }
  }

  /// Reads more bytes as long as those read so far may be the beginning of a mark, and no longer.
  private func readMore(_ mayBegin: ([UInt8]) -> Bool) throws(FileError) {
    if pending.isEmpty { try fill(to: 1) }
    var before = -1
    while pending.count > before, pending.count < 4, mayBegin(pending) {
      before = pending.count
      try fill(to: before + 1)
    }
  }

  /// Reads until there are `count` pending bytes, or the file ends.
  private func fill(to count: Int) throws(FileError) {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while pending.count < count {
      let more = try source.read(into: &buffer, from: 0)
      if more == 0 { return }
      pending += buffer[..<more]
    }
  }

  // MARK: - Other encodings

  /// Decides the encoding by the bytes from the first on that is not ASCII.
  private func decide() throws(FileError) {
    try fill(to: Self.sampleSize)
    guard let encoding = EncodingGuess.encoding(of: pending) else {
      state = .unchanged
      return
    }
    try convert(from: encoding)
  }

  private func convert(from encoding: String) throws(FileError) {
    guard
      let text = ConvertedText(
        source, head: Array(pending[used...]), from: encoding, path: path)
    else { throw FileError(path: path, action: .read, reason: .unknownEncoding(encoding)) }
    (pending, used) = ([], 0)
    self.encoding = encoding
    state = .converted(text)
  }
}
