import Platform
import TestSupport
import Testing

@testable import Seq2Seq

/// A file that is changed while it is read is an error: no signal, and no mixture of two files.
@Suite struct RandomAccessFileTests {
  private func file(_ change: (String) throws -> Void) throws -> (RandomAccessFile, [UInt8]) {
    let directory = try TemporaryDirectory()
    let path = try directory.write("abcdef", to: "f")
    let file = try RandomAccessFile(path: path)
    #expect(file.bytes(1..<3) == Array("bc".utf8))
    try change(path)
    return (file, file.bytes(3..<6))
  }

  @Test func itsPartsAreRead() throws {
    let (file, rest) = try file { _ in }
    #expect(rest == Array("def".utf8) && file.count == 6)
    try file.checkUnchanged()
  }

  @Test func aShorterFileIsAnError() throws {
    let (file, rest) = try file {
      try OpenFile(path: $0, action: .write, access: .writingExisting).truncate(to: 4)
    }
    #expect(rest == [UInt8(ascii: "d"), 0, 0])
    let path = file.path
    #expect(throws: FileError(path: path, action: .read, reason: .changedWhileRead)) {
      try file.checkUnchanged()
    }
  }

  @Test func aFileRewrittenInPlaceIsAnError() throws {
    let (file, rest) = try file { try OpenFile(writing: $0).write(Array("UVWXYZ+".utf8)) }
    #expect(rest == Array("XYZ".utf8))
    let path = file.path
    #expect(throws: FileError(path: path, action: .read, reason: .changedWhileRead)) {
      try file.checkUnchanged()
    }
  }

  /// Another file of the same name changes nothing: the one that was opened is read.
  @Test func aFileReplacedByNameIsRead() throws {
    let (file, rest) = try file { path in
      FileSystem.remove(path)
      try OpenFile(writing: path).write(Array("UVWXYZ+".utf8))
    }
    #expect(rest == Array("def".utf8))
    try file.checkUnchanged()
  }
}
