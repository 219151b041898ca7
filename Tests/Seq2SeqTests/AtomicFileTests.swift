import Foundation
import Platform
import TestSupport
import Testing

@testable import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct AtomicFileTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  func reason(_ body: () throws -> Void) -> FileError.Reason? {
    let error = #expect(throws: FileError.self) { try body() } as FileError?
    return error?.reason
  }

  @Test func writesAndReplaces() throws {
    let path = directory.file("model")
    try AtomicFile.write(Array("first".utf8), to: path)
    #expect(try directory.read("model") == Array("first".utf8))
    let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    try AtomicFile.write(to: path) { writer throws(FileError) in
      try writer.write("head")
      try writer.write(large)
      try writer.write([1, 2, 3])
    }
    #expect(try directory.read("model") == Array("head".utf8) + large + [1, 2, 3])
    #expect(try directory.names() == ["model"])
  }

  @Test func failureWhileWritingLeavesTheEarlierFile() throws {
    let path = try directory.write("earlier", to: "model")
    let error = FileError(path: "corpus", action: .read, reason: .notFound)
    #expect(throws: error) {
      try AtomicFile.write(to: path) { writer throws(FileError) in
        try writer.write(Array(repeating: 1, count: 200_000))
        throw error
      }
    }
    #expect(try directory.read("model") == Array("earlier".utf8))
    #expect(try directory.names() == ["model"])
  }

  /// The system's own limit on a file's size breaks a write in the middle as a full disk does.
  @Test func fileLimitLeavesTheEarlierFile() throws {
    let path = try directory.write("earlier", to: "model")
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
      let resource = RLIMIT_FSIZE
    #endif
    try #require(getrlimit(resource, &limit) == 0)
    let restored = limit
    // More than any other test writes, since the limit is the whole process's.
    limit.rlim_cur = 64 << 20
    try #require(setrlimit(resource, &limit) == 0)
    defer {
      var restored = restored
      setrlimit(resource, &restored)
    }
    let part = Array(repeating: UInt8(1), count: 1 << 20)
    let reason = reason {
      try AtomicFile.write(to: path) { writer throws(FileError) in
        for _ in 0..<65 { try writer.write(part) }
      }
    }
    #expect(reason == .sizeLimit)
    #expect(try directory.read("model") == Array("earlier".utf8))
    #expect(try directory.names() == ["model"])
  }

  @Test(.enabled(if: access("/dev/full", W_OK) == 0, "only Linux has a disk that is always full"))
  func fullDiskIsNamed() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let writer = FileWriter(OpenFile(descriptor: FileDescriptor(descriptor), name: "model"))
    try writer.write("small")
    #expect(throws: FileError(path: "model", action: .write, reason: .diskFull)) {
      try writer.flush()
    }
  }

  /// Removing the file does not let a second writer in: the directory is locked as well.
  @Test func theLockDoesNotDependOnItsFile() throws {
    let directory = try TemporaryDirectory()
    let lock = try DirectoryLock(directory: directory.path)
    unlink(directory.file(".lock"))
    #expect(throws: FileError.self) { try DirectoryLock(directory: directory.path) }
    try lock.check()
  }

  @Test func aDirectoryMadeAnewIsNoticed() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("m")
    try FileSystem.makeDirectory(path)
    let lock = try DirectoryLock(directory: path)
    try lock.check()
    try FileSystem.rename(path, to: directory.file("moved"))
    let expected = FileError(path: path, action: .write, reason: .directoryReplaced)
    #expect(throws: expected) { try lock.check() }
    try FileSystem.makeDirectory(path)
    #expect(throws: expected) { try lock.check() }
    // Whoever made it may lock it.
    _ = try DirectoryLock(directory: path)
  }

  /// A link named `.lock` or `metrics.jsonl` may lead to anything.
  @Test func linksAreNotFollowed() throws {
    let directory = try TemporaryDirectory()
    let precious = try directory.write("precious\n", to: "precious")
    try FileSystem.makeDirectory(directory.file("m"))
    for name in ["m/.lock", "m/metrics.jsonl"] {
      try FileManager.default.createSymbolicLink(
        atPath: directory.file(name), withDestinationPath: precious)
    }
    #expect(
      throws: FileError(path: directory.file("m/.lock"), action: .lock, reason: .isSymbolicLink)
    ) { try DirectoryLock(directory: directory.file("m")) }
    let metrics = directory.file("m/metrics.jsonl")
    #expect(throws: FileError(path: metrics, action: .write, reason: .isSymbolicLink)) {
      try JSONLinesFile(path: metrics, keepingLines: 0)
    }
    #expect(try directory.read("precious") == Array("precious\n".utf8))
  }

  /// A pipe named `.lock` is neither waited for nor written to.
  @Test func pipesAreNoLocks() throws {
    let directory = try TemporaryDirectory()
    try FileSystem.makeDirectory(directory.file("m"))
    let lock = directory.file("m/.lock")
    #expect(mkfifo(lock, 0o600) == 0)
    #expect(throws: FileError(path: lock, action: .lock, reason: .notRegularFile)) {
      try DirectoryLock(directory: directory.file("m"))
    }
  }

  @Test func missingDirectoryIsNamed() throws {
    let path = directory.file("missing/model")
    #expect(throws: FileError(path: path, action: .write, reason: .noDirectory)) {
      try AtomicFile.write([1], to: path)
    }
  }

  @Test func directoryThatVanishesIsNamed() throws {
    let path = directory.file("out/model")
    try #require(mkdir(directory.file("out"), 0o755) == 0)
    let reason = reason {
      try AtomicFile.write(to: path) { writer throws(FileError) in
        try writer.write([1])
        for name in (try? names(in: directory.file("out"))) ?? [] {
          unlink(directory.file("out/\(name)"))
        }
        rmdir(directory.file("out"))
      }
    }
    #expect(reason == .noDirectory)
  }

  @Test func specialFilesAreNotReplaced() throws {
    #expect(reason { try AtomicFile.write([1], to: "/dev/null") } == .notRegularFile)
    #expect(reason { try AtomicFile.write([1], to: directory.path) } == .isDirectory)
    #expect(access("/dev/null", F_OK) == 0)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func readOnlyDirectoryIsNamed() throws {
    let path = try directory.write("earlier", to: "model")
    try setPermissions(0o555, of: directory.path)
    defer { try? setPermissions(0o755, of: directory.path) }
    #expect(reason { try AtomicFile.write([1], to: path) } == .permissionDenied)
    #expect(try directory.read("model") == Array("earlier".utf8))
  }

  @Test func writersAtOnceDoNotMix() async throws {
    let path = directory.file("model")
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          let content = Array(repeating: UInt8(writer), count: 100_000)
          for _ in 0..<10 { try? AtomicFile.write(content, to: path) }
        }
      }
    }
    let bytes = try directory.read("model")
    #expect(bytes.count == 100_000 && Set(bytes).count == 1)
    #expect(try directory.names() == ["model"])
  }

  /// Only those of the named files, and only of processes that have ended; this one has not begun to write.
  @Test func leftoversOfKilledWritersAreRemoved() throws {
    // No process has this id: it is beyond what Linux and macOS give.
    let gone = 1 << 30
    let running = getppid()
    for name in [
      ".model.\(gone)-0.translate-tmp", ".model.\(getpid())-3.translate-tmp",
      ".model.\(running)-0.translate-tmp", ".other.\(gone)-0.translate-tmp",
      ".model.x-0.translate-tmp", ".model.translate-tmp", "notes.translate-tmp",
    ] {
      _ = try directory.write("half", to: name)
    }
    AtomicFile.removeLeftovers(of: "model", in: directory.path)
    #expect(
      Set(try directory.names()) == [
        ".model.\(running)-0.translate-tmp", ".other.\(gone)-0.translate-tmp",
        ".model.x-0.translate-tmp", ".model.translate-tmp", "notes.translate-tmp",
      ])
  }

  @Test func permissionsStay() throws {
    let path = try directory.write("secret", to: "model")
    try setPermissions(0o600, of: path)
    try AtomicFile.write([1], to: path)
    #expect(FileStatus(path: path)?.permissions == 0o600)
  }

  /// The file that a link leads to is replaced, and the link stays; a link to nothing is refused.
  @Test func linksStayLinks() throws {
    let path = try directory.write("earlier", to: "model")
    let link = directory.file("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "model")
    try AtomicFile.write([1, 2], to: link)
    #expect(FileStatus(linkAt: link)?.isSymbolicLink == true)
    #expect(try directory.read("model") == [1, 2])
    unlink(path)
    #expect(reason { try AtomicFile.write([1], to: link) } == .isSymbolicLink)
    #expect(FileStatus(linkAt: link)?.isSymbolicLink == true)
  }
}

