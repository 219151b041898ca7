import Foundation
import TestSupport
import Testing

/// `translate train --teachers`, as users type it.
@Suite struct TeacherCommandTests {
  private func train(
    _ arguments: [String], in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try await Program.translate.run(
      ["train"] + arguments
        + "--embedding 4 --encoder 4 --decoder 4 --threads 1 --precision float32".split(
          separator: " "
        ).map(String.init), in: directory)
  }

  /// A directory with pairs, two teachers of them, one of other tokens, and one of the other direction.
  private func directory() async throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    for name in ["p.tsv", "valid.tsv"] { try directory.write(SmallCorpus.tsv, to: name) }
    for (name, options) in [
      ("a", ["--seed", "1"]), ("b", ["--seed", "2"]), ("words", ["--subwords", "none"]),
      ("back", ["--columns", "2,1", "--languages", "fr-en"]),
    ] {
      let languages = name == "back" ? [] : ["--languages", "en-fr"]
      let result = try await train(
        ["p.tsv", "--valid", "valid.tsv", "--updates", "2", "--output", name] + options + languages,
        in: directory)
      #expect(result.code == 0, "\(result.errors)")
    }
    return directory
  }

  @Test func aStudentLearnsFromTeachers() async throws {
    let directory = try await directory()
    let start = ["p.tsv", "--valid", "valid.tsv", "--languages", "en-fr", "--epochs", "1"]
    let usual = start + ["--vocabulary", "300", "--output", "student", "--teacher-weight", "2"]
    let options = usual + ["--teachers", "a", "b"]
    let first = try await train(options, in: directory)
    #expect(first.code == 0, "\(first.errors)")
    for words in [
      "phase 1 of 2: teachers translate the sources of p.tsv",
      "phase 2 of 2: training on all pairs",
      "an epoch has 56 of them once, 56 of them 2 times", "; 56 are synthetic",
    ] {
      #expect(first.errors.contains(words), "\(words): \(first.errors)")
    }
    func file(_ name: String) throws -> [UInt8] { try directory.read("student/\(name)") }
    let (model, made) = (try file("model.safetensors"), try file("distilled/synthetic.tsv"))
    // The teachers' output is what they say to everybody.
    try directory.write(SmallCorpus.pairs.map { $0.source + "\n" }.joined(), to: "sources.txt")
    let said = try await Program.translate.run(
      ["run", "sources.txt", "--model", "a", "--model", "b", "--precision", "float32"],
      in: directory)
    let pairs = zip(SmallCorpus.pairs, said.lines).map { "\($0.source)\t\($1)\n" }.joined()
    #expect(String(decoding: made, as: UTF8.self) == pairs)
    // The same command resumes, even where pairs were lost.
    try FileManager.default.removeItem(atPath: directory.file("student/distilled/synthetic.tsv"))
    let second = try await train(options + ["--resume"], in: directory)
    #expect(second.code == 0, "\(second.errors)")
    #expect(try file("model.safetensors") == model && file("distilled/synthetic.tsv") == made)
    // Other teachers, or another search, are not.
    for (other, words) in [
      (usual + ["--teachers", "b"], "was made by other models"),
      (options + ["--teacher-beam", "2"], "was made by another search"),
      (options + ["--teacher-choice", "nearest"], "was made by another search"),
    ] {
      let result = try await train(other, in: directory)
      #expect(result.code == 1 && result.errors.contains(words), "\(result.errors)")
      #expect(result.errors.contains("--fresh to start anew"), "\(result.errors)")
    }
    #expect(try file("model.safetensors") == model && file("distilled/synthetic.tsv") == made)
    // Tokens of another kind are no hindrance.
    let fresh = try await train(
      usual + ["--teachers", "words", "--teacher-choice", "nearest", "--fresh"], in: directory)
    #expect(fresh.code == 0, "\(fresh.errors)")
    #expect(try file("distilled/synthetic.tsv") != made)
  }

  @Test func teachersThatCannotTeachAreRefusedAtOnce() async throws {
    let directory = try await directory()
    for (arguments, words) in [
      (["p.tsv", "--teachers", "gone"], "gone"),
      (["p.tsv", "--teachers", "a", "p.tsv"], "p.tsv"),
      (
        ["p.tsv", "--languages", "en-fr", "--teachers", "back"],
        "back/model.safetensors translates from fr to en, but the pairs are from en to fr"
      ),
      (["p.tsv", "--teachers", "a", "words"], "words/model.safetensors"),
      (["/dev/null", "--teachers", "a"], "/dev/null can be read only once"),
      (["p.tsv", "--teacher-beam", "3"], "name them with --teachers"),
      (["p.tsv", "--teachers", "a", "--output", "new", "--resume"], "no training to resume"),
    ] {
      let result = try await train(arguments, in: directory)
      #expect(result.code != 0 && result.errors.contains(words), "\(result.errors)")
      #expect(!result.errors.contains("phase"), "said before anything is done: \(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: directory.file("new")))
  }
}
