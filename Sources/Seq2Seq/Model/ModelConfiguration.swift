internal import Tokenization

/// The sizes and the shape of a translation model: everything needed to build it, but its weights.
///
/// The choices of ``options`` can be read and written as if they stood here.
@dynamicMemberLookup
public struct ModelConfiguration: Sendable, Hashable {
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
  /// All that is no size of a matrix.
  public var options = ModelOptions()

  /// A model for vocabularies of these sizes.
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

  /// What is wrong with these sizes, for the person who chose them, or nil.
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
        dot attention compares states of encoder and decoder, so they must be of one size, \
        but they are \(encoderHidden) and \(decoderHidden)
        """
    }
    if options.hasSharedEmbedding && sourceVocabulary != targetVocabulary {
      return """
        words of both sides can share their vectors only if they share one vocabulary, \
        but the source has \(sourceVocabulary) tokens and the target \(targetVocabulary)
        """
    }
    return nil
  }
  /// What is wrong with these tokenizers for such a model, or nil.
  func problem(source: Tokenizer, target: Tokenizer) -> String? {
    if options.hasSharedEmbedding && source.vocabulary != target.vocabulary {
      return """
        words of both sides can share their vectors only if they share one vocabulary, but source \
        and target have each their own; learn one for both, or do not share the vectors
        """
    }
    return nil
  }
}
