import TestSupport
import Testing

@testable import Seq2Seq

/// The limits of control groups, as files say them.
@Suite struct AvailableMemoryTests {
  private func limit(_ groups: String, _ files: [String: String]) throws -> Int? {
    let directory = try TemporaryDirectory()
    try directory.write(groups, to: "groups")
    for (path, text) in files { try directory.write(text, to: "root/" + path) }
    return AvailableMemory.controlGroup(
      of: directory.file("groups"), in: directory.file("root"))?.bytes
  }

  @Test func theLeastLimitOfAllGroupsCounts() throws {
    #expect(
      try limit(
        "0::/user/app\n",
        ["user/app/memory.max": "max\n", "user/memory.max": "500000\n", "memory.max": "900000\n"])
        == 500_000)
  }

  @Test func theFirstVersionHasOtherNames() throws {
    #expect(
      try limit(
        "5:cpu:/x\n9:memory,pids:/app\n", ["memory/app/memory.limit_in_bytes": "700000\n"])
        == 700_000)
  }

  @Test func withoutALimitThereIsNone() throws {
    #expect(try limit("0::/\n", ["memory.max": "max\n"]) == nil)
    #expect(
      try limit("9:memory:/\n", ["memory/memory.limit_in_bytes": "9223372036854771712\n"]) == nil)
    #expect(try limit("", [:]) == nil)
  }
}
