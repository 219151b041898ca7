import Foundation
import TestSupport
import Testing

/// No output may destroy what the same command reads, whatever name it is given.
@Suite struct OverwritingTests {
  /// A directory with a text, pairs, a model and other names of each.
  private static func directory() async throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try directory.write("I am here\nyou are there\n", to: "in.txt")
    try directory.write("I am here\tje suis ici\n", to: "p.tsv")
    let model = try Data(contentsOf: URL(fileURLWithPath: try await SmallModel.path))
    try directory.write(Array(model), to: "m.safetensors")
    for name in ["in.txt", "p.tsv", "m.safetensors"] {
      try FileManager.default.linkItem(
        atPath: directory.file(name), toPath: directory.file("hard-\(name)"))
      try FileManager.default.createSymbolicLink(
        atPath: directory.file("soft-\(name)"), withDestinationPath: name)
    }
    return directory
  }

  /// Commands, and the output that each must refuse.
  @Test(arguments: [
    ("run in.txt", "in.txt", "--output"), ("run in.txt", "m.safetensors", "--output"),
    ("run in.txt --format html", "in.txt", "--output"),
    ("run in.txt", "in.txt", "--alignments words --alignments-output"),
    ("run in.txt", "m.safetensors", "--alignments words --alignments-output"),
    ("evaluate p.tsv", "p.tsv", "--output"), ("evaluate p.tsv", "m.safetensors", "--output"),
    ("evaluate --source in.txt --reference in.txt", "in.txt", "--output"),
    ("run in.txt --terms p.tsv", "p.tsv", "--alignments words --alignments-output"),
    ("evaluate --source in.txt --reference in.txt --terms p.tsv", "p.tsv", "--output"),
    ("quantize m.safetensors", "m.safetensors", "--output"),
    ("average m.safetensors m.safetensors", "m.safetensors", "--output"),
    ("score p.tsv", "p.tsv", "--output"), ("score p.tsv", "m.safetensors", "--output"),
    ("check p.tsv", "p.tsv", "--output"), ("inspect m.safetensors", "m.safetensors", "--output"),
  ])
  func outputsThatAreReadAreRefused(command: String, file: String, option: String) async throws {
    let directory = try await Self.directory()
    let before = try directory.read(file)
    let words = command.split(separator: " ").map(String.init)
    let model: [String] =
      switch words[0] {
      case "run", "evaluate": ["--model", "m.safetensors", "--beam", "1"]
      case "score": ["--model", "m.safetensors"]
      default: []
      }
    for name in [file, "./\(file)", "hard-\(file)", "soft-\(file)"] {
      let options = option.split(separator: " ").map(String.init) + [name]
      let result = try await Program.translate.run(words + model + options, in: directory)
      #expect(result.code == 1, "\(command) \(name)")
      #expect(result.output.isEmpty)
      #expect(result.errors.hasPrefix("error: cannot write \(name): it is "), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
      #expect(try directory.read(file) == before)
    }
    let options = option.split(separator: " ").map(String.init) + ["new"]
    let result = try await Program.translate.run(words + model + options, in: directory)
    let needsAttention = option.hasPrefix("--alignments")
    #expect(needsAttention || result.code == 0, "\(result.errors)")
  }

  /// Of a directory, what is read in it, however deep.
  @Test func filesOfDirectoriesAreRefused() async throws {
    let directory = try await Self.directory()
    let pairs = Array("I am here\tje suis ici\n".utf8)
    try directory.write(pairs, to: "d/deep/deeper/more.tsv")
    let file = "d/deep/deeper/more.tsv"
    let result = try await Program.translate.run(
      ["evaluate", "d", "--model", "m.safetensors", "--beam", "1", "--output", file],
      in: directory)
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("error: cannot write \(file): it is read as well"))
    #expect(try directory.read(file) == pairs)
  }

  /// What a training writes beside its pairs is not read, so it does not hinder the training from being resumed.
  @Test func aTrainingMayWriteBesideItsPairs() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "m/p.tsv")
    for updates in ["1", "2"] {
      let result = try await Program.translate.run(
        ["train", "m", "--output", "m", "--updates", updates] + SmallCorpus.smallOptions,
        in: directory)
      #expect(result.code == 0, "\(result.errors)")
    }
    #expect(try directory.read("m/p.tsv") == Array(SmallCorpus.tsv.utf8))
  }

  /// As with standard input from a file, or results that are appended to what is still being read.
  @Test func standardStreamsCountAsWell() async throws {
    let directory = try await Self.directory()
    let result = try await Program.shell(
      """
      "$translate" --model m.safetensors --alignments words --alignments-output in.txt <in.txt
      "$translate" --model m.safetensors in.txt >>in.txt
      "$translate" --model m.safetensors <in.txt >>in.txt
      "$translate" score p.tsv --model m.safetensors >>p.tsv
      """, in: directory)
    let errors = result.errors.split(separator: "\n")
    #expect(errors.count == 4 && errors.allSatisfy { $0.hasPrefix("error: cannot write ") })
    #expect(result.errors.contains("standard input") && result.errors.contains("standard output"))
    #expect(try directory.read("in.txt") == Array("I am here\nyou are there\n".utf8))
    #expect(try directory.read("p.tsv") == Array("I am here\tje suis ici\n".utf8))
  }

  @Test func aTrainingDoesNotWriteOverItsPairs() async throws {
    let directory = try TemporaryDirectory()
    for name in ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl"] {
      try directory.write(SmallCorpus.tsv, to: "m/\(name)")
      let result = try await Program.translate.run(
        ["train", "m/\(name)", "--output", "m", "--fresh"] + SmallCorpus.smallOptions,
        in: directory)
      #expect(result.code == 1)
      #expect(
        result.errors
          == "error: cannot write m/\(name): it is read as well; choose another file\n")
      #expect(try directory.read("m/\(name)") == Array(SmallCorpus.tsv.utf8))
    }
  }
}
