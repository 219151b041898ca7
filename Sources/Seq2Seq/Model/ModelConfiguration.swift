internal import Tokenization

/// The sizes and the shape of a translation model: everything needed to build it, but its weights.
public struct ModelConfiguration: Sendable, Hashable, Codable {
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

  /// Words each side knows, special ones included.
  public var sourceVocabulary: Int
  /// Words of the target side.
  public var targetVocabulary: Int
  /// E: the size of a word's vector.
  public var embedding: Int
  /// C: the size of the encoder's output, both directions together.
  public var encoderHidden: Int
  /// H: the size of the decoder's state.
  public var decoderHidden: Int
  /// The encoder's recurrent layers.
  public var encoderLayers: Int
  /// The decoder's recurrent layers.
  public var decoderLayers: Int
  /// Whether the source is read in both directions; each then has C / 2.
  public var isBidirectional: Bool
  /// The kind of recurrent cell.
  public var cell: Cell
  /// What stands for a sentence.
  public var pooling: Pooling
  /// How the decoder looks back at the source.
  public var attention: Attention
  /// How a decoder state becomes scores of words.
  public var readout: Readout
  /// Whether a ``Readout`` other than `none` sees the context beside the state, which has met it already.
  public var hasContextInReadout = true
  /// Whether each layer from the second on adds its input to its output.
  public var hasResidualConnections = false
  /// Whether what enters the gates of every cell is normalised (Ba, Kiros & Hinton 2016).
  public var hasLayerNormalization = false
  /// Whether source and target words have the same vectors, which takes one vocabulary for both.
  public var hasSharedEmbedding = false

  /// A model for vocabularies of these sizes.
  public init(
    sourceVocabulary: Int, targetVocabulary: Int, embedding: Int = 256, encoderHidden: Int = 512,
    decoderHidden: Int = 512, encoderLayers: Int = 1, decoderLayers: Int = 1,
    isBidirectional: Bool = true, cell: Cell = .gru, pooling: Pooling = .last,
    attention: Attention = .none, readout: Readout = .tied
  ) {
    self.sourceVocabulary = sourceVocabulary
    self.targetVocabulary = targetVocabulary
    self.embedding = embedding
    self.encoderHidden = encoderHidden
    self.decoderHidden = decoderHidden
    self.encoderLayers = encoderLayers
    self.decoderLayers = decoderLayers
    self.isBidirectional = isBidirectional
    self.cell = cell
    self.pooling = pooling
    self.attention = attention
    self.readout = readout
  }

  /// What is wrong with these sizes, for the person who chose them, or nil.
  public var problem: String? {
    let sizes = [
      ("source vocabulary", sourceVocabulary, 4, 1 << 22),
      ("target vocabulary", targetVocabulary, 4, 1 << 22),
      ("embedding", embedding, 1, 1 << 14), ("encoder size", encoderHidden, 1, 1 << 14),
      ("decoder size", decoderHidden, 1, 1 << 14), ("encoder layers", encoderLayers, 1, 64),
      ("decoder layers", decoderLayers, 1, 64),
    ]
    for (name, value, least, most) in sizes where !(least...most).contains(value) {
      return "\(name) \(value) is not between \(least) and \(most)"
    }
    if isBidirectional && encoderHidden % 2 != 0 {
      return "encoder size \(encoderHidden) is odd, but a bidirectional encoder halves it"
    }
    if attention == .dot && encoderHidden != decoderHidden {
      return """
        dot attention compares states of encoder and decoder, so they must be of one size, \
        but they are \(encoderHidden) and \(decoderHidden)
        """
    }
    if hasSharedEmbedding && sourceVocabulary != targetVocabulary {
      return """
        words of both sides can share their vectors only if they share one vocabulary, \
        but the source has \(sourceVocabulary) tokens and the target \(targetVocabulary)
        """
    }
    return nil
  }
  /// What is wrong with these tokenizers for such a model, or nil.
  func problem(source: Tokenizer, target: Tokenizer) -> String? {
    if hasSharedEmbedding && source.vocabulary != target.vocabulary {
      return """
        words of both sides can share their vectors only if they share one vocabulary, but source \
        and target have each their own; learn one for both, or do not share the vectors
        """
    }
    return nil
  }
}
