import Foundation
import Testing

/// Where the rules are, there are no pointers: they stay in the rooms of files, text and numbers.
@Suite struct SafeSourcesTests {
  @Test(arguments: [
    "Seq2Seq/Data", "Seq2Seq/Training", "Seq2Seq/Translation", "translate/Commands",
    "translate/Options", "translate/Training", "bleu", "benchmark/Commands", "benchmark/Options",
    "phrasebook",
  ])
  func nothingUnsafe(folder: String) throws {
    let root = Phrasebook.root.appendingPathComponent("Sources/\(folder)")
    let files = try #require(FileManager.default.enumerator(atPath: root.path))
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
      for word in ["UnsafePointer", "UnsafeMutable", "UnsafeRaw", "unsafeBitCast", "Unmanaged"] {
        #expect(!text.contains(word), "\(folder)/\(file)")
      }
    }
  }
}
