import Foundation
import Testing

@testable import Documents

/// Documents of each format, as people have them.
///
/// They are in one file for each format, after lines `%%%% name`. Words after the name change the bytes: `crlf` and `cr` the
/// lines' ends, `mark` puts a byte order mark before, `utf16le` and `utf16be` convert, `open` takes the last line's end away.
struct DocumentFixture: Sendable, CustomTestStringConvertible {
  let format: DocumentFormat
  let name: String
  let bytes: [UInt8]

  var testDescription: String { "\(format.rawValue): \(name)" }

  static let all: [DocumentFixture] = DocumentFormat.allCases.flatMap { all(of: $0) }

  static func all(of format: DocumentFormat) -> [DocumentFixture] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = folder.appendingPathComponent("Fixtures/\(format.rawValue).txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "%%%% ").dropFirst().map { document in
      let words = document.prefix { $0 != "\n" }.split(separator: " ").map(String.init)
      let content = String(document.dropFirst(document.prefix { $0 != "\n" }.count + 1))
      return DocumentFixture(
        format: format, name: words[0], bytes: bytes(of: content, Array(words.dropFirst())))
    }
  }

  private static func bytes(of content: String, _ changes: [String]) -> [UInt8] {
    var content = content
    if changes.contains("open"), content.hasSuffix("\n") { content.removeLast() }
    if changes.contains("crlf") { content = content.replacingOccurrences(of: "\n", with: "\r\n") }
    if changes.contains("cr") { content = content.replacingOccurrences(of: "\n", with: "\r") }
    if changes.contains("utf16le") {
      return [0xFF, 0xFE] + content.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
    if changes.contains("utf16be") {
      return [0xFE, 0xFF] + content.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
    return (changes.contains("mark") ? [0xEF, 0xBB, 0xBF] : []) + Array(content.utf8)
  }

  func document() throws -> Document { try Document(bytes, as: format) }
}
