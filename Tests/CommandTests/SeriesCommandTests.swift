import Foundation
import TestSupport
import Testing

/// `translate series`.
@Suite struct SeriesCommandTests {
  private let directory: TemporaryDirectory
  private static let small = ["--units", "4", "--epochs", "2", "--window", "4"]

  init() throws { directory = try TemporaryDirectory() }

  private func series(_ arguments: [String]) async throws -> Program.Result {
    try await Program.translate.run(["series"] + arguments, in: directory)
  }

  @Test func aSineAsTableAndPicture() async throws {
    let result = try await series(Self.small + ["--ahead", "8,1", "--svg", "e.svg"])
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(
      result.lines.first
        == "a sine with noise: 1,000 numbers, 600 to train on, 400 to predict, from 4 each")
    #expect(result.lines.count == 6)
    let rows = result.lines.suffix(2).map { $0.split(separator: " ") }
    #expect(rows.map { $0[0] } == ["1", "8"] && rows.allSatisfy { $0.count == 7 })
    #expect(rows[0][2] == "×1.00" && rows[0][4] == "×1.00" && rows[0][6] == "×1.00")
    let svg = try String(contentsOfFile: directory.path + "/e.svg", encoding: .utf8)
    #expect(svg.hasPrefix("<svg ") && svg.components(separatedBy: "<path ").count == 4)
  }

  @Test func aColumnOfAFileAsJSON() async throws {
    let lines = (0..<60).map { "day \($0);\($0).5;x\n" }
    try directory.write("day;price;note\n" + lines.joined() + "\n", to: "p.csv")
    let result = try await series(
      ["p.csv", "--column", "2", "--ahead", "1,3", "--json"] + Self.small)
    #expect(result.code == 0, "\(result.errors)")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [String: Any])
    #expect(object["training_numbers"] as? Int == 36 && object["test_numbers"] as? Int == 24)
    let forecasters = try #require(object["forecasters"] as? [[String: Any]])
    #expect(forecasters.map { $0["name"] as? String } == ["last value", "linear", "recurrent"])
    #expect(forecasters[0]["rmse"] as? [Double] == [1, 3])
    #expect(forecasters[0]["growth"] as? [Double] == [1, 3])
    let linear = try #require(forecasters[1]["rmse"] as? [Double])
    #expect(linear.allSatisfy { $0 < 0.01 })
  }

  @Test(arguments: [
    ("1\n2\n", "2", "line 1 of p.csv has no column 2"),
    ("a\n1\nb\n", "1", "column 1 of p.csv has “b” in line 3"),
    ("1,2\n1,\n", "2", "column 2 of p.csv has nothing in line 2"),
    ("1\ninf\n", "1", "column 1 of p.csv has “inf” in line 2"),
    ("1\n2\n3\n", "1", "a series of 3 numbers is too short: "),
  ])
  func mistakesAreNamed(_ text: String, _ column: String, _ message: String) async throws {
    try directory.write(text, to: "p.csv")
    let result = try await series(["p.csv", "--column", column])
    #expect(result.code == 1 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: " + message), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }
}
