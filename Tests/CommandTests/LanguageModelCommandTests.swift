import Foundation
import TestSupport
import Testing

/// `translate language-model`.
@Suite struct LanguageModelCommandTests {
  private let directory: TemporaryDirectory
  private static let small = [
    "--units", "12", "--batch", "4", "--steps", "10", "--learning-rate", "0.02", "--threads", "1",
  ]

  init() throws {
    directory = try TemporaryDirectory()
    let animals = ["dog", "cat", "bird", "horse", "old dog"]
    let places = ["house", "tree", "river"]
    let lines = (0..<80).map { "The \(animals[$0 % 5]) sits by the \(places[$0 % 3]).\n" }
    try directory.write(lines.joined(), to: "t.txt")
  }

  private func run(_ arguments: [String], input: String = "") async throws -> Program.Result {
    try await Program.translate.run(["language-model"] + arguments, input: input, in: directory)
  }

  private func train(_ arguments: [String]) async throws -> Program.Result {
    try await run(["train", "t.txt"] + Self.small + arguments)
  }

  @Test(arguments: [
    ["--tokens", "characters"], ["--tokens", "words"],
    ["--vocabulary", "320", "--partition", "random"],
    ["--tokens", "words", "--cell", "lstm", "--layers", "2", "--partition", "random"],
  ])
  func trainScoreAndSample(_ options: [String]) async throws {
    let training = try await train(options + ["--output", "m", "--epochs", "8"])
    #expect(training.code == 0 && training.output.isEmpty, "\(training.errors)")
    #expect(training.errors.contains("wrote m: epoch "), "\(training.errors)")
    let scores = try await run(
      ["score", "m"], input: "The dog sits by the tree.\ntree the by dog sits The.\n\n")
    #expect(scores.code == 0, "\(scores.errors)")
    let numbers = scores.lines.map { $0.split(separator: "\t").compactMap { Double($0) } }
    try #require(numbers.count == 3 && numbers.allSatisfy { $0.count == 2 })
    #expect(numbers[0][0] < 0 && numbers[1][0] < 0 && numbers[2][1] == 1)
    // By pieces in shuffled windows, so short a training learns hardly more than how frequent they are.
    #expect(numbers[0][0] > numbers[1][0] || options.contains("320"))
    #expect(scores.errors.hasPrefix("3 lines, "))
    let sample = ["sample", "m", "--prefix", "The cat", "--count", "3", "--seed", "5"]
    let (first, second) = (try await run(sample), try await run(sample + ["--threads", "2"]))
    #expect(first.code == 0 && first.lines.count == 3 && first.output == second.output)
    #expect(first.lines.allSatisfy { $0.hasPrefix("The cat") }, "\(first.lines)")
    let likely = try await run(
      ["sample", "m", "--temperature", "0", "--count", "2", "--max-length", "7"])
    #expect(likely.lines.count == 2 && likely.lines[0] == likely.lines[1])
  }

  @Test func aSignalSavesAndTheSameCommandResumes() async throws {
    let options = [
      "--tokens", "characters", "--epochs", "999999", "--patience", "999999", "--output", "m",
    ]
    let running = try Program.translate.start(
      ["language-model", "train", "t.txt"] + Self.small + options, in: directory)
    await running.send(signal: SIGINT, after: "epoch 2: ")
    let stopped = try await running.result()
    #expect(stopped.code == 130, "\(stopped.errors)")
    #expect(stopped.errors.contains("saved in m.checkpoint; the same command resumes"))
    let short = ["--tokens", "characters", "--epochs", "1", "--output", "m"]
    let resumed = try await train(short)
    #expect(resumed.code == 0 && resumed.errors.contains("resuming after "), "\(resumed.errors)")
    let again = try await train(short)
    #expect(
      again.code == 1 && again.errors.contains("error: m is there already"), "\(again.errors)")
    let fresh = try await train(short + ["--fresh"])
    #expect(fresh.code == 0 && !fresh.errors.contains("resuming"), "\(fresh.errors)")
  }

  @Test func otherFilesAreRefusedByName() async throws {
    try directory.write("", to: "empty.txt")
    try directory.write("A line.\n", to: "short.txt")
    let translator = Phrasebook.root.appendingPathComponent("models/phrasebook/model.safetensors")
      .path
    for (arguments, message) in [
      (["train", "empty.txt"], "empty.txt has 0 tokens, too few"),
      (["train", "short.txt"], "short.txt has 0 tokens, too few"),
      (["train", "t.txt", "--output", "t.txt"], "t.txt: "),
      (
        ["train", "t.txt", "--output", "short.txt"],
        "short.txt is there already, and is no language model"
      ),
      (["train", "gone.txt"], "gone.txt: "),
      (["score", "t.txt"], "t.txt is not a valid safetensors file"),
      (["sample", translator], "a translation model, not a language model"),
    ] {
      let result = try await run(arguments)
      #expect(result.code == 1 && result.output.isEmpty, "\(arguments)")
      #expect(result.errors.contains(message), "\(arguments): \(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
    let trained = try await train(["--output", "m.safetensors", "--epochs", "1"])
    #expect(trained.code == 0, "\(trained.errors)")
    let refused = try await Program.translate.run(
      ["--model", "m.safetensors"], input: "a\n", in: directory)
    #expect(refused.code == 1)
    #expect(
      refused.errors.contains("a language model, not a translation model"), "\(refused.errors)")
  }
}
