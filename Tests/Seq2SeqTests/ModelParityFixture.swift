import NeuralNetwork
import Testing

@testable import Seq2Seq

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A model and what PyTorch computed with it; see make_parity.py and make_truncated.py in
/// Fixtures/parity.
struct ModelParityFixture {
  static let names = [
    "last-tied", "last-untied-deep", "last-none-forward", "mean-tied-deep-forward", "mean-none",
    "mean-untied", "max-untied-forward", "max-tied-deep", "max-none-deep",
    "additive-tied", "additive-none-deep", "dot-untied-forward", "general-tied-deep",
    "truncated-1", "truncated-2-deep", "truncated-1-additive-deep", "truncated-3-general",
    "lstm-additive-deep", "lstm-fixed", "lstm-norm-residual", "rnn-tanh-deep", "rnn-relu-forward",
    "rnn-tanh-norm-dot", "gru-norm-residual", "gru-residual-additive", "gru-shared",
    "gru-shared-untied",
  ]

  let network: Network
  let pairs: [EncodedPair]
  let smoothing: Float
  let clip: Float
  let rate: Float
  let truncation: Int?
  private let file: SafeTensorsFile

  init(_ name: String) throws {
    let path = #filePath.replacing(
      "ModelParityFixture.swift", with: "Fixtures/parity/\(name).safetensors")
    let file = try SafeTensorsFile(path: path)
    self.file = file
    let decoder = JSONDecoder()
    func json<Value: Decodable>(_ type: Value.Type, _ key: String) throws -> Value {
      try decoder.decode(type, from: Data(try #require(file.metadata[key]).utf8))
    }
    network = Network(try json(ModelConfiguration.self, "configuration"))
    pairs = try json([[[Int32]]].self, "pairs").map { EncodedPair(source: $0[0], target: $0[1]) }
    smoothing = try json(Float.self, "smoothing")
    clip = try json(Float.self, "clip")
    rate = try json(Float.self, "rate")
    truncation = file.metadata["truncation"] == nil ? nil : try json(Int.self, "truncation")
  }

  /// The numbers of a tensor.
  func floats(_ name: String) throws -> [Float] {
    try #require(file[name], "no tensor \(name)").withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Float.self)
      }
    }
  }

  /// A store that holds the fixture's parameters, each with the shape PyTorch gave it.
  func makeStore() throws -> ParameterStore {
    let store = ParameterStore(layout: network.layout, purpose: .training)
    for parameter in network.layout.parameters {
      #expect(file[parameter.name]?.shape == parameter.shape, "\(parameter.name)")
      let values = try floats(parameter.name)
      store.vector(parameter).copy(from: values)
    }
    store.repack()
    return store
  }

  func makeUpdater(threads: Int, mostOutputs: Int = 1 << 40) throws -> ParallelUpdater<Network> {
    let updater = ParallelUpdater(
      model: network, store: try makeStore(),
      optimizer: Adam(size: network.layout.size, options: AdamOptions()), threads: threads)
    updater.mostOutputs = mostOutputs
    return updater
  }

  var updateOptions: ParallelUpdater<Network>.Options {
    var options = ParallelUpdater<Network>.Options()
    options.loss.smoothing = smoothing
    options.clipNorm = clip
    options.loss.truncation = truncation
    return options
  }
}

extension Matrix {
  /// All elements, row by row.
  var values: [Float] { (0..<rows).flatMap { Array(row($0)) } }
}

/// Whether every element is near the expected one: within 1e-4 of it, or 1e-5 where it is small.
///
/// Returns what is wrong, in words, or nil if nothing is.
func mismatch(
  _ actual: [Float], _ expected: [Float], _ what: String, absolute: Float = 1e-5
) -> String? {
  if actual.count != expected.count {
    return "\(what): \(actual.count) numbers instead of \(expected.count)"
  }
  for (index, (a, e)) in zip(actual, expected).enumerated()
  where !(abs(a - e) <= absolute + 1e-4 * abs(e)) {
    return "\(what)[\(index)]: \(a) instead of \(e)"
  }
  return nil
}
