import Foundation
import TestSupport
import Testing

/// `translate gradients`.
@Suite struct GradientsCommandTests {
  private let directory: TemporaryDirectory
  private static let small = [
    "--units", "8", "--updates", "2", "--lengths", "12,3,12", "--scales", "1,0.5", "--cells",
    "gru,lstm",
  ]

  init() throws {
    directory = try TemporaryDirectory()
    let lines = (0..<20).map { "the ship \($0 % 5) sails\tle navire \($0 % 5) part\n" }
    try directory.write(lines.joined() + "\tempty\n", to: "pairs.tsv")
  }

  private func gradients(_ arguments: [String]) async throws -> Program.Result {
    try await Program.translate.run(["gradients"] + arguments, in: directory)
  }

  @Test func aTableAndAPage() async throws {
    let result = try await gradients(["pairs.tsv", "--html", "g.html"] + Self.small)
    #expect(result.code == 0)
    #expect(result.errors.hasPrefix("warning: ") && result.errors.split(separator: "\n").count == 1)
    let rows = result.lines.dropFirst(3).prefix(8).map { $0.split(separator: " ") }
    #expect(rows.map { $0[0] } == ["gru", "gru", "gru", "gru", "lstm", "lstm", "lstm", "lstm"])
    #expect(rows.map { $0[1] }.prefix(4) == ["0.5", "0.5", "1.0", "1.0"])
    #expect(rows.map { $0[2] }.prefix(4) == ["3", "12", "3", "12"])
    #expect(rows.allSatisfy { $0.count == 6 && $0.suffix(3).allSatisfy { Double($0) != nil } })
    let page = try String(contentsOfFile: directory.path + "/g.html", encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && !page.contains("<script"))
    // The cells together; of each lengths, scales, before and after training, losses and norms.
    let pictures = page.components(separatedBy: "<svg ").count - 1
    #expect(pictures == 11)
    #expect(page.contains("aria-label=\"gru, by length\""))
  }

  @Test func numbersAsJSON() async throws {
    let result = try await gradients(["pairs.tsv", "--json", "--quiet"] + Self.small)
    #expect(result.code == 0, "\(result.errors)")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [String: Any])
    let networks = try #require(object["networks"] as? [[String: Any]])
    #expect(networks.map { $0["cell"] as? String } == ["gru", "gru", "lstm", "lstm"])
    let before = try #require(networks[2]["before"] as? [[String: Any]])
    #expect((before[1]["state_gradient_norms"] as? [Double])?.count == 13)
    #expect((before[1]["memory_cell_gradient_norms"] as? [Double])?.count == 13)
    let course = try #require(networks[0]["not_clipped"] as? [String: Any])
    #expect((course["losses"] as? [Double])?.count == 2)
  }

  @Test func mistakesAreNamed() async throws {
    try directory.write("\n\tx\n", to: "empty.tsv")
    let none = try await gradients(["empty.tsv", "--quiet"])
    #expect(none.code == 1 && none.errors.hasPrefix("error: "), "\(none.errors)")
    let over = try await gradients(["pairs.tsv", "--html", "pairs.tsv"] + Self.small)
    #expect(over.code == 1 && over.errors.contains("pairs.tsv"), "\(over.errors)")
  }
}
