import Foundation
import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// Models made to take much memory are read or refused within twice their size and 16 MB.
@Suite(.enabled(if: memoryIsOurs, "a sanitizer takes memory of its own"))
struct CraftedModelTests {
  /// Measures the memory of reading what `change` makes of a small model, with weights for `vocabulary` tokens.
  private func measure(
    vocabulary: Int? = nil, embedding: Int = 4, _ change: (inout SafeTensorsWriter) -> Void
  ) async throws -> DamagedFileTests.Outcome {
    let sound = try SafeTensorsFile(path: await SmallModel.path)
    var writer = SafeTensorsWriter()
    writer.metadata = sound.metadata
    let text = try #require(sound.metadata["configuration"])
    var configuration = try JSONDecoder().decode(ModelConfiguration.self, from: Data(text.utf8))
    if let vocabulary {
      (configuration.sourceVocabulary, configuration.targetVocabulary) = (vocabulary, vocabulary)
      configuration.embedding = embedding
      (configuration.encoderHidden, configuration.decoderHidden) = (embedding, embedding)
      writer.metadata["configuration"] = stableJSON(configuration)
    }
    writer.tensors = Network(configuration).layout.parameters.map { parameter in
      SafeTensorsWriter.Tensor(
        name: parameter.name, shape: parameter.shape,
        floats: [Float](repeating: 0, count: parameter.shape.reduce(1, *)))
    }
    change(&writer)
    let directory = try TemporaryDirectory()
    try writer.write(to: directory.file("crafted.safetensors"))
    let result = try await Program.fuzz.run(
      ["measure", "model", "crafted.safetensors"], in: directory)
    #expect(result.code == 0, "\(result.errors)")
    let outcome = try JSONDecoder().decode(DamagedFileTests.Outcome.self, from: result.output)
    #expect(
      outcome.memory <= 2 * outcome.size + 16_000_000,
      "\(outcome.memory) bytes for a file of \(outcome.size)")
    return outcome
  }

  private static let characters = (1...1_700).compactMap {
    Unicode.Scalar(0x4E00 + $0).map(String.init)
  }
  /// The id of the first character after the space.
  private static let first = 260

  private func tokenizer(_ merges: [(Int, Int)]) -> String {
    let ids = merges.map { "\($0.0),\($0.1)" }.joined(separator: ",")
    return
      #"{"alphabet":" \#(Self.characters.joined())","locale":"en","merges":[\#(ids)],"version":1}"#
  }

  /// All pairs of some characters.
  private func pairs(_ count: Int) -> String {
    tokenizer((0..<count).map { (Self.first + $0 / 1_000, Self.first + $0 % 1_000) })
  }

  private func vocabulary(merges: Int) -> Int { Self.first + Self.characters.count + merges }

  private func list(_ count: Int, _ entry: (Int) -> String) -> String {
    (0..<count).map(entry).joined(separator: ",")
  }

  @Test(arguments: [200_000, 600_000])
  func mergesWithoutWeights(count: Int) async throws {
    let tokenizer = pairs(count)
    #expect(try await measure { $0.metadata["source_tokenizer"] = tokenizer }.refused == 1)
  }

  /// With weights for each of them such a model is read, if the weights are as many as in real models.
  @Test(arguments: [(1, 0), (32, 1)])
  func mergesWithWeights(embedding: Int, read: Int) async throws {
    let tokenizer = pairs(60_000)
    let outcome = try await measure(
      vocabulary: vocabulary(merges: 60_000), embedding: embedding
    ) {
      $0.metadata["source_tokenizer"] = tokenizer
      $0.metadata["target_tokenizer"] = tokenizer
    }
    #expect(outcome.read == read)
  }

  /// A few numbers each that stand for long pieces: a chain of characters, and one more behind each part of it.
  @Test func mergesThatGrow() async throws {
    let chain = Self.first + Self.characters.count
    var merges = (0..<39).map { ($0 == 0 ? Self.first : chain + $0 - 1, Self.first) }
    for part in 18..<39 { merges += (1..<1_600).map { (chain + part, Self.first + $0) } }
    let tokenizer = tokenizer(merges)
    let outcome = try await measure(vocabulary: vocabulary(merges: merges.count)) {
      $0.metadata["source_tokenizer"] = tokenizer
    }
    #expect(outcome.refused == 1)
  }

  @Test func words() async throws {
    let words = list(700_000) { "\"a\($0)\"" }
    let outcome = try await measure {
      $0.metadata["source_tokenizer"] = #"{"locale":"en","version":1,"words":[\#(words)]}"#
    }
    #expect(outcome.refused == 1)
  }

  @Test func knownForms() async throws {
    let forms = list(400_000) { "\"A\($0)\"" }
    let outcome = try await measure {
      $0.metadata["source_tokenizer"] =
        #"{"alphabet":" ","knownForms":[\#(forms)],"locale":"en","merges":[],"version":2}"#
    }
    #expect(outcome.refused == 1)
  }

  @Test(arguments: ["notes", "configuration", "source_forms", "spans"])
  func longTexts(key: String) async throws {
    let text = "{\(list(300_000) { "\"n\($0)\":\"\"" })}"
    #expect(try await measure { $0.metadata[key] = text }.refused == 1)
  }

  @Test func manyEntries() async throws {
    let outcome = try await measure { writer in
      for number in 0..<200_000 { writer.metadata["k\(number)"] = "" }
    }
    #expect(outcome.refused == 1)
  }

  @Test func escapes() async throws {
    let text = String(repeating: "\u{1}", count: 600_000)
    #expect(try await measure { $0.metadata["unknown"] = text }.read == 1)
  }

  /// Tensors that no model has are not read, but their names and shapes are.
  @Test func manyTensors() async throws {
    let shape = [Int](repeating: 1, count: 31) + [0]
    let outcome = try await measure { writer in
      writer.tensors += (0..<9_000).map { .init(name: "t\($0)", shape: shape, floats: []) }
    }
    #expect(outcome.read == 1)
  }
}
