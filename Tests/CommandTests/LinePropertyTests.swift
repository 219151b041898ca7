import Foundation
import TestSupport
import Testing

/// N lines in, N lines out, whatever the bytes: runs the program on random lines.
@Suite struct LinePropertyTests {
  /// The parts of lines: words, and everything that programs have mistaken for the end of a line or text.
  private static let pieces: [[UInt8]] =
    ["I am here", "he is", " ", "   ", "\t", "\r", "\r\r", "\u{2028}", "\u{2029}", "\u{85}"].map {
      Array($0.utf8)
    }
    + ["\u{0B}", "\u{0C}", "\u{1A}", "\u{FEFF}", "\u{A0}", "\"", "NA", "ไทย", "👩‍👩‍👧", "e\u{301}"].map {
      Array($0.utf8)
    }
    + [
      [0], [0xFF], [0xC3], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80], [0x1B, 0x5B], [0x04],
    ]

  private static func line(_ generator: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: 0...6, using: &generator)).flatMap { _ in
      pieces.randomElement(using: &generator) ?? []
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func eachLineHasItsAnswer(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let lines = (0..<150).map { _ in Self.line(&generator) }
    var input = Data(lines.joined(separator: [0x0A]))
    if Bool.random(using: &generator) || lines.last?.isEmpty == true { input.append(0x0A) }
    let options = ["--beam", "\(Int.random(in: 1...3, using: &generator))", "--max-length", "20"]
    let result = try await SmallModel.translate(input, options)
    #expect(result.code == 0)
    try #require(result.lines.count == lines.count)
    #expect(result.output.last == 0x0A)
    for (number, (line, answer)) in zip(lines, result.lines).enumerated() where Self.isBlank(line) {
      #expect(answer.isEmpty, "line \(number + 1)")
    }
    // Each line with invalid bytes is named or counted.
    let bad = lines.count { String(validating: $0, as: UTF8.self) == nil }
    #expect(Self.warned(of: "is not UTF-8", in: result.errors) == bad)
  }

  private static func isBlank(_ line: [UInt8]) -> Bool {
    guard let text = String(validating: line, as: UTF8.self) else { return false }
    return text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  /// The lines that warnings name, and the number that they only count.
  private static func warned(of kind: String, in errors: String) -> Int {
    errors.split(separator: "\n").filter { $0.contains(kind) }.reduce(0) { sum, line in
      guard let more = line.range(of: " more lines") else { return sum + 1 }
      return sum + (Int(line[..<more.lowerBound].split(separator: " ").last ?? "") ?? 0)
    }
  }

  @Test func linesOfAMegabyte() async throws {
    let long = [UInt8](repeating: 0x61, count: 1_100_000)
    let spaces = [UInt8](repeating: 0x20, count: 1_000_000)
    let bad = [UInt8](repeating: 0xFF, count: 1_000_000)
    let input = Data([long, Array("here".utf8), spaces, bad, long].joined(separator: [0x0A]))
    let result = try await SmallModel.translate(input, ["--beam", "1", "--max-length", "10"])
    #expect(result.code == 0)
    #expect(result.lines.count == 5)
    #expect(result.lines[2].isEmpty)
    let alone = try await SmallModel.translate("here\n", ["--beam", "1", "--max-length", "10"])
    #expect(result.lines[1] == alone.lines[0])
  }

  #if os(Linux)
    /// Memory does not grow with the number of lines; `make stream` sends a million.
    @Test(.enabled(if: memoryIsOurs, "a sanitizer takes memory of its own"))
    func manyLinesInLittleMemory() async throws {
      let script = Phrasebook.root.appendingPathComponent("Tests/stream.sh").path
      let result = try await Program.shell(
        "exec bash '\(script)' \"$translate\" \"$model\" 20000", in: TemporaryDirectory(),
        environment: ["model": try await SmallModel.path])
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.text.hasPrefix("20000 lines in, 20000 out"))
    }
  #endif
}
