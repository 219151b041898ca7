import Foundation
import TestSupport
import Testing

@Suite struct BenchmarkCommandTests {
  private static let smallModel = [
    "--embedding", "16", "--encoder", "16", "--decoder", "16", "--batch", "8", "--threads", "2",
  ]

  /// The members of the JSON line that the benchmark prints.
  private func run(
    _ arguments: [String], in directory: TemporaryDirectory
  ) async throws -> [String: Any] {
    let result = try await Program.benchmark.run(arguments, in: directory)
    try #require(result.code == 0, "\(result.errors)")
    try #require(result.lines.count == 1)
    return try object(result.lines[0])
  }

  private func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  /// The number at a path of keys, such as "work.targetTokens".
  private func number(_ path: String, _ line: [String: Any]) throws -> Double {
    let keys = path.split(separator: ".").map(String.init)
    let value = keys.reduce(line as Any?) { ($0 as? [String: Any])?[$1] }
    return try #require(value as? Double, "\(path)")
  }

  private func directory() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "pairs.tsv")
    return directory
  }

  // MARK: - Training

  @Test(arguments: [
    ["--readout", "none"], ["--attention", "additive"], ["--attention", "dot", "--layers", "2"],
  ])
  func profilesAnUpdate(_ shape: [String]) async throws {
    let line = try await run(
      [
        "train", "pairs.tsv", "--vocabulary", "330", "--updates", "3", "--warmup", "1", "--repeats",
        "2", "--profile",
      ] + Self.smallModel + shape, in: directory())
    #expect(line["benchmark"] as? String == "train")
    let conditions = try #require(line["conditions"] as? [String: Any])
    #expect(conditions["threads"] as? Int == 2)
    #expect(conditions["precision"] as? String == "float32")
    for key in ["processor", "kernels", "oneDNN", "icu", "swift", "system", "build"] {
      #expect((conditions[key] as? String)?.isEmpty == false)
    }
    #expect(try number("work.sentences", line) == 24)
    #expect(try number("targetTokensPerSecond.median", line) > 0)
    #expect(try number("peakMemoryMB", line) > 1)
    // Computed from shapes against counted: a batch does not have exactly the average length.
    let counted = try number("gigaoperations", line)
    #expect(abs(try number("products.gigaoperations", line) / counted - 1) < 0.15)
    let profile = try #require(line["profile"] as? [String: Any])
    let phases = try #require(profile["phases"] as? [[String: Any]])
    let names = Set(phases.compactMap { $0["phase"] as? String })
    #expect(
      names.isSuperset(of: [
        "inputProjection", "recurrence", "logits", "softmax", "logitsBackward",
        "recurrenceBackward", "inputBackward", "gradient of encoder.rnn",
        "gradient of decoder.rnn", "optimizer", "packing",
      ]))
    #expect(names.contains("attentionBackward") == shape.contains("--attention"))
    let shares = phases.compactMap { $0["shareOfTime"] as? Double }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-6)
  }

  @Test func trainsOnBatchesOfIds() async throws {
    let directory = try directory()
    let batch = "3 4 5\t6 7\n8\t9 10 11 12\n\n"
    try directory.write("20\n" + batch + batch, to: "batches")
    let options = [
      "--batch", "2", "--warmup", "1", "--updates", "1", "--repeats", "1", "--no-products",
      "--embedding", "8", "--encoder", "8", "--decoder", "8",
    ]
    let line = try await run(["train", "--batches", "batches"] + options, in: directory)
    #expect(try number("work.targetTokens", line) == 8)
    #expect(try number("work.sourceTokens", line) == 6)
    #expect(try number("configuration.targetVocabulary", line) == 20)
    #expect(line["profile"] == nil && line["products"] == nil)
    try directory.write("20\n3 4\t99\n\n", to: "batches")
    let result = try await Program.benchmark.run(
      ["train", "--batches", "batches"] + options, in: directory)
    #expect(result.code == 1)
    #expect(result.errors.contains("batches:2: "))
  }

  @Test func comparesPartsOfACorpus() async throws {
    let line = try await run(
      ["growth", "pairs.tsv", "--sizes", "16,48", "--vocabulary", "330", "--warmup", "1"]
        + Self.smallModel, in: directory())
    let parts = try #require(line["parts"] as? [[String: Any]])
    #expect(parts.compactMap { $0["pairs"] as? Int } == [16, 48])
    #expect(try number("secondsPerTokenRatio", line) > 0)
    #expect(try number("lastRun.configuration.embedding", line) == 16)
  }

  @Test func countsTheTokensOfTheTextbook() async throws {
    let directory = try TemporaryDirectory()
    // Four words, including the full stop, and </s>: five tokens.
    let pairs = (0..<640).map { "Go \($0 % 5) now.\tVa \($0 % 7) là.\tsomeone's\n" }.joined()
    try directory.write(pairs, to: "fra.txt")
    let line = try await run(
      ["d2l", "fra.txt", "--units", "8", "--epochs", "1", "--repeats", "1"], in: directory)
    #expect(try number("work.targetTokens", line) == 512 * 5)
    #expect(try number("configuration.sourceVocabulary", line) == 3 + 5 + 3)
    #expect(try number("configuration.targetVocabulary", line) == 3 + 7 + 3)
  }

  // MARK: - Text, products and translation

  @Test func measuresText() async throws {
    let directory = try directory()
    let encoding = try await run(
      ["tokenize", "pairs.tsv", "--vocabulary", "330", "--repeats", "1"], in: directory)
    #expect(try number("lines", encoding) == Double(2 * SmallCorpus.pairs.count))
    #expect(try number("encodedTokensPerSecond.median", encoding) > 0)
    let learning = try await run(
      ["bpe", "pairs.tsv", "--vocabulary", "330", "--repeats", "1"], in: directory)
    #expect(try number("vocabulary", learning) <= 330)
    #expect(try number("learnSeconds.median", learning) > 0)
  }

  @Test func measuresEachShapeOnce() async throws {
    let result = try await Program.benchmark.run(
      [
        "products", "--vocabulary", "100", "--repeats", "1", "--threads", "1", "--source-steps",
        "2",
        "--target-steps", "2", "--kernel", "plain",
      ] + Self.smallModel.prefix(8), in: TemporaryDirectory())
    try #require(result.code == 0, "\(result.errors)")
    let lines = try result.lines.map(object)
    let conditions = lines.compactMap { $0["conditions"] as? [String: Any] }
    #expect(conditions.allSatisfy { $0["reducedKernels"] as? String == "plain C" })
    #expect(conditions.count == lines.count)
    for work in ["update", "translation"] {
      let own = lines.filter { $0["work"] as? String == work }
      let shapes = own.filter { $0["benchmark"] as? String == "products" }
      #expect(abs(shapes.compactMap { $0["share"] as? Double }.reduce(0, +) - 1) < 1e-9)
      let sizes = shapes.map { [$0["m"] as? Int, $0["n"] as? Int, $0["k"] as? Int] }
      #expect(Set(sizes).count == sizes.count)
      #expect(own.count == shapes.count + 1)
    }
  }

  @Test func measuresTranslation() async throws {
    let directory = try directory()
    let model = try await SmallModel.path
    let line = try await run(
      ["translate", model, "pairs.tsv", "--repeats", "1", "--threads", "2"], in: directory)
    #expect(try number("sentences", line) == Double(SmallCorpus.pairs.count))
    #expect((0...1).contains(try number("tokenisationShare", line)))
    #expect(try number("bleu", line) > 50)
    #expect(try number("products.gigaflops", line) > 0)
    let lengths = try await run(
      [
        "lengths", model, "pairs.tsv", "--lengths", "3,6", "--sentences", "2", "--repeats", "1",
      ], in: directory)
    let parts = try #require(lengths["parts"] as? [[String: Any]])
    #expect(parts.compactMap { $0["sourceTokens"] as? Int } == [3, 6])
  }

  @Test func measuresAService() async throws {
    let directory = try directory()
    let model = try await SmallModel.path
    let line = try await run(
      [
        "service", model, "pairs.tsv", "--tasks", "2", "--lines", "300", "--beat", "1",
        "--threads", "2", "--cancellations", "2",
      ], in: directory)
    for key in ["beatLateMilliseconds", "oneLineMilliseconds", "freeAgainMilliseconds"] {
      #expect(try number("\(key).max", line) >= number("\(key).min", line))
    }
    #expect(try number("cancelMilliseconds.max", line) > 0)
    #expect(try number("sentencesPerSecond", line) > 0)
  }

  // MARK: - Comparison

  /// Replaces Python: records its arguments, and answers as the PyTorch program does.
  private static func peer(sentences: Int) -> String {
    """
    echo "$@" >> asked
    echo "$ONEDNN_MAX_CPU_ISA" >> environment
    echo 'a word of warning'
    echo '{"sentences": \(sentences), "sentences_per_s": {"median": 0.5}, "peak_rss_mb": 2000}'
    """
  }

  private static let peerOptions = [
    "--compare", "peer", "--python", "sh", "--peer-data=raw", "--peer-work", "work",
    "--peer-checkpoint", "m.pt", "--rounds", "2",
  ]

  /// A directory with a peer, and with three sentences for it.
  private func directory(with peer: String) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    let pairs = SmallCorpus.pairs.prefix(3)
    try directory.write(
      pairs.map { $0.source + "\n" }.joined(), to: "raw/test_2016_flickr.en")
    try directory.write(
      pairs.map { $0.target + "\n" }.joined(), to: "raw/test_2016_flickr.de")
    try directory.write(peer, to: "peer/bench_torch.py")
    return directory
  }

  private func compare(_ peer: String, _ options: [String] = []) async throws -> (
    result: Program.Result, directory: TemporaryDirectory
  ) {
    let directory = try directory(with: peer)
    let result = try await Program.benchmark.run(
      [
        "translate", try await SmallModel.path, "--repeats", "1", "--no-products", "--beam", "2",
      ] + Self.peerOptions + options, in: directory)
    return (result, directory)
  }

  @Test func runsBothInTurn() async throws {
    let (result, directory) = try await compare(
      Self.peer(sentences: 3),
      ["--peer-option", "--bf16", "--peer-environment", "ONEDNN_MAX_CPU_ISA=AVX2"])
    try #require(result.code == 0, "\(result.errors)")
    let line = try object(result.lines[0])
    #expect(line["benchmark"] as? String == "translate comparison")
    let ours = try number("ours.figure.median", line)
    #expect(try number("theirs.figure.median", line) == 0.5)
    #expect(abs(try number("ratio", line) - ours / 0.5) < 1e-9 * ours)
    #expect((line["roundRatios"] as? [Double])?.count == 2)
    #expect(try number("ours.lastRun.beam", line) == 2)
    #expect(try number("memoryShare", line) < 1)
    let asked = String(decoding: try directory.read("asked"), as: UTF8.self)
    #expect(asked.split(separator: "\n").count == 2)
    #expect(asked.contains("--mode decode") && asked.contains("--ckpt m.pt --beam 2"))
    #expect(asked.contains("--bf16"))
    let environment = String(decoding: try directory.read("environment"), as: UTF8.self)
    #expect(environment == "AVX2\nAVX2\n")
  }

  /// A row for each search and precision; the peer runs once for each search.
  @Test func theSuiteWritesOneFile() async throws {
    let directory = try directory(with: Self.peer(sentences: 3))
    let result = try await Program.benchmark.run(
      [
        "suite", "--model", try await SmallModel.path, "--only", "translating", "--commit", "abc",
        "--output", "r.json",
      ] + Self.peerOptions, in: directory)
    try #require(result.code == 0, "\(result.errors)")
    let file = try object(String(decoding: directory.read("r.json"), as: UTF8.self))
    #expect(file["commit"] as? String == "abc")
    #expect((file["conditions"] as? [String: Any])?["processor"] as? String != nil)
    let rows = try #require(file["rows"] as? [[String: Any]])
    #expect(
      rows.map { $0["precision"] as? String } == [
        "float32", "bfloat16", "float32", "bfloat16", "float32", "bfloat16",
      ])
    for row in rows {
      #expect(try number("ours.figure.median", row) > 0)
      #expect((row["theirs"] != nil) == (row["precision"] as? String == "float32"))
    }
    #expect(try number("theirs.figure.median", rows[0]) == 0.5)
  }

  @Test(arguments: [
    ("kill -ILL $$", "ONEDNN_MAX_CPU_ISA"), ("exit 3", "exit code 3"),
    ("kill -KILL $$", "signal 9"),
    ("echo no JSON", "no line of JSON"), ("echo '{}'", "no number sentences_per_s.median"),
    (BenchmarkCommandTests.peer(sentences: 2), "not the same"),
  ])
  func saysWhatIsWrongWithThePeer(_ peer: String, _ message: String) async throws {
    let (result, _) = try await compare(peer)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test(arguments: [
    ["train"], ["train", "p.tsv", "--batches", "b"], ["train", "--compare", "peer"],
    ["train", "--size", "small", "--decoder", "9", "--compare", "peer"],
    ["train", "p.tsv", "--encoder", "7"], ["train", "p.tsv", "--repeats", "0"],
    ["translate", "m"], ["translate", "m", "--compare", "peer"], ["suite", "--output", "f"],
    ["products", "--batch", "0"],
    ["train", "p.tsv", "--precision", "float7"],
  ])
  func refusesWrongUsage(_ arguments: [String]) async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let result = try await Program.benchmark.run(arguments, in: directory)
    #expect(result.code == 64)
    #expect(result.output.isEmpty)
  }
}
