import Foundation
import TestSupport
import Testing

/// What the commands say and do about files as people have them.
@Suite struct FormatCommandTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func train(_ arguments: [String]) async throws -> Program.Result {
    try await Program.translate.run(
      ["train"] + SmallCorpus.smallOptions + ["--updates", "1"] + arguments, in: directory)
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }

  /// The same pairs in every format make the same model.
  @Test func allFormatsTrainTheSameModel() async throws {
    let pairs = SmallCorpus.pairs
    let csv = "English,French\n" + pairs.map { "\"\($0.source)\",\"\($0.target)\"\n" }.joined()
    let memory =
      "<tmx><body>"
      + pairs.map {
        "<tu><tuv xml:lang=\"en\"><seg>\(escaped($0.source))</seg></tuv>"
          + "<tuv xml:lang=\"fr\"><seg>\(escaped($0.target))</seg></tuv></tu>"
      }.joined() + "</body></tmx>"
    let entries =
      "msgid \"\"\nmsgstr \"Language: fr\\n\"\n\n"
      + pairs.map { "msgid \"\($0.source)\"\nmsgstr \"\($0.target)\"\n\n" }.joined()
    let json = pairs.map { "{\"en\":\"\($0.source)\",\"fr\":\"\($0.target)\"}\n" }.joined()
    try directory.write(SmallCorpus.tsv, to: "p.en-fr.tsv")
    try directory.write(csv, to: "p.csv")
    try directory.write(memory, to: "p.tmx")
    try directory.write(entries, to: "p.po")
    try directory.write(json, to: "p.jsonl")
    try directory.write(
      Data([0xFF, 0xFE]) + (SmallCorpus.tsv.data(using: .utf16LittleEndian) ?? Data()),
      to: "wide.en-fr.tsv")
    // The models differ in the name of the corpus, which is noted in them.
    var checkpoints: Set<[UInt8]> = []
    for (index, file) in ["p.en-fr.tsv", "p.csv", "p.tmx", "p.po", "p.jsonl", "wide.en-fr.tsv"]
      .enumerated()
    {
      let result = try await train([file, "--output", "m\(index)"])
      #expect(result.code == 0 && result.errors.contains("en to fr"), "\(file): \(result.errors)")
      checkpoints.insert(try directory.read("m\(index)/checkpoint.safetensors"))
    }
    #expect(checkpoints.count == 1)
  }

  @Test func severalFilesAndADirectory() async throws {
    let lines = SmallCorpus.pairs.map { "\($0.source)\t\($0.target)\n" }
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    try directory.write(lines[..<20].joined(), to: "d/1.tsv")
    try directory.write(lines[20..<30].joined(), to: "d/2/x.txt")
    try directory.write(lines[30...].joined(), to: "e.tsv")
    let whole = try await train(["p.tsv", "--output", "whole"])
    let parts = try await train(["d", "e.tsv", "--output", "parts"])
    #expect(whole.code == 0 && parts.code == 0, "\(parts.errors)")
    #expect(
      try directory.read("whole/checkpoint.safetensors")
        == directory.read("parts/checkpoint.safetensors"))
    let named = try await train(["d", "e.tsv"])
    #expect(named.text == "models/d/model.safetensors\n")
  }

  @Test func whatWasFoundOutIsSaidInOneLine() async throws {
    let latin = try #require(SmallCorpus.tsv.data(using: .windowsCP1252))
    try directory.write(latin, to: "latin.tsv")
    let result = try await train(["latin.tsv"])
    let warnings = result.errors.split(separator: "\n").filter { $0.hasPrefix("warning: latin") }
    #expect(warnings == ["warning: latin.tsv is read as windows-1252"])
    try directory.write("\"I, am\"\t\"a \"\"b\"\"\"\nyou are\ttu es\n", to: "sheet.tsv")
    let sheet = try await train(["sheet.tsv"])
    #expect(sheet.errors.contains("warning: 1 of 2 records of sheet.tsv are in quotation marks"))
  }

  @Test func evaluationTakesTheLanguagesOfTheModel() async throws {
    try directory.write(
      "<tmx><header srclang='fr'/><body><tu><tuv xml:lang='fr'><seg>je suis ici</seg></tuv>"
        + "<tuv xml:lang='en-GB'><seg>I am here</seg></tuv><tuv xml:lang='de'><seg>x</seg></tuv></tu></body></tmx>",
      to: "t.tmx")
    let result = try await Program.translate.run(
      ["score", "t.tmx", "--json", "--model", try await SmallModel.path], in: directory)
    #expect(result.text.contains("\"source\":\"I am here\",\"target\":\"je suis ici\""))
  }

  @Test func aTableOfMultilineRecordsKeepsOneLinePerRecord() async throws {
    try directory.write(
      "\"I am\nhere\",je suis ici\nbad\n\"he is\nhere\",il est ici\n", to: "t.csv")
    let result = try await Program.translate.run(
      ["score", "t.csv", "--model", try await SmallModel.path], in: directory)
    #expect(result.lines.count == 3 && result.lines[1].isEmpty, "\(result.errors)")
  }

  @Test func whatToTypeIsAddedToErrors() async throws {
    try directory.write([0x50, 0x4B, 3, 4, 20, 0], to: "en-fr.tsv")
    let zip = try await train(["en-fr.tsv"])
    #expect(zip.code == 1 && zip.errors.contains("it is a zip archive; unzip it"))
    #expect(zip.errors.hasSuffix("are given with --source and --target\n"))
    try directory.write("one\tun\n", to: "a.en-fr.tsv")
    try directory.write("eins\tone\n", to: "b.de-en.tsv")
    let mixed = try await train(["a.en-fr.tsv", "b.de-en.tsv"])
    #expect(mixed.code == 1 && mixed.errors.contains("b.de-en.tsv is de to en"))
    #expect(mixed.errors.contains("give --languages"))
  }

  // MARK: - Languages

  @Test(arguments: [
    ("eng-JPN", "en to ja"), ("english-japanese", "en to ja"), ("en-pt-BR", "en to pt-BR"),
  ])
  func languagesMayBeNamedInAnyWay(languages: String, said: String) async throws {
    try directory.write("I like cats.\t猫が好き\nIt rains.\t雨です\n", to: "p.tsv")
    let result = try await train(["p.tsv", "--languages", languages])
    #expect(result.code == 0 && result.errors.contains("languages   \(said)"), "\(result.errors)")
  }

  @Test func aCountryIsNoLanguage() async throws {
    let result = try await train(["p.tsv", "--languages", "en-jp"])
    #expect(result.code == 64 && result.errors.contains("Japanese is ja"))
  }

  @Test func scriptsWithoutSpacesAreScoredByCharacters() async throws {
    try directory.write("I like cats.\t私は猫が好きです。\nIt rains.\t雨が降っています。\n", to: "p.tsv")
    let training = try await train(["p.tsv", "--valid", "p.tsv"])
    #expect(training.errors.contains("written without spaces, so BLEU counts characters"))
    #expect(training.errors.contains("2 validation pairs are too few to trust"))
    func signature(_ options: [String]) async throws -> String {
      try await Program.translate.run(
        ["evaluate", "p.tsv", "--model", "models/p", "--beam", "1"] + options, in: directory
      ).text
    }
    #expect(try await signature([]).contains("tok:char"))
    #expect(try await signature(["--tokenize", "13a"]).contains("tok:13a"))
  }

  // MARK: - Messages

  @Test func moreCandidatesThanTheBeamHas() async throws {
    let result = try await SmallModel.translate("here\n", ["--n-best", "10"])
    #expect(result.code == 64)
    #expect(
      result.errors
        == "error: --n-best is 10, but a beam of 5 has 5 candidates; give --beam 10 as well\n")
    #expect(try await SmallModel.translate("here\n", ["--n-best", "10", "--beam", "10"]).code == 0)
  }

  @Test func gzippedReferencesAndHypotheses() async throws {
    try directory.write("one two three four\nfive\n", to: "a.txt")
    let result = try await Program.shell(
      "cp a.txt b.txt; gzip b.txt; \"$bleu\" b.txt.gz -b -q < a.txt; \"$bleu\" a.txt -i b.txt.gz -b -q; "
        + "head -c 20 b.txt.gz > c.gz; \"$bleu\" c.gz < a.txt", in: directory)
    #expect(result.text == "100.0\n100.0\n")
    #expect(result.errors == "bleu: c.gz: its gzip data is cut short; fetch it again\n")
  }
}
