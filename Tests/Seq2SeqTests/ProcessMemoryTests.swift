import TestSupport
import Testing

@testable import Seq2Seq

@Suite struct ProcessMemoryTests {
  @Test func readsTheFieldsOfLinux() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(
      "Name:\tRSS 7\nVmHWM:\t 1234567890 kB\nVmRSS:\t   98310 kB\nThreads:\t3\n", to: "status")
    #expect(ProcessMemory.field("VmHWM:", in: path) == 1_234_567_890 * 1024)
    #expect(ProcessMemory.field("VmRSS:", in: path) == 98_310 * 1024)
    #expect(ProcessMemory.field("VmSwap:", in: path) == nil)
    #expect(ProcessMemory.field("VmRSS:", in: directory.file("nowhere")) == nil)
  }

  @Test func holdsAtMostThePeak() {
    #expect(ProcessMemory.current > 1 << 20)
    let current = ProcessMemory.current
    #expect(ProcessMemory.peak >= current / 2)
  }
}
