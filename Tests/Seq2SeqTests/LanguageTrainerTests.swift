import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// The training of a language model: stopped and resumed, and what is refused.
@Suite struct LanguageTrainerTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let lines = (0..<40).map { number in
    "a \(["red", "green", "blue"][number % 3]) ball is in box \(number % 7)"
  }

  private func trainer(
    _ name: String, _ order: LanguagePartition.Order = .sequential, seed: UInt64 = 1,
    _ cell: ModelOptions.Cell = .gru
  ) throws -> LanguageTrainer {
    var tokenizing = TokenizerOptions()
    tokenizing.mergesPieces = false
    let tokenizer = try TokenizerTrainer.learn(from: Self.lines, options: tokenizing)
    #expect(tokenizer.encode("red ball").count == "red ball".count + 1)
    let tokens = Self.lines.flatMap { line -> [Int32] in tokenizer.encode(line) + [2] }
    let (training, heldOut) = ([2] + Array(tokens.dropLast(200)), [2] + Array(tokens.suffix(200)))
    var shape = LanguageShape()
    (shape.units, shape.cell) = (10, cell)
    var options = LanguageTrainer.Options()
    (options.partition.order, options.partition.batch, options.partition.steps) = (order, 4, 16)
    (options.epochs, options.rate, options.seed) = (5, 0.02, seed)
    return LanguageTrainer(
      path: directory.file(name), shape, tokenizer,
      tokens: (training, heldOut), options, threads: 2)
  }

  @Test(arguments: LanguagePartition.Order.allCases, [ModelOptions.Cell.gru, .lstm])
  func stoppedAndResumedIsTheSame(
    _ order: LanguagePartition.Order, _ cell: ModelOptions.Cell
  ) throws {
    var perplexities: [Double] = []
    let whole = try trainer("whole", order, cell)
    #expect(try !whole.restore())
    let isComplete = try whole.run(stops: { false }) { event in
      if case .epoch(_, _, let heldOut, _) = event { perplexities.append(heldOut) }
    }
    #expect(isComplete && perplexities.count == 5 && perplexities[4] < perplexities[0])
    // Stopped in the middle of the first epoch and of a later one.
    for stop in [4, 40] {
      var updates = 0
      let part = try trainer("parts", order, cell)
      _ = try part.restore()
      #expect(try !part.run(stops: { updates >= stop }) { _ in updates += 1 })
    }
    let rest = try trainer("parts", order, cell)
    #expect(try rest.restore() && rest.progress.update > 0 && rest.progress.epoch > 0)
    #expect(try rest.run(stops: { false }) { _ in })
    #expect(try directory.read("parts") == directory.read("whole"))
    #expect(try !trainer("parts", order, cell).restore(), "the checkpoint is removed")
    let model = try TrainedLanguageModel(path: directory.file("whole"))
    let best = try #require(perplexities.min())
    #expect(model.notes["held-out perplexity"] == "\(best)")
  }

  @Test func otherTrainingsAndDamageAreRefused() throws {
    let first = try trainer("m")
    var updates = 0
    #expect(try !first.run(stops: { updates == 3 }) { _ in updates += 1 })
    let path = first.checkpointPath
    #expect(throws: LanguageModelError.otherTraining(path: path)) {
      try trainer("m", seed: 2).restore()
    }
    #expect(throws: LanguageModelError.otherTraining(path: path)) {
      try trainer("m", .random).restore()
    }
    let bytes = try directory.read("m.checkpoint")
    try directory.write(bytes.dropLast(), to: "m.checkpoint")
    #expect(throws: SafeTensorsError.self) { try trainer("m").restore() }
    var wrong = bytes
    let key = Array("\"format\"".utf8)
    let place = try #require(
      wrong.indices.first { wrong[$0...].starts(with: key) })
    wrong[place + 1] = UInt8(ascii: "g")
    try directory.write(wrong, to: "m.checkpoint")
    #expect(
      throws: LanguageModelError.damagedCheckpoint(path: path, problem: "it is something else")
    ) {
      try trainer("m").restore()
    }
  }

  @Test func whatIsWrongInAFileIsNamed() throws {
    let trainer = try trainer("m")
    #expect(try trainer.run(stops: { false }) { _ in })
    let bytes = try directory.read("m")
    for (old, new, words) in [
      ("translate-language-model", "translate-language-modem", "not a language model"),
      ("\\\"layers\\\":1", "\\\"layers\\\":0", "its layers is 0"),
      ("\\\"layers\\\":1", "\\\"layers\\\":2", "are missing"),
      ("\\\"layers\\\":1", "\\\"lagers\\\":1", "unreadable"),
      ("\\\"units\\\":10", "\\\"units\\\":11", "is needed"),
      ("\\\"cell\\\":\\\"gru", "\\\"cell\\\":\\\"grv", "unreadable"),
      ("\"format_version\":\"1", "\"format_version\":\"9", "format version 9"),
      ("\"tokenizer\"", "\"tokeniser\"", "its tokenizer is missing"),
    ] {
      let at = try #require(
        bytes.indices.first { bytes[$0...].starts(with: old.utf8) }, "\(old)")
      var wrong = bytes
      wrong.replaceSubrange(at..<at + old.utf8.count, with: new.utf8)
      try directory.write(wrong, to: "wrong")
      #expect {
        try TrainedLanguageModel(path: directory.file("wrong"))
      } throws: { error in
        "\(error)".contains(words) && "\(error)".contains("/wrong: ")
      }
    }
    var infinite = bytes
    infinite.replaceSubrange(bytes.count - 4..<bytes.count, with: [0, 0, 0x80, 0x7F])
    try directory.write(infinite, to: "wrong")
    #expect(throws: ModelError.self) { try TrainedLanguageModel(path: directory.file("wrong")) }
    #expect(throws: ModelError.languageModel(path: directory.file("m"))) {
      try TranslationModel(path: directory.file("m"))
    }
  }
}
