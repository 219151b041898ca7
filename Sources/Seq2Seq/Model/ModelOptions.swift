/// What a person chooses of a model's shape; its sizes apart, which may follow from the corpus.
public struct ModelOptions: Sendable, Hashable {
  /// How a decoder state becomes scores of words.
  public enum Readout: String, Sendable, Hashable, Codable, CaseIterable {
    /// `tanh(W [state; embedding; context])` of the embedding's size, times the target embeddings.
    case tied
    /// The same, times an output matrix of its own.
    case untied
    /// The state straight to the vocabulary.
    case none
  }

  /// How the encoder's states become the one context vector c of a sentence.
  public enum Pooling: String, Sendable, Hashable, Codable, CaseIterable {
    /// The final states of both directions.
    case last
    /// The mean of all states.
    case mean
    /// The maximum of each component over all states.
    case max
  }

  /// How the decoder looks back at the source.
  public enum Attention: String, Sendable, Hashable, Codable, CaseIterable {
    /// Not at all: c is all it knows of the sentence.
    case none
    /// v · tanh(W s + U h): Bahdanau, Cho & Bengio 2014.
    case additive
    /// s · h: Luong, Pham & Manning 2015; encoder and decoder states must be of one size.
    case dot
    /// s · W h: the same paper.
    case general
  }

  /// The kind of recurrent cell.
  public enum Cell: String, Sendable, Hashable, Codable, CaseIterable {
    /// A gated recurrent unit (Cho et al. 2014).
    case gru
    /// Long short-term memory (Hochreiter & Schmidhuber 1997).
    case lstm
    /// A plain recurrent layer (Elman 1990) with tanh.
    case rnnTanh = "rnn-tanh"
    /// The same with max(0, ·).
    case rnnReLU = "rnn-relu"
  }

  /// The encoder's recurrent layers.
  public var encoderLayers = 1
  /// The decoder's recurrent layers.
  public var decoderLayers = 1
  /// Whether the source is read in both directions; each then has half of the encoder's size.
  public var isBidirectional = true
  /// The kind of recurrent cell.
  public var cell = Cell.gru
  /// What stands for a sentence.
  public var pooling = Pooling.last
  /// How the decoder looks back at the source.
  public var attention = Attention.none
  /// How a decoder state becomes scores of words.
  public var readout = Readout.tied
  /// Whether a ``Readout`` other than `none` sees the context beside the state, which has met it already.
  public var hasContextInReadout = true
  /// Whether each layer from the second on adds its input to its output.
  public var hasResidualConnections = false
  /// Whether what enters the gates of every cell is normalised (Ba, Kiros & Hinton 2016).
  public var hasLayerNormalization = false
  /// Whether source and target words have the same vectors, which takes one vocabulary for both.
  public var hasSharedEmbedding = false

  /// A GRU of one layer in encoder and decoder, without attention.
  public init() {}
}
