import Foundation
import TestSupport
import Testing

@Suite struct TrainCommandTests {
  @Test func saysWhatItDoes() async throws {
    let result = try await SmallModel.trainingResult
    #expect(result.text == "models/pairs/model.safetensors\n")
    for words in [
      "all 56 lines used", "56 to train on, 56 to validate on", "en to fr", "% padding",
      "parameters", "validation perplexity", "BLEU", "translation  ", "done: ",
      "warning: 56 of 56 validation sentences are also trained on",
    ] {
      #expect(result.errors.contains(words), "\(words)")
    }
  }

  @Test func takesFilesWithWeights() async throws {
    let directory = try TemporaryDirectory()
    for name in ["a.tsv", "b:2.tsv", "valid.tsv"] { try directory.write(SmallCorpus.tsv, to: name) }
    let first = try await train(
      [
        "a.tsv:0.5", "b:2.tsv:3", "--valid", "valid.tsv", "--updates", "1", "--precision",
        "float32",
      ], in: directory)
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.text == "models/a/model.safetensors\n")
    #expect(
      first.errors.contains("an epoch has 56 of them 0.5 times, 56 of them 3 times"),
      "\(first.errors)")
    // A colon that is part of the name, a weight that cannot be, and a file that is not there.
    let whole = try await train(
      ["b:2.tsv", "--valid", "valid.tsv", "--updates", "1"], in: directory)
    #expect(whole.code == 0 && !whole.errors.contains("an epoch has"), "\(whole.errors)")
    for (name, message) in [
      ("a.tsv:0", "“0” is no weight of a.tsv; a weight is above 0 and at most 1000"),
      ("a.tsv:-1", "“-1” is no weight of a.tsv"), ("a.tsv:nan", "“nan” is no weight of a.tsv"),
      ("a.tsv:1e9", "“1e9” is no weight of a.tsv"), ("c.tsv:2", "c.tsv"),
    ] {
      let result = try await train([name], in: directory)
      #expect(result.code != 0 && result.errors.contains(message), "\(result.errors)")
    }
    for command in ["evaluate", "score"] {
      let result = try await Program.translate.run([command, "a.tsv:2"], in: directory)
      #expect(result.errors.contains("weights of files are for training; give a.tsv alone"))
    }
  }

  /// Text in both languages: two models are trained first, and all goes on where it was ended.
  @Test func learnsFromTextWithoutTranslations() async throws {
    let directory = try TemporaryDirectory()
    for name in ["pairs.tsv", "valid.tsv"] { try directory.write(SmallCorpus.tsv, to: name) }
    try directory.write("je suis loin\nil est là\n", to: "more.txt")
    try directory.write("we are far away\n", to: "other.txt")
    try directory.write(" \n\n", to: "empty.txt")
    let options = [
      "pairs.tsv", "--valid", "valid.tsv", "--target-text", "more.txt:3", "--source-text",
      "other.txt",
      "--precision", "float32", "--epochs", "1",
    ]
    let first = try await train(options, in: directory)
    #expect(first.code == 0, "\(first.errors)")
    for words in [
      "phase 1 of 3: training the model that translates more.txt",
      "phase 2 of 3: training the model that translates other.txt",
      "phase 3 of 3: training on all pairs",
      "an epoch has 56 of them once, 2 of them 3 times, 1 of them once", "; 3 are synthetic",
    ] {
      #expect(first.errors.contains(words), "\(words): \(first.errors)")
    }
    let made = String(
      decoding: try directory.read("models/pairs/backward/synthetic.tsv"), as: UTF8.self)
    #expect(made.hasSuffix("\til est là\n"))
    #expect(
      String(decoding: try directory.read("models/pairs/forward/synthetic.tsv"), as: UTF8.self)
        .hasPrefix("we are far away\t"))
    let model = try directory.read("models/pairs/model.safetensors")
    // Nothing is left to do; a lost phase is made again, to the same bytes.
    try FileManager.default.removeItem(atPath: directory.file("models/pairs/backward"))
    let second = try await train(options + ["--resume"], in: directory)
    #expect(second.code == 0, "\(second.errors)")
    #expect(try directory.read("models/pairs/model.safetensors") == model)
    // With a model of the other direction nothing is trained first.
    let given = try await train(
      [
        "pairs.tsv", "--target-text", "more.txt", "--backward", "models/pairs/backward",
        "--updates", "1",
        "--output", "given",
      ], in: directory)
    #expect(given.code == 0 && !given.errors.contains("training the model"), "\(given.errors)")
    for (wrong, message) in [
      (["--backward", "models/pairs"], "name it with --target-text"),
      (
        ["--target-text", "pairs.tsv", "--output", "none", "--resume"],
        "there is no training to resume"
      ),
      (["--target-text", "gone.txt"], "gone.txt: no such file"),
      (["--target-text", "empty.txt"], "empty.txt: it has no line of text to translate"),
      (["--source-text", "/dev/null"], "/dev/null: it is not a regular file"),
    ] {
      let result = try await train(["pairs.tsv"] + wrong, in: directory)
      #expect(result.code != 0 && result.errors.contains(message), "\(result.errors)")
      #expect(!result.errors.contains("phase"), "said before a model is trained: \(result.errors)")
    }
  }

  @Test func saysHowItLearns() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let result = try await train(
      [
        "p.tsv", "--updates", "3", "--batch-sentences", "8", "--accumulate", "2", "--optimizer",
        "sgd",
        "--momentum", "0.8", "--learning-rate", "0.1", "--schedule", "cosine", "--clip-value",
        "0.5",
        "--weight-decay", "0.01", "--truncate-bptt", "5", "--ema", "0.99", "--bpe-dropout", "0.2",
        "--dropout", "0.1", "--embedding-dropout", "0.15", "--layer-dropout", "0.25",
        "--readout-dropout", "0.35", "--recurrent-dropout", "0.45", "--word-dropout", "0.05",
        "--output-sample", "1500", "--no-output-correction",
      ], in: directory)
    #expect(result.code == 0)
    for words in [
      "byte pairs with dropout 0.2", "8 pairs, 2 batches per update, 4 updates per epoch",
      "gradient descent with momentum 0.8 at 0.1, cosine after", "clipped by value at 0.5",
      "backpropagation truncated every 5 tokens", "weight decay 0.01", "dropout 0.1",
      "of embeddings 0.15", "between layers 0.25", "of the output-layer input 0.35",
      "of states 0.45", "of tokens 0.05",
      "weights averaged at 0.99", "output layer for likely tokens and 1,500 others, uncorrected",
    ] {
      #expect(result.errors.contains(words), "\(words)")
    }
  }

  @Test func namesTheLinesItLeavesOut() async throws {
    let directory = try TemporaryDirectory()
    let bad = Data("no tab here\n\nhalf\t\n".utf8) + Data([0xC3, 0x09, 0x61, 0x0A])
    try directory.write(Data(SmallCorpus.tsv.utf8) + bad + Data("a\tb\0\n".utf8), to: "p.tsv")
    let result = try await train(["p.tsv", "--updates", "1"], in: directory)
    #expect(result.code == 0)
    #expect(result.errors.contains("5 of 61 lines left out"))
    for words in ["(line 57)", "(line 58)", "(line 59)", "(line 60)", "(line 61)"] {
      #expect(result.errors.contains(words), "\(words)")
    }
  }

  @Test func readsAlignedAndCompressedFilesAlike() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    try directory.write(SmallCorpus.tsv, to: "z.tsv")
    try directory.write(
      SmallCorpus.pairs.map { "\($0.target)\t\($0.source)\tof no use\n" }.joined(), to: "s.tsv")
    try directory.write(SmallCorpus.pairs.map { $0.source + "\n" }.joined(), to: "a.txt")
    try directory.write(SmallCorpus.pairs.map { $0.target + "\n" }.joined(), to: "b.txt")
    _ = try await Program.shell("gzip z.tsv", in: directory)
    let forms = [
      ["p.tsv"], ["z.tsv.gz"], ["s.tsv", "--columns", "2,1"],
      ["--source", "a.txt", "--target", "b.txt"],
    ]
    // Models note what their pairs are called; checkpoints have the same numbers, and no names.
    var checkpoints: [[UInt8]] = []
    for (index, form) in forms.enumerated() {
      let result = try await train(
        form + ["--updates", "2", "--output", "m\(index)", "--languages", "en-fr"], in: directory)
      #expect(result.code == 0, "\(result.errors)")
      checkpoints.append(try directory.read("m\(index)/checkpoint.safetensors"))
    }
    // A pipe can be read only once, and its name does not tell its languages.
    let piped = try await Program.shell(
      "cat p.tsv | \"$translate\" train /dev/stdin "
        + (SmallCorpus.smallOptions + ["--updates", "2", "--output", "m", "--languages", "en-fr"])
        .joined(separator: " "), in: directory)
    #expect(piped.code == 0, "\(piped.errors)")
    #expect(piped.errors.contains("all 56 lines used"))
    checkpoints.append(try directory.read("m/checkpoint.safetensors"))
    #expect(Set(checkpoints).count == 1)
  }

  @Test func trainsTheCellAndShapeItIsAskedFor() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let result = try await train(
      [
        "p.tsv", "--updates", "2", "--cell", "lstm", "--encoder-layers", "2", "--decoder-layers",
        "2", "--unidirectional", "--residual", "--layer-norm", "--joint-vocabulary",
        "--tie-embeddings",
      ], in: directory)
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.errors.contains(
        "no bidirectional encoder, cell lstm, context last, attention none, readout tied, "
          + "residual connections, layer normalisation, shared embedding: "))
    let lines = try await Program.translate.run(["inspect", "models/p"], in: directory).text
    for words in [
      "embedding               24\n", "encoder layers          2\n",
      "bidirectional encoder   no\n", "residual connections    yes\n",
      "encoder.rnn.gain_ih_l1", "128 x 32",
    ] {
      #expect(lines.contains(words), "\(words)")
    }
    #expect(!lines.contains("decoder.embedding.weight"))
    let json = try await Program.translate.run(["inspect", "--json", "models/p"], in: directory)
    for words in [
      "\"configuration\":{\"sourceVocabulary\":", "\"cell\":\"lstm\"",
      "\"hasResidualConnections\":true", "\"hasLayerNormalization\":true",
      "\"hasSharedEmbedding\":true", "\"isBidirectional\":false", "\"attention\":\"none\"",
    ] {
      #expect(json.text.contains(words), "\(words)")
    }
    let said = try await Program.translate.run(
      ["--model", "models/p"], input: "here\n", in: directory)
    #expect(said.code == 0 && said.lines.count == 1)
  }

  // MARK: - Stopping and resuming

  @Test func goesOnAfterCtrlCAsIfNothingHadHappened() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let endless = [
      "p.tsv", "--epochs", "10000", "--patience", "10000", "--schedule", "constant",
    ]
    let running = try Program.translate.start(arguments(endless), in: directory)
    await running.send(signal: SIGINT, after: "epoch 2, update")
    let interrupted = try await running.result()
    #expect(interrupted.code == 130)
    #expect(interrupted.errors.contains("resume with: "))
    #expect(interrupted.errors.contains("--resume"))
    let updates = try #require(updatesMade(interrupted.errors))
    let more = endless + ["--updates", "\(updates + 10)"]
    let resumed = try await train(more + ["--resume"], in: directory)
    #expect(resumed.code == 0)
    #expect(resumed.errors.contains("resuming after"))
    let whole = try await train(more + ["--output", "whole"], in: directory)
    #expect(whole.code == 0)
    for file in ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl"] {
      let files = try ["models/p", "whole"].map { try directory.read("\($0)/\(file)") }
      let isMetrics = file == "metrics.jsonl"
      let same = isMetrics ? files.map(withoutTimes) : files
      #expect(same[0] == same[1], "\(file)")
    }
  }

  /// The pipe is opened after the program has taken over signals, and closed after a signal has arrived.
  @Test func canBeStoppedWhileItReads() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let result = try await Program.shell(
      """
      mkfifo pairs
      "$translate" train pairs --threads 1 --output m & pid=$!
      exec 3>pairs
      kill -TERM $pid
      cat p.tsv >&3
      exec 3>&-
      wait $pid
      """, in: directory)
    #expect(result.code == 143, "\(result.errors)")
    #expect(result.errors.contains("stopped before training began"))
    #expect(
      !directory.exists("m/model.safetensors") && !directory.exists("m/checkpoint.safetensors"))
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func savesWhenAskedToEnd(signal: Int32) async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let running = try Program.translate.start(
      arguments(["p.tsv", "--epochs", "10000", "--patience", "10000"]), in: directory)
    await running.send(signal: signal, after: "epoch 1, update")
    let result = try await running.result()
    #expect(result.code == 128 + signal)
    #expect(directory.exists("models/p/model.safetensors"))
    #expect(directory.exists("models/p/checkpoint.safetensors"))
  }

  @Test func refusesToResumeNothingAndToMixTrainings() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let nothing = try await train(["p.tsv", "--resume"], in: directory)
    #expect(nothing.code == 1)
    #expect(
      nothing.errors.hasSuffix("there is no training to resume; leave out --resume to start one\n"))
    let first = try await train(["p.tsv", "--updates", "1"], in: directory)
    #expect(first.code == 0)
    let other = try await train(["p.tsv", "--updates", "1", "--seed", "2"], in: directory)
    #expect(other.code == 1)
    #expect(
      other.errors.contains(
        "holds a training with other options: seed was 1, now 2; "
          + "give the same ones to resume, --fresh to start anew, or another --output"))
    let fresh = try await train(
      ["p.tsv", "--updates", "1", "--seed", "2", "--fresh"], in: directory)
    #expect(fresh.code == 0)
  }

  /// ThreadSanitizer keeps its memory in files, which a limit on file sizes would forbid.
  private static let mayLimitFiles = Program.sanitizer != "thread"

  @Test(.enabled(if: mayLimitFiles))
  func keepsTheEarlierModelWhenThereIsNoRoom() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    #expect(try await train(["p.tsv", "--updates", "3"], in: directory).code == 0)
    let files = ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl"]
    let before = try files.map { try directory.read("models/p/\($0)") }
    let options = arguments(["p.tsv", "--updates", "6", "--fresh"]).joined(separator: " ")
    let result = try await Program.shell("ulimit -f 8; \"$translate\" \(options)", in: directory)
    #expect(result.code == 1)
    #expect(result.errors.contains("error: cannot write models/p/"))
    #expect(result.errors.contains("ulimit -f"))
    #expect(try directory.read("models/p/model.safetensors") == before[0])
    #expect(try directory.read("models/p/checkpoint.safetensors") == before[1])
    let model = ["--model", "models/p"]
    #expect(try await Program.translate.run(model, input: "here\n", in: directory).code == 0)
  }

  // MARK: - Files that are no corpus

  @Test(arguments: BadCorpus.all)
  func saysWhatIsWrongWithAFile(_ bad: BadCorpus) async throws {
    let directory = try TemporaryDirectory()
    try bad.content.map { _ = try directory.write($0, to: "pairs.tsv") }
    let result = try await train([bad.path], in: directory)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(bad.words), "\(result.errors)")
    let errors = result.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1)
    #expect(!directory.exists("models"), "it is left empty")
  }

  struct BadCorpus: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var path = "pairs.tsv"
    var content: Data?
    let words: String

    static let all = [
      BadCorpus(testDescription: "no such file", path: "nowhere.tsv", words: "no such file"),
      BadCorpus(
        testDescription: "a directory", path: ".",
        words: "it is a directory without files of sentence pairs"),
      BadCorpus(testDescription: "empty", content: Data(), words: "it is empty"),
      BadCorpus(
        testDescription: "without tabs", content: Data("a b\nc d\n".utf8), words: "no TAB"),
      BadCorpus(
        testDescription: "binary",
        content: Data((0..<9999).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 7 &+ $0 >> 3) }),
        words: "not UTF-8"),
      BadCorpus(
        testDescription: "half a character", content: Data([0x61, 0x09, 0xE2, 0x82]),
        words: "not UTF-8"),
      BadCorpus(
        testDescription: "a line of 10 MB",
        content: Data([UInt8](repeating: 0x61, count: 10_000_000)), words: "too long"),
      BadCorpus(
        testDescription: "100,000 blank lines",
        content: Data([UInt8](repeating: 0x0A, count: 100_000)),
        words: "100,000 lines are all blank"),
      BadCorpus(
        testDescription: "a zip archive", content: Data([0x50, 0x4B, 3, 4, 20, 0, 0, 0]),
        words: "it is a zip archive; unzip it"),
    ]
  }

  // MARK: - Helpers

  private func arguments(_ options: [String]) -> [String] {
    ["train"] + SmallCorpus.smallOptions + options
  }

  private func train(
    _ options: [String], in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try await Program.translate.run(arguments(options), in: directory)
  }

  /// The number in "…, after 1,234 updates in …".
  private func updatesMade(_ errors: String) -> Int? {
    guard let after = errors.range(of: "interrupted and saved, after ") else { return nil }
    return Int(errors[after.upperBound...].prefix { $0 != " " }.filter { $0 != "," })
  }
}
