import Platform
import Seq2Seq
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct LineReaderTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  func lines(_ reader: LineReader) throws -> [LineReader.Line] {
    var lines: [LineReader.Line] = []
    while let line = try reader.next() { lines.append(line) }
    return lines
  }

  func texts(_ bytes: [UInt8]) throws -> [String] {
    let path = try directory.write(bytes)
    return try lines(LineReader(path: path)).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  func failure(_ bytes: [UInt8]) throws -> FileError.Reason? {
    do {
      _ = try texts(bytes)
      return nil
    } catch let error as FileError {
      return error.reason
    }
  }

  @Test(arguments: [
    ("", []),
    ("\n", [""]),
    ("a", ["a"]),
    ("a\nb", ["a", "b"]),
    ("a\r\nb\r\n", ["a", "b"]),
    ("a\n\n\nb\n", ["a", "", "", "b"]),
    ("a\r\r\n", ["a\r"]),
    ("a\rb\n", ["a\rb"]),
    ("a\r", ["a\r"]),
    ("\r\n", [""]),
    ("a\u{2028}b\u{2029}c\u{85}d\u{B}e\u{C}f\n", ["a\u{2028}b\u{2029}c\u{85}d\u{B}e\u{C}f"]),
    ("\u{FEFF}a\n\u{FEFF}b", ["a", "\u{FEFF}b"]),
    ("\u{FEFF}", []),
    ("\"a\nb\"\n", ["\"a", "b\""]),
    ("a\0b\n", ["a\0b"]),
  ])
  func onlyLineFeedEndsALine(text: String, expected: [String]) throws {
    // Compared as scalars: to String's == a CR LF is one character.
    #expect(try texts(Array(text.utf8)).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }

  /// Lets `body` read the bytes, fewer than a pipe holds.
  func throughPipe<Result>(
    _ bytes: [UInt8], _ body: (OpenFile) throws -> Result
  ) throws -> Result {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let written = write(ends[1], bytes, bytes.count)
    close(ends[1])
    try #require(written == bytes.count)
    return try body(OpenFile(descriptor: FileDescriptor(ends[0]), name: "pipe"))
  }

  struct PlainLine: Equatable {
    var bytes: [UInt8]
    var number: Int
    var isOverlong: Bool
  }

  /// What the reader should do, written as plainly as possible for a whole file in memory.
  func plainLines(_ bytes: [UInt8], limit: Int) -> [PlainLine] {
    var bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var pieces = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let last = pieces.removeLast()
    pieces = pieces.map { $0.last == 0x0D ? $0.dropLast() : $0 }
    if !last.isEmpty { pieces.append(last) }
    return pieces.enumerated().map { index, piece in
      guard piece.count > limit else {
        return PlainLine(bytes: piece, number: index + 1, isOverlong: false)
      }
      var start = Array(piece[..<limit])
      // Bytes that would be whole characters but for the cut: as text they end in one U+FFFD, and
      // adding to them could make a character of it.
      for cut in 1...3 where start.count >= cut {
        let lead = start[start.count - cut]
        let needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        let restContinues = start.suffix(cut - 1).allSatisfy { $0 & 0xC0 == 0x80 }
        if needed > cut, restContinues {
          start.removeLast(cut)
          break
        }
      }
      return PlainLine(bytes: start, number: index + 1, isOverlong: true)
    }
  }

  @Test func agreesWithPlainReaderOnRandomBytes() throws {
    var generator = Seq2Seq.SeededGenerator(seed: 7)
    let pieces: [[UInt8]] = [
      [0x0A], [0x0D], [0x0D, 0x0A], [0x61], Array("é".utf8), Array("\u{2028}".utf8),
      Array("😀".utf8), [0], [0x09], [0xEF, 0xBB, 0xBF], [0xC3], [0x85], [0x0B], [0x0C],
      [0xF0, 0x9F],
    ]
    for _ in 0..<1500 {
      var bytes: [UInt8] = [UInt8(ascii: "x")]
      if generator.next(below: 4) == 0 { bytes = [0xEF, 0xBB, 0xBF] }
      for _ in 0..<generator.next(below: 60) {
        bytes += pieces[generator.next(below: pieces.count)]
      }
      let limit = 1 + generator.next(below: 12)
      let bufferSize = 4 + generator.next(below: 20)
      let isCompressed = generator.next(below: 3) == 0
      let read = try throughPipe(isCompressed ? Gzip.member(bytes) : bytes) { file in
        try lines(LineReader(file, limit: limit, bufferSize: bufferSize)).map {
          PlainLine(bytes: $0.bytes, number: $0.number, isOverlong: $0.isOverlong)
        }
      }
      #expect(
        read == plainLines(bytes, limit: limit),
        "bytes \(bytes), limit \(limit), buffer \(bufferSize)")
    }
  }

  @Test func overlongLineIsCutAndCounted() throws {
    let long = String(repeating: "ab", count: 500_000)
    let path = try directory.write("one\n\(long)\nthree\n")
    let lines = try lines(LineReader(path: path, limit: 5))
    #expect(lines.map(\.isOverlong) == [false, true, false])
    #expect(lines.map { String(decoding: $0.bytes, as: UTF8.self) } == ["one", "ababa", "three"])
    #expect(lines.map(\.number) == [1, 2, 3])
  }

  @Test func limitCountsNeitherCRNorLF() throws {
    let path = try directory.write("12345\r\n12345\n123456\r\n12345\r")
    let lines = try lines(LineReader(path: path, limit: 5))
    #expect(lines.map(\.isOverlong) == [false, false, true, true])
  }

  @Test func lineIsHandedOutBeforeTheNextIsThere() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { ends.forEach { close($0) } }
    try #require(write(ends[1], "one\ntw", 6) == 6)
    let reader = LineReader(OpenFile(descriptor: FileDescriptor(ends[0]), name: "pipe"))
    // Reading on would wait for ever.
    #expect(try reader.next()?.bytes == Array("one".utf8))
    try #require(write(ends[1], "o\n", 2) == 2)
    #expect(try reader.next()?.bytes == Array("two".utf8))
  }

  // MARK: - Compressed files

  @Test func readsDeflatedData() throws {
    let sentence = "Il fait froid.\tIt is cold."
    #expect(try texts(Gzip.compressedByPython) == [sentence, sentence, sentence])
  }

  @Test func readsAllMembers() throws {
    let members = ["a\nb", "", "c\n", "d"].flatMap { Gzip.member(Array($0.utf8)) }
    #expect(try texts(members) == ["a", "bc", "d"])
  }

  @Test func readsMembersLargerThanBuffers() throws {
    let text = Array(repeating: "line of text", count: 30_000)
    let bytes = Array(text.joined(separator: "\n").utf8)
    #expect(try texts(Gzip.member(bytes) + Gzip.member([0x0A] + bytes)) == text + text)
  }

  @Test func everyCutIsAnError() throws {
    for bytes in [Gzip.member(Array("one\ntwo\n".utf8)), Gzip.compressedByPython] {
      for length in 2..<bytes.count {
        #expect(try failure(Array(bytes[..<length])) == .gzipCutShort, "cut at \(length)")
        let second = try failure(bytes + bytes[..<length])
        #expect(second == .gzipCutShort, "second member cut at \(length)")
      }
    }
  }

  @Test func garbageAfterGzipIsAnError() throws {
    let bytes = Gzip.compressedByPython
    #expect(try failure(bytes + Array("garbage".utf8)) == .gzipFollowedByGarbage)
    #expect(try failure(bytes + [0, 0, 1]) == .gzipFollowedByGarbage)
    #expect(try failure(bytes + [0x1F, 0x9D, 0, 0]) == .gzipDamaged)
  }

  /// Tapes and block devices fill their last block with zeros.
  @Test(arguments: [1, 512, 200_000])
  func zerosAfterGzipAreNoError(count: Int) throws {
    let padded = Gzip.compressedByPython + [UInt8](repeating: 0, count: count)
    #expect(try texts(padded) == texts(Gzip.compressedByPython))
    #expect(try failure(padded + Gzip.member([0x61])) == .gzipFollowedByGarbage)
  }

  @Test func everyDamagedByteIsAnErrorOrHarmless() throws {
    let original = try texts(Gzip.compressedByPython)
    for place in Gzip.compressedByPython.indices.dropFirst(2) {
      var bytes = Gzip.compressedByPython
      bytes[place] ^= 0x55
      // The header's time and system are not part of the text.
      if let reason = try failure(bytes) {
        #expect([.gzipDamaged, .gzipCutShort, .gzipFollowedByGarbage].contains(reason))
      } else {
        #expect(try texts(bytes) == original, "byte \(place)")
      }
    }
  }

  // MARK: - Files that cannot be read

  @Test func textWithAMarkOfUTF16IsConverted() throws {
    let text = "été\t1\r\n日本語 😀\t2\n"
    let little: [UInt8] = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big: [UInt8] = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let expected = ["été\t1", "日本語 😀\t2"]
    #expect(try texts([0xFF, 0xFE] + little) == expected)
    #expect(try texts([0xFE, 0xFF] + big) == expected)
    #expect(try texts(Gzip.member([0xFF, 0xFE] + little)) == expected)
    #expect(try failure([0xFF]) == nil)
    #expect(try failure([0xEF, 0xBB]) == nil)
  }

  /// Only a corpus is converted by guesses: what is typed is answered as it is.
  @Test func otherEncodingsAreNotGuessed() throws {
    #expect(try texts([0x63, 0x61, 0x66, 0xE9, 0x0A, 0xE9, 0x74, 0xE9, 0x0A]).count == 2)
    let path = try directory.write([0xE9, 0x74, 0xE9, 0x0A])
    let reader = try LineReader(path: path)
    #expect(try reader.next()?.bytes == [0xE9, 0x74, 0xE9])
    #expect(reader.encoding == nil)
  }

  @Test func missingFileAndDirectoryAreNamed() throws {
    let missing = directory.file("missing")
    #expect(throws: FileError(path: missing, action: .read, reason: .notFound)) {
      try LineReader(path: missing)
    }
    #expect(throws: FileError(path: directory.path, action: .read, reason: .isDirectory)) {
      try LineReader(path: directory.path)
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may read every file"))
  func forbiddenFileIsNamed() throws {
    let path = try directory.write("a\tb\n")
    try setPermissions(0, of: path)
    #expect(throws: FileError(path: path, action: .read, reason: .permissionDenied)) {
      try LineReader(path: path)
    }
  }

  @Test func errorsSayWhatToDo() {
    let error = FileError(path: "pairs.tsv.gz", action: .read, reason: .gzipCutShort)
    #expect(
      "\(error)" == "cannot read pairs.tsv.gz: its gzip data is cut short; fetch the file again")
  }
}

@Suite struct UTF8TextTests {
  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b", true),
      ([0xE2, 0x80], "\u{FFFD}", true),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", true),
      ([0xC3, 0xA9], "é", false),
      ([0xEF, 0xBF, 0xBD], "\u{FFFD}", false),
      ([], "", false),
    ] as [([UInt8], String, Bool)])
  func repairsAndSaysSo(bytes: [UInt8], text: String, wasRepaired: Bool) {
    #expect(UTF8Text.repaired(bytes) == (text, wasRepaired))
  }

  @Test func blankIsWhiteSpaceOnly() {
    #expect(UTF8Text.isBlank(""))
    #expect(UTF8Text.isBlank(" \t\u{A0}\u{202F}\u{3000}\u{2028}\r"))
    #expect(!UTF8Text.isBlank(" . "))
    #expect(!UTF8Text.isBlank("\0"))
  }
}
