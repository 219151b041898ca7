import Foundation
import TestSupport
import Testing

/// `translate serve` starts a program of its own, with the same arguments.
@Suite struct ServeCommandTests {
  @Test func saysHowToBuildTheServer() async throws {
    let result = try await Program.translate.run(
      ["serve", "--port", "0"], in: TemporaryDirectory())
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: there is no "))
    #expect(result.errors.hasSuffix("; build it with `make server`\n"))
  }

  @Test func startsTheProgramBesideIt() async throws {
    let directory = try TemporaryDirectory()
    let folder = URL(filePath: directory.path)
    let copy = folder.appendingPathComponent("translate")
    try FileManager.default.copyItem(at: URL(filePath: Program.translate.path), to: copy)
    let server = folder.appendingPathComponent("translate-server")
    try Data("#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n".utf8).write(to: server)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: server.path)
    let result = try await Program.shell(
      "\(copy.path) serve --port 80 --help 'a b'", in: directory)
    #expect(result.lines == ["--port", "80", "--help", "a b"])
    #expect(result.code == 7)
  }
}
