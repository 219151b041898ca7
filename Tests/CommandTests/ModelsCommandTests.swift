import Foundation
import TestSupport
import Testing

/// Models are found by name and by languages, listed, renamed and removed.
@Suite struct ModelsCommandTests {
  /// A directory with an English-French model and its other direction, which only says that it is one.
  private func directory() async throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    let model = try Data(contentsOf: URL(fileURLWithPath: try await SmallModel.path))
    try directory.write(Array(model), to: "models/forth/model.safetensors")
    try directory.write("kept", to: "models/forth/checkpoint.safetensors")
    try directory.write(Array(turned(model)), to: "data/translate/models/back/model.safetensors")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
      ofItemAtPath: directory.file("models/forth/model.safetensors"))
    return directory
  }

  /// A model whose tokenizers name each other's languages.
  private func turned(_ model: Data) -> Data {
    var text = model
    for (old, new) in [("en", "xx"), ("fr", "en"), ("xx", "fr")] {
      let pattern = Data(#"\"locale\":\"\#(old)\""#.utf8)
      while let place = text.range(of: pattern) {
        text.replaceSubrange(place, with: Data(#"\"locale\":\"\#(new)\""#.utf8))
      }
    }
    return text
  }

  private func translate(
    _ arguments: [String], _ input: String = "", in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try await Program.translate.run(
      arguments, input: Data(input.utf8), in: directory,
      environment: ["XDG_DATA_HOME": directory.file("data")])
  }

  @Test func aNameIsEnough() async throws {
    let directory = try await directory()
    let expected = try await SmallModel.translate("I am here\n")
    for name in ["forth", "models/forth", "back"] {
      let result = try await translate(["--model", name], "I am here\n", in: directory)
      #expect(result.code == 0 && result.errors == "", "\(name): \(result.errors)")
      #expect(result.output == expected.output)
    }
    let inspected = try await translate(["inspect", "back"], in: directory)
    #expect(inspected.text.contains("fr to en"))
    let missing = try await translate(["--model", "sideways"], "I am here\n", in: directory)
    #expect(missing.code == 1)
    #expect(
      missing.errors == """
        error: sideways: no such file or directory, and no model of that name; `translate models` lists those that \
        there are

        """)
  }

  /// What lies in the working directory under that name comes first, if it is a model.
  @Test func aPathComesBeforeAName() async throws {
    let directory = try await directory()
    try directory.write("text", to: "forth/notes.txt")
    let result = try await translate(["--model", "forth"], "I am here\n", in: directory)
    #expect(result.code == 0, "\(result.errors)")
    try directory.write("no model", to: "back")
    let file = try await translate(["--model", "back"], "I am here\n", in: directory)
    #expect(file.code == 1 && file.errors.hasPrefix("error: back"), "\(file.errors)")
  }

  @Test func languagesChoose() async throws {
    let directory = try await directory()
    let user = directory.file("data/translate/models/back/model.safetensors")
    let cases = [
      ([], "models/forth/model.safetensors (the one trained last)"),
      (
        ["--languages", "en-fr"],
        "models/forth/model.safetensors (the one trained last, from en to fr)"
      ),
      (["--languages", "french-english"], "\(user) (the newest of your models, from fr to en)"),
      (["--languages", "fr_CA-en"], "\(user) (the newest of your models, from fr_CA to en)"),
    ]
    for (options, words) in cases {
      let result = try await translate(options, "I am here\n", in: directory)
      #expect(result.errors == "model: \(words)\n")
      #expect(result.code == 0)
    }
    let none = try await translate(["--languages", "de-en"], "I am here\n", in: directory)
    #expect(none.code == 1)
    #expect(
      none.errors.hasPrefix(
        "error: there is no model from de to en, but from en to fr, from fr to en"))
    #expect(none.errors.hasSuffix("; train one, or leave out --languages\n"))
    let other = try await translate(
      ["--model", "forth", "--languages", "fr-en"], "I am here\n", in: directory)
    #expect(other.code == 1)
    #expect(
      other.errors.hasPrefix(
        "error: models/forth/model.safetensors translates from en to fr, not from fr to en; "))
  }

  @Test func modelsAreListed() async throws {
    let directory = try await directory()
    try directory.write("no model", to: "models/broken/model.safetensors")
    let list = try await translate(["models"], in: directory)
    #expect(list.code == 0)
    #expect(
      list.errors.hasPrefix("warning: ") && list.errors.contains("models/broken/model.safetensors"))
    #expect(
      list.lines.first?.split(separator: " ") == [
        "name", "languages", "size", "BLEU", "date", "file",
      ])
    let forth = try #require(list.lines.first { $0.hasPrefix("forth ") })
    #expect(forth.contains(" en to fr ") && forth.contains(" 2001-09-09 "), "\(forth)")
    #expect(forth.hasSuffix(" models/forth/model.safetensors"))
    #expect(list.lines.contains { $0.hasPrefix("back ") && $0.contains(" fr to en ") })
    let json = try await translate(["models", "list", "--json"], in: directory)
    let objects = try json.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let first = try #require(objects.first { $0["name"] as? String == "forth" })
    #expect(first["source_language"] as? String == "en")
    #expect(first["date"] as? String == "2001-09-09")
    let bytes = try directory.read("models/forth/model.safetensors").count
    #expect(first["bytes"] as? Int == bytes)
    let bleu = try #require(first["bleu"] as? Double)
    #expect((0...100).contains(bleu))
  }

  @Test func modelsAreRenamedAndRemoved() async throws {
    let directory = try await directory()
    let taken = try await translate(["models", "rename", "forth", "../x"], in: directory)
    #expect(taken.code == 64)
    #expect(try await translate(["models", "rename", "forth", "there"], in: directory).code == 0)
    #expect(directory.exists("models/there/checkpoint.safetensors"))
    #expect(!directory.exists("models/forth"))
    try directory.write("text", to: "models/other/model.safetensors")
    let twice = try await translate(["models", "rename", "there", "other"], in: directory)
    #expect(
      twice.code == 1 && directory.exists("models/there/model.safetensors"), "\(twice.errors)")

    let unknown = try await translate(["models", "remove", "there", "nowhere"], in: directory)
    #expect(unknown.code == 1 && directory.exists("models/there/model.safetensors"))
    try directory.write("mine", to: "models/there/notes.txt")
    let removed = try await translate(["models", "remove", "there", "back"], in: directory)
    #expect(removed.code == 0)
    #expect(removed.errors.contains("but for what is no part of it: notes.txt"))
    #expect(!directory.exists("models/there/model.safetensors"))
    #expect(directory.exists("models/there/notes.txt"))
    #expect(!directory.exists("data/translate/models/back"))
  }

  /// A training that is running keeps its directory.
  @Test func aModelInTrainingStays() async throws {
    let directory = try await directory()
    let result = try await Program.shell(
      """
      exec 9<models/forth && flock 9
      "$translate" models remove forth; echo $?
      "$translate" models rename forth there; echo $?
      """, in: directory)
    #expect(result.lines == ["1", "1"])
    #expect(result.errors.contains("is writing there"))
    #expect(directory.exists("models/forth/model.safetensors"))
  }
}
