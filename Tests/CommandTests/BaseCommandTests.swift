import TestSupport
import Testing

/// `translate train --from`.
@Suite struct BaseCommandTests {
  private static let pairs = """
    the valve is here\tla vanne est ici
    the valve is not there\tla vanne n'est pas là
    the pump is outside\tla pompe est dehors
    the pump is not upstairs\tla pompe n'est pas en haut

    """

  private func train(
    from model: String, _ options: [String] = [], in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try await Program.translate.run(
      [
        "train", "mine.tsv", "--from", model, "--output", "mine", "--threads", "1", "--precision",
        "float32",
      ] + options, in: directory)
  }

  @Test func beginsWithAModelAndResumes() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Self.pairs, to: "mine.tsv")
    let model = try await SmallModel.path
    let first = try await train(
      from: model, ["--updates", "2", "--freeze", "encoder,output"], in: directory)
    #expect(first.code == 0, "\(first.errors)")
    for words in [
      "from        \(model), its weights, vocabularies and shape; frozen: encoder, output; a quarter of the usual",
      "en to fr", "embedding 24", "AdamW at 0.0005",
    ] {
      #expect(first.errors.contains(words), "\(words): \(first.errors)")
    }
    let second = try await train(
      from: model, ["--updates", "4", "--freeze", "output,encoder"], in: directory)
    #expect(second.code == 0 && second.errors.contains("resum"), "\(second.errors)")
    let thawed = try await train(from: model, ["--updates", "5"], in: directory)
    #expect(thawed.errors.contains("what is frozen was encoder output, now nothing"))
  }

  @Test func warnsOfRoundedWeightsAndRefusesAnotherModel() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Self.pairs, to: "mine.tsv")
    let model = try await SmallModel.path
    let quantized = try await Program.translate.run(
      ["quantize", model, "--output", "q.safetensors"], in: directory)
    #expect(quantized.code == 0, "\(quantized.errors)")
    let first = try await train(from: "q.safetensors", ["--updates", "1"], in: directory)
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.errors.contains("warning: q.safetensors is quantized"))
    let other = try await train(from: model, ["--updates", "2"], in: directory)
    #expect(other.code == 1)
    #expect(other.errors.contains("the model to begin with was q.safetensors "), "\(other.errors)")
  }

  @Test func refusesWhatCannotBe() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Self.pairs, to: "mine.tsv")
    let model = try await SmallModel.path
    let missing = try await train(from: "nowhere/m.safetensors", in: directory)
    #expect(missing.code == 1 && missing.errors.contains("nowhere/m.safetensors"))
    let swapped = try await train(from: model, ["--languages", "fr-en"], in: directory)
    #expect(swapped.code == 1)
    #expect(
      swapped.errors.contains(
        "translates from en to fr, but the pairs are from fr to en; name another model, or give"),
      "\(swapped.errors)")
    let frozen = try await train(
      from: model, ["--freeze", "embeddings,encoder,decoder,attention,output"], in: directory)
    #expect(frozen.code == 1 && frozen.errors.contains("name fewer parts with --freeze"))
    #expect(!directory.exists("mine"))
  }
}