@Suite struct DirectoryLockTests {
  @Test func secondHolderIsRefusedAndToldOfTheFirst() throws {
    let directory = try TemporaryDirectory()
    do {
      let lock = try DirectoryLock(directory: directory.path)
      let expected = FileError(
        path: directory.path, action: .lock, reason: .lockHeld(byProcess: getpid()))
      #expect(throws: expected) { try DirectoryLock(directory: directory.path) }
      #expect("\(expected)".contains("process \(getpid()) is writing there"))
      withExtendedLifetime(lock) {}
    }
    // Once released, the lock can be taken again, though its file is still there.
    _ = try DirectoryLock(directory: directory.path)
  }

  @Test func missingDirectoryIsNamed() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("missing")
    #expect(throws: FileError(path: path, action: .lock, reason: .noDirectory)) {
      try DirectoryLock(directory: path)
    }
  }
}

@Suite struct JSONLinesFileTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test func linesAreAdded() throws {
    let path = directory.file("metrics.jsonl")
    let first = try JSONLinesFile(path: path, keepingLines: nil)
    try first.append("{\"step\":1}")
    #expect(try directory.read("metrics.jsonl") == Array("{\"step\":1}\n".utf8))
    let second = try JSONLinesFile(path: path, keepingLines: nil)
    try second.append("{\"step\":2}")
    try second.synchronize()
    #expect(second.lineCount == 2)
    #expect(try directory.read("metrics.jsonl") == Array("{\"step\":1}\n{\"step\":2}\n".utf8))
  }

  @Test(arguments: [
    ("1\n2\n3\n", nil, "1\n2\n3\n", 3), ("1\n2\n3\n", 2, "1\n2\n", 2), ("1\n2\n3\n", 0, "", 0),
    ("1\n2\n3\n", 9, "1\n2\n3\n", 3), ("1\n2\n3", nil, "1\n2\n", 2), ("1\n2\n3", 1, "1\n", 1),
    ("torn", nil, "", 0), ("", 4, "", 0),
  ])
  func resumingCutsBack(before: String, kept: Int?, after: String, count: Int) throws {
    let path = try directory.write(before, to: "metrics.jsonl")
    let file = try JSONLinesFile(path: path, keepingLines: kept)
    #expect(file.lineCount == count)
    try file.append("next")
    #expect(try directory.read("metrics.jsonl") == Array("\(after)next\n".utf8))
  }

  @Test func longFilesAreCutBack() throws {
    let lines = (0..<30_000).map { "line \($0)\n" }
    let path = try directory.write(lines.joined(), to: "metrics.jsonl")
    let file = try JSONLinesFile(path: path, keepingLines: 20_000)
    #expect(file.lineCount == 20_000)
    #expect(try directory.read("metrics.jsonl") == Array(lines[..<20_000].joined().utf8))
  }

  @Test func directoriesAndDevicesAreRefused() throws {
    #expect(throws: FileError(path: directory.path, action: .write, reason: .isDirectory)) {
      try JSONLinesFile(path: directory.path, keepingLines: nil)
    }
    #expect(throws: FileError(path: "/dev/null", action: .write, reason: .notRegularFile)) {
      try JSONLinesFile(path: "/dev/null", keepingLines: nil)
    }
  }
}
