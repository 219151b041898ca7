/// The choices that make a model's shape, apart from its sizes, which may depend on the corpus.
public struct ModelOptions: Sendable, Hashable {
  /// How a decoder state becomes the logits of the next token.
  public enum Readout: String, Sendable, Hashable, Codable, CaseIterable {
    /// `tanh(W [state; embedding; context])`, of the embedding's size, times the target embeddings.
    case tied
    /// The same readout, times a separate output matrix.
    case untied
    /// No readout: the state times an output matrix.
    case none
  }

  /// How encoder states become the context vector c of a sentence.
  public enum Pooling: String, Sendable, Hashable, Codable, CaseIterable {
    /// The final states of both directions.
    case last
    /// The mean of all states.
    case mean
    /// The maximum of each component over all states.
    case max
  }

  /// How the decoder attends to the encoder states.
  public enum Attention: String, Sendable, Hashable, Codable, CaseIterable {
    /// Not at all: c is all the decoder knows of the sentence.
    case none
    /// v · tanh(W s + U h): Bahdanau, Cho & Bengio 2014.
    case additive
    /// s · h: Luong, Pham & Manning 2015; encoder and decoder states must have the same size.
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
    /// A plain recurrent layer with max(0, ·).
    case rnnReLU = "rnn-relu"
  }

  /// The number of recurrent layers in the encoder.
  public var encoderLayers = 1
  /// The number of recurrent layers in the decoder.
  public var decoderLayers = 1
  /// Whether the source is read in both directions; each then has half the encoder's size.
  public var isBidirectional = true
  /// The kind of recurrent cell.
  public var cell = Cell.gru
  /// How encoder states become the context vector c.
  public var pooling = Pooling.last
  /// How the decoder attends to the encoder states.
  public var attention = Attention.none
  /// How a decoder state becomes the logits of the next token.
  public var readout = Readout.tied
  /// Whether the readout, if there is one, also sees the context, which the state depends on anyway.
  public var hasContextInReadout = true
  /// Whether each layer from the second on adds its input to its output.
  public var hasResidualConnections = false
  /// Whether the inputs of every cell's gates are layer-normalised (Ba, Kiros & Hinton 2016).
  public var hasLayerNormalization = false
  /// Whether source and target share one embedding, which requires a joint vocabulary.
  public var hasSharedEmbedding = false

  /// Creates options for one layer of GRUs in encoder and decoder, without attention.
  public init() {}
}
