import Foundation
import Testing

/// Pointers stay in files whose names say so: strict memory safety marks them, this keeps them there.
@Suite struct SafeSourcesTests {
  /// The Swift files of a folder of `Sources`, "" being all of it.
  private static func files(in folder: String = "") throws -> [URL] {
    let root = Phrasebook.root.appendingPathComponent("Sources/\(folder)")
    return try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
      .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }

  private static func isNamedUnsafe(_ file: URL) -> Bool {
    file.lastPathComponent.hasSuffix("+Unsafe.swift")
  }

  /// Whether a word is `unsafe` in any form, or a type or function that is about pointers.
  private static func isUnsafe(_ word: Substring) -> Bool {
    word.lowercased().contains("unsafe") || ["OpaquePointer", "Unmanaged"].contains(word)
  }

  private static func unsafeWords(of file: URL) throws -> [Substring] {
    try String(contentsOf: file, encoding: .utf8)
      .split { !$0.isLetter && !$0.isNumber && $0 != "_" }.filter(isUnsafe)
  }

  @Test func pointersAreInFilesSoNamed() throws {
    let files = try Self.files()
    #expect(files.count > 200)
    for file in files {
      let words = Set(try Self.unsafeWords(of: file))
      if Self.isNamedUnsafe(file) {
        #expect(words.contains("unsafe"), "\(file.lastPathComponent) has nothing unsafe in it")
      } else {
        #expect(words.isEmpty, "\(file.path)")
      }
    }
  }

  @Test(arguments: [
    "Formatting", "Seq2Seq/Data", "Seq2Seq/Search", "Seq2Seq/Training", "Seq2Seq/Translation",
    "translate", "bleu", "Tools/benchmark", "Tools/phrasebook",
  ])
  func nothingUnsafe(folder: String) throws {
    let files = try Self.files(in: folder)
    #expect(!files.isEmpty)
    #expect(!files.contains(where: Self.isNamedUnsafe))
  }

  /// The markers are asked for by the compiler, of all but tests.
  @Test func memorySafetyIsStrict() throws {
    let manifest = try String(
      contentsOf: Phrasebook.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    #expect(
      manifest.contains(
        "if target.type != .test { settings.append(.strictMemorySafety()) }"))
  }
}
