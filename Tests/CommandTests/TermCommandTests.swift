import Foundation
import TestSupport
import Testing

/// Terms as the command translates them, with the shipped model.
@Suite struct TermCommandTests {
  private static let model = Phrasebook.root.appendingPathComponent("models/phrasebook").path
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write(
      "# terms\n*hat\tcouvre-chef\ncoffee\tcaoua\n*colleague\tcollaborateur\n*student\tapprenant\n",
      to: "g.tsv")
  }

  private func run(_ arguments: [String], input: String = "") async throws -> Program.Result {
    try await Program.translate.run(
      ["run", "--model", Self.model] + arguments, input: input, in: directory)
  }

  /// All lines of the test set that have a term get its translation.
  @Test(arguments: [[], ["--beam", "1"], ["--sample", "--seed", "3"]])
  func theTestSetHasAllTerms(options: [String]) async throws {
    let path = Phrasebook.root.appendingPathComponent("data/test.tsv")
    let terms = [
      "hat": "couvre-chef", "coffee": "caoua", "colleague": "collaborateur", "student": "apprenant",
    ]
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
      .map { String($0.prefix { $0 != "\t" }) }
      .filter { line in terms.keys.contains { line.lowercased().contains($0) } }
    #expect(lines.count > 20)
    let result = try await run(
      ["--terms", "g.tsv"] + options, input: lines.joined(separator: "\n") + "\n")
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.lines.count == lines.count)
    for (line, output) in zip(lines, result.lines) {
      for word in line.lowercased().split(whereSeparator: { !$0.isLetter }) {
        for (source, target) in terms where word.hasPrefix(source) && word != "hate" {
          #expect(output.lowercased().contains(target), "\(line): \(output)")
        }
      }
    }
  }

  @Test func jsonAndEvaluation() async throws {
    let result = try await run(["--terms", "g.tsv", "--json"], input: "I like this hat.\n")
    #expect(result.code == 0)
    #expect(result.text.contains("couvre-chef") && !result.text.contains("missing_terms"))
    try directory.write("I like this hat.\tJ'aime ce couvre-chef.\n", to: "p.tsv")
    let evaluation = try await Program.translate.run(
      ["evaluate", "p.tsv", "--model", Self.model, "--terms", "g.tsv", "--output", "out"],
      in: directory)
    #expect(evaluation.code == 0, "\(evaluation.errors)")
    #expect(String(decoding: try directory.read("out"), as: UTF8.self).contains("couvre-chef"))
  }

  @Test(arguments: ["hat\n", "hat\ta\nhat\tb\n", "\tb\n", "a\t\n"])
  func faultsAreOneLine(glossary: String) async throws {
    try directory.write(glossary, to: "bad.tsv")
    let result = try await run(["--terms", "bad.tsv"], input: "I am cold.\n")
    #expect(result.code == 1 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: cannot read bad.tsv: line "), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
    let missing = try await run(["--terms", "none.tsv"], input: "I am cold.\n")
    #expect(missing.code == 1 && missing.errors.contains("none.tsv"))
  }
}
