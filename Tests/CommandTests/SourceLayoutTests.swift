import Foundation
import Testing

/// Checks dependencies inside the sources that the compiler does not check.
@Suite struct SourceLayoutTests {
  /// A Swift file under `Sources`, without comments.
  private struct Source {
    /// The path below `Sources`.
    let path: String
    let words: Set<Substring>
    let lines: [Substring]

    var folder: String { String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)) }

    /// The types it declares at the left margin.
    var types: [Substring] {
      lines.filter { !$0.hasPrefix(" ") }.compactMap { line in
        let words = line.split(separator: " ")
        let kinds: [Substring] = ["struct", "class", "enum", "protocol", "actor", "typealias"]
        guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else {
          return nil
        }
        return words[kind + 1].prefix { $0.isLetter || $0.isNumber }
      }
    }
  }

  private static func sources() throws -> [Source] {
    let root = Phrasebook.root.appendingPathComponent("Sources")
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { file in
      let text = try String(contentsOf: file, encoding: .utf8)
      let lines = text.split(separator: "\n")
        .map { $0.prefix(upTo: $0.firstRange(of: "//")?.lowerBound ?? $0.endIndex) }
      let words = lines.flatMap { line in line.split { !$0.isLetter && !$0.isNumber } }
      let path = String(file.path.dropFirst(root.path.count + 1))
      return Source(path: path, words: Set(words), lines: lines)
    }
  }

  /// Only `Platform` imports the C library, and wraps its functions with checks.
  @Test func onlyPlatformSeesTheCLibrary() throws {
    let modules: Set<Substring> = ["Glibc", "Musl", "Darwin"]
    let seeing = try Self.sources().filter { source in
      source.lines.contains { line in
        let words = line.split(separator: " ")
        return words.contains("import") && words.last.map(modules.contains) == true
      }
    }
    #expect(seeing.count > 5)
    for source in seeing { #expect(source.path.hasPrefix("Platform/"), "\(source.path)") }
  }

  /// The folders of `Seq2Seq`, lowest first; those in one line may not refer to each other.
  private static let order = [
    ["Files"], ["Data"], ["Model"], ["Search"], ["Training", "Translation"], ["Synthesis"],
    ["LanguageModeling"], ["Tuning"],
  ]

  @Test func foldersReferToThoseBelow() throws {
    let sources = try Self.sources().filter { $0.path.hasPrefix("Seq2Seq/") }
    var levels: [String: Int] = [:]
    for (level, folders) in Self.order.enumerated() {
      for folder in folders { levels["Seq2Seq/\(folder)"] = level }
    }
    #expect(Set(sources.map(\.folder)).subtracting(["Seq2Seq"]) == Set(levels.keys))
    for source in sources where source.folder != "Seq2Seq" {
      for type in source.types {
        for user in sources where user.folder != source.folder && user.words.contains(type) {
          let (from, to) = (levels[user.folder] ?? .max, levels[source.folder] ?? .max)
          #expect(from > to, "\(user.path) refers to \(type) of \(source.folder)")
        }
      }
    }
  }
}
