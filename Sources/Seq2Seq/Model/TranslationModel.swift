package import NeuralNetwork
public import Tokenization

/// A model as it is kept in its one file: configuration, both tokenizers and the weights.
public struct TranslationModel: Sendable {
  /// Sizes and shape.
  public let configuration: ModelConfiguration
  /// The tokenizers of both sides.
  public let sourceTokenizer: Tokenizer
  /// The target side's tokenizer.
  public let targetTokenizer: Tokenizer
  /// What is known of how it was trained, by key, for people to read.
  public var notes: [String: String]
  /// Whether the matrices of weights are whole numbers to ±127 times a scale a row.
  public let isQuantized: Bool
  /// The likely translations of words; nil in models from before they were learned.
  package let shortlist: Shortlist?
  package let network: Network
  package let values: AlignedBuffer

  package init(
    network: Network, values: AlignedBuffer, sourceTokenizer: Tokenizer,
    targetTokenizer: Tokenizer, isQuantized: Bool = false, shortlist: Shortlist? = nil,
    notes: [String: String] = [:]
  ) {
    configuration = network.configuration
    self.network = network
    self.values = values
    self.sourceTokenizer = sourceTokenizer
    self.targetTokenizer = targetTokenizer
    self.isQuantized = isQuantized
    self.shortlist = shortlist
    self.notes = notes
  }

  /// Trainable numbers.
  public var parameterCount: Int { network.layout.parameterCount }

  /// Name and shape of every parameter, in the order they lie in memory.
  public var parameters: [(name: String, shape: [Int])] {
    network.layout.parameters.map { ($0.name, $0.shape) }
  }
}
