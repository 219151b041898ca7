internal import Tokenization

/// The sizes and the shape of a translation model: everything needed to build it except its weights.
///
/// The choices of ``options`` can be read and written as if they stood here.
@dynamicMemberLookup
public struct ModelConfiguration: Sendable, Hashable {
  /// The tokens of the source vocabulary, special ones included.
  public var sourceVocabulary: Int
  /// The tokens of the target vocabulary, special ones included.
  public var targetVocabulary: Int
  /// E: the size of a token's embedding.
  public var embedding: Int
  /// C: the size of the encoder's output, both directions together.
  public var encoderHidden: Int
  /// H: the size of the decoder's state.
  public var decoderHidden: Int
  /// All choices other than these sizes.
  public var options = ModelOptions()

  /// Creates a configuration with these sizes.
  public init(
    sourceVocabulary: Int, targetVocabulary: Int, embedding: Int = 256, encoderHidden: Int = 512,
    decoderHidden: Int = 512
  ) {
    self.sourceVocabulary = sourceVocabulary
    self.targetVocabulary = targetVocabulary
    self.embedding = embedding
    self.encoderHidden = encoderHidden
    self.decoderHidden = decoderHidden
  }

  /// A choice of ``options``.
  public subscript<Value>(dynamicMember path: WritableKeyPath<ModelOptions, Value>) -> Value {
    get { options[keyPath: path] }
    set { options[keyPath: path] = newValue }
  }

  /// What is wrong with this configuration, in words for the person who chose it; nil if nothing is.
  public var problem: String? {
    let sizes = [
      ("source vocabulary", sourceVocabulary, 4, 1 << 22),
      ("target vocabulary", targetVocabulary, 4, 1 << 22),
      ("embedding", embedding, 1, 1 << 14), ("encoder size", encoderHidden, 1, 1 << 14),
      ("decoder size", decoderHidden, 1, 1 << 14), ("encoder layers", options.encoderLayers, 1, 64),
      ("decoder layers", options.decoderLayers, 1, 64),
    ]
    for (name, value, least, most) in sizes where !(least...most).contains(value) {
      return "\(name) \(value) is not between \(least) and \(most)"
    }
    if options.isBidirectional && encoderHidden % 2 != 0 {
      return "encoder size \(encoderHidden) is odd, but a bidirectional encoder halves it"
    }
    if options.attention == .dot && encoderHidden != decoderHidden {
      return """
        dot attention multiplies encoder and decoder states, so both must have the same size, \
        but they have \(encoderHidden) and \(decoderHidden)
        """
    }
    if options.hasSharedEmbedding && sourceVocabulary != targetVocabulary {
      return """
        source and target can share their embeddings only if they share one vocabulary, \
        but the source has \(sourceVocabulary) tokens and the target \(targetVocabulary)
        """
    }
    return nil
  }

  /// What is wrong with these tokenizers for such a model; nil if nothing is.
  func problem(source: Tokenizer, target: Tokenizer) -> String? {
    if options.hasSharedEmbedding && source.vocabulary != target.vocabulary {
      return """
        source and target can share their embeddings only if they share one vocabulary, but each \
        has its own; learn a joint vocabulary, or do not share the embeddings
        """
    }
    return nil
  }
}
