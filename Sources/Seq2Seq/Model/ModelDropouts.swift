package import NeuralNetwork

/// Where dropout is applied in training, and at which rates.
package struct ModelDropouts: Sendable {
  /// Probabilities of dropping, each in [0, 1).
  package struct Rates: Sendable, Hashable {
    /// Of an element of an embedding.
    package var embedding: Float = 0
    /// Of an element of the input of each recurrent layer after the first.
    package var betweenLayers: Float = 0
    /// Of an element of the output-layer input.
    package var readout: Float = 0
    /// Of an element of the previous state in a recurrent layer's product; one mask for all time steps.
    package var recurrent: Float = 0
    /// Of a token: its whole embedding is zero.
    package var word: Float = 0

    package init() {}

    /// The same rate for embeddings, between layers and for the output-layer input.
    package init(_ rate: Float) {
      embedding = rate
      betweenLayers = rate
      readout = rate
    }
  }

  package let source: EmbeddingDropout
  package let target: EmbeddingDropout
  package let readout: Dropout
  private let rates: Rates

  /// No dropout anywhere: validation and translation.
  package static let none = ModelDropouts(Rates())

  package init(_ rates: Rates) {
    self.rates = rates
    // Each kind of mask has a place of its own.
    source = EmbeddingDropout(
      tokens: Dropout(rate: rates.word, place: 4),
      elements: Dropout(rate: rates.embedding, place: 1))
    target = EmbeddingDropout(
      tokens: Dropout(rate: rates.word, place: 5),
      elements: Dropout(rate: rates.embedding, place: 2))
    readout = Dropout(rate: rates.readout, place: 3)
  }

  /// Dropout within the encoder's layers; the places leave room for both directions of each layer.
  var encoder: StackDropouts { stack(layerPlace: 16, statePlace: 512, stateStride: 2) }

  /// Dropout within the decoder's layers.
  var decoder: StackDropouts { stack(layerPlace: 256, statePlace: 768, stateStride: 1) }

  private func stack(layerPlace: UInt64, statePlace: UInt64, stateStride: UInt64) -> StackDropouts {
    var result = StackDropouts()
    result.between = rates.betweenLayers
    result.recurrent = rates.recurrent
    result.layerPlace = layerPlace
    result.statePlace = statePlace
    result.stateStride = stateStride
    return result
  }
}

/// Dropout of whole tokens and of elements of their embeddings.
///
/// A dropped token becomes zeros rather than `<unk>`, which BPE never yields. The other tokens'
/// embeddings are not scaled up for it, so that they are the same in training and translation.
package struct EmbeddingDropout: Sendable {
  let tokens: Dropout
  let elements: Dropout

  /// Applies the masks to embeddings `[steps · B, E]`, or to their gradients.
  package func apply(to y: Matrix, _ compute: ComputeState) {
    tokens.zeroRows(of: y, compute)
    elements.apply(to: y, compute)
  }
}
