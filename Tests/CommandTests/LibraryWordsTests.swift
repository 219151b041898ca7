import Foundation
import Testing

/// Libraries say what is wrong; only the commands say what to type.
@Suite struct LibraryWordsTests {
  @Test(arguments: [
    "Platform", "Formatting", "Tokenization", "NeuralNetwork", "Evaluation", "Documents", "Seq2Seq",
    "Series", "Serving",
  ])
  func noLibrarySpeaksOfOptions(library: String) throws {
    let root = Phrasebook.root.appendingPathComponent("Sources/\(library)")
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    ).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      for line in text.split(separator: "\n") where line.contains(/--[a-z]/) {
        Issue.record("\(file.lastPathComponent): \(line)")
      }
    }
  }
}
