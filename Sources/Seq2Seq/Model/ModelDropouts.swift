package import NeuralNetwork

/// Where a model drops out in training, and how much.
package struct ModelDropouts: Sendable {
  /// Probabilities, each in [0, 1).
  package struct Rates: Sendable, Hashable {
    /// Of an element of an embedding.
    package var embedding: Float = 0
    /// Of an element of the input of a recurrent layer that is not the first.
    package var betweenLayers: Float = 0
    /// Of an element of what the output layer multiplies.
    package var readout: Float = 0
    /// Of an element of the state that a recurrent layer's own product sees, for all steps at once.
    package var recurrent: Float = 0
    /// Of a word: its whole embedding is zero.
    package var word: Float = 0

    package init() {}

    /// The same on embeddings, between layers and on the readout.
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
    // The places of masks: no two of them alike.
    source = EmbeddingDropout(
      words: Dropout(rate: rates.word, place: 4),
      elements: Dropout(rate: rates.embedding, place: 1))
    target = EmbeddingDropout(
      words: Dropout(rate: rates.word, place: 5),
      elements: Dropout(rate: rates.embedding, place: 2))
    readout = Dropout(rate: rates.readout, place: 3)
  }

  /// Within the encoder's layers; places leave room for both directions of each.
  var encoder: StackDropouts { stack(layerPlace: 16, statePlace: 512, stateStride: 2) }

  /// Within the decoder's layers.
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

/// Dropout of words and of elements of their vectors.
///
/// A dropped word is zeros rather than `<unk>`, which byte pairs never yield; the vectors of the other
/// words are not made larger, so that in translation each is what it was in training.
package struct EmbeddingDropout: Sendable {
  let words: Dropout
  let elements: Dropout

  /// Applies the masks to vectors `[steps · B, E]`, or to their gradients.
  package func apply(to y: Matrix, _ compute: ComputeState) {
    words.zeroRows(of: y, compute)
    elements.apply(to: y, compute)
  }
}
