import TestSupport
import Testing

@testable import Seq2Seq

/// A mapped file cannot be read beyond its end, in release builds either.
@Suite struct MappedFileTests {
  @Test func theLastByteIsTheLastOne() async throws {
    let directory = try TemporaryDirectory()
    let file = try MappedFile(path: directory.write("abc"))
    #expect((0..<3).map { file[$0] } == Array("abc".utf8))
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let directory = try TemporaryDirectory()
      print(try MappedFile(path: directory.write("abc"))[3])
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("an offset beyond the file"))
  }
}
