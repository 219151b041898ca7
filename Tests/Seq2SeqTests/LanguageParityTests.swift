import NeuralNetwork
import Testing

@testable import Seq2Seq

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Updates of a language model as PyTorch makes them; see make_language.py in Fixtures/parity.
@Suite struct LanguageParityTests {
  @Test(
    arguments: [
      "language-sequential-gru", "language-sequential-lstm", "language-random-gru",
    ], [1, 2])
  func updatesAreThoseOfPyTorch(_ name: String, threads: Int) throws {
    let file = try SafeTensorsFile(
      path: #filePath.replacing(
        "LanguageParityTests.swift", with: "Fixtures/parity/\(name).safetensors"))
    func json<Value: Decodable>(_ type: Value.Type, _ key: String) throws -> Value {
      try JSONDecoder().decode(type, from: Data(try #require(file.metadata[key]).utf8))
    }
    let network = LanguageNetwork(try json(LanguageShape.self, "shape"))
    let store = ParameterStore(layout: network.layout, purpose: .training)
    for parameter in network.layout.parameters {
      store.vector(parameter).copy(from: try floats(file, parameter.name))
    }
    let updater = ParallelUpdater(
      model: network, store: store,
      optimizer: Adam(size: network.layout.size, options: AdamOptions()), threads: threads)
    updater.workers.repack()
    let tokens = try json([Int32].self, "tokens")
    let updates = try json([[[Int]]].self, "updates")
    let carried = try json(Bool.self, "carried") ? updates[0].map { _ in CarriedState() } : nil
    var options = ParallelUpdater<LanguageNetwork>.Options(loss: .init())
    options.clipNorm = try json(Float.self, "clip")
    var (losses, norms): ([Float], [Float]) = ([], [])
    for (number, update) in updates.enumerated() {
      let windows = update.enumerated().map { stream, ends in
        LanguageWindow(tokens[ends[0]...ends[1]], carried: carried?[stream])
      }
      let report = updater.update(
        windows, rate: try json(Float.self, "rate"), seed: 1, options)
      losses.append(Float(report.loss.nll))
      norms.append(report.norm)
      guard number == 1 else { continue }
      for parameter in network.layout.parameters {
        let found = parameter.vector(in: updater.gradient).values
        let wrong = mismatch(found, try floats(file, "gradient.\(parameter.name)"), parameter.name)
        #expect(wrong == nil)
      }
    }
    #expect(mismatch(losses, try floats(file, "losses"), "losses") == nil)
    #expect(mismatch(norms, try floats(file, "norms"), "norms") == nil)
    for parameter in network.layout.parameters {
      let found = store.vector(parameter).values
      let wrong = mismatch(found, try floats(file, "final.\(parameter.name)"), parameter.name)
      #expect(wrong == nil)
    }
  }

  private func floats(_ file: SafeTensorsFile, _ name: String) throws -> [Float] {
    try #require(file[name], "no tensor \(name)").numbers(Float.self)
  }
}
