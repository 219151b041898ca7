import Foundation
import Testing

/// Pointers stay in files whose names say so: the compiler has them marked, these tests keep them there.
@Suite struct SafeSourcesTests {
  /// The Swift files in a folder of `Sources`; all of them for "".
  private static func files(in folder: String = "") throws -> [URL] {
    let root = Phrasebook.root.appendingPathComponent("Sources/\(folder)")
    return try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
      .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }

  private static func isNamedUnsafe(_ file: URL) -> Bool {
    file.lastPathComponent.hasSuffix("+Unsafe.swift")
  }

  /// Whether a word contains `unsafe`, or names a pointer type.
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
    "Documents", "Formatting", "Seq2Seq/Data", "Seq2Seq/Search", "Seq2Seq/Training",
    "Seq2Seq/Translation",
    "translate", "bleu", "Tools/benchmark", "Tools/phrasebook",
  ])
  func nothingUnsafe(folder: String) throws {
    let files = try Self.files(in: folder)
    #expect(!files.isEmpty)
    #expect(!files.contains(where: Self.isNamedUnsafe))
  }

  /// The compiler demands the markers in all targets but the tests.
  @Test func memorySafetyIsStrict() throws {
    let manifest = try String(
      contentsOf: Phrasebook.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    #expect(
      manifest.contains(
        "if target.type != .test { settings.append(.strictMemorySafety()) }"))
  }
}
