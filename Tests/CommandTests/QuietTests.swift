import Foundation
import TestSupport
import Testing

/// `--quiet` and `--output`, wherever they are.
@Suite struct QuietTests {
  private func directory() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try directory.write("I am here\tje suis ici\nno tab\n", to: "p.tsv")
    try directory.write(Data("I am &amp; here\n".utf8) + Data([0xC3, 0x0A]), to: "t.txt")
    return directory
  }

  @Test(arguments: [
    "t.txt --model $model", "score p.tsv --model $model", "evaluate p.tsv --model $model",
    "inspect $model --tokenize", "quantize $model -o q.safetensors",
    "average $model $model -o a.safetensors",
    "train p.tsv --updates 1 --embedding 8 --encoder 8 --decoder 8 --threads 1 --valid p.tsv",
  ])
  func nothingButResults(_ command: String) async throws {
    let environment = ["model": try await SmallModel.path]
    let loud = try await Program.shell(
      "\"$translate\" \(command) < t.txt", in: directory(), environment: environment)
    #expect(loud.code == 0 && !loud.errors.isEmpty, "\(command): \(loud.errors)")
    let quiet = try await Program.shell(
      "\"$translate\" \(command) --quiet < t.txt", in: directory(), environment: environment)
    #expect(quiet.code == 0)
    #expect(quiet.errors == "")
    if !command.hasPrefix("evaluate") { #expect(quiet.output == loud.output) }
  }

  @Test func errorsAndWhatIsAskedForStay() async throws {
    let missing = try await Program.translate.run(["-q", "missing.txt"], in: TemporaryDirectory())
    #expect(missing.code == 1 && missing.errors.hasPrefix("error: "))
    let doubts = try await SmallModel.translate("I am here\n", ["-q", "--doubtful", "0"])
    #expect(doubts.errors.hasPrefix("doubtful: line 1, "))
  }

  @Test(arguments: [
    "score p.tsv --model $model", "check p.tsv", "check p.tsv --json", "inspect $model",
    "inspect $model --tokenize", "t.txt --model $model",
  ])
  func aFileTakesTheResults(_ command: String) async throws {
    let environment = ["model": try await SmallModel.path]
    let printed = try await Program.shell(
      "\"$translate\" \(command) < t.txt", in: directory(), environment: environment)
    let directory = try directory()
    let written = try await Program.shell(
      "\"$translate\" \(command) -o results < t.txt", in: directory, environment: environment)
    #expect(written.code == 0 && written.output.isEmpty, "\(written.errors)")
    #expect(!printed.output.isEmpty)
    #expect(try directory.read("results") == Array(printed.output))
  }

  /// An error leaves the old file, whatever kind of error it is.
  @Test func anErrorKeepsTheOldFile() async throws {
    let directory = try directory()
    try directory.write("old", to: "results")
    try directory.write("no tab\n", to: "bad.tsv")
    let model = try await SmallModel.path
    let result = try await Program.translate.run(
      ["score", "bad.tsv", "--model", model, "-o", "results"], in: directory)
    #expect(result.code == 1, "\(result.errors)")
    #expect(try directory.read("results") == Array("old".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).count == 4)
    let same = try await Program.translate.run(
      ["check", "p.tsv", "-o", "p.tsv"], in: directory)
    #expect(same.code == 1 && same.errors.contains("it is read as well"))
  }
}
