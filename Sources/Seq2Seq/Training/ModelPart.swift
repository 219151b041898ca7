internal import NeuralNetwork

extension TrainingOptions {
  /// A part of the model whose parameters a training can leave as they are.
  public enum ModelPart: String, Sendable, Hashable, CaseIterable {
    /// The embeddings of both sides; with a tied readout also the output layer's weights.
    case embeddings
    /// The layers of the encoder.
    case encoder
    /// The layers of the decoder, and the layer that makes its first state.
    case decoder
    /// The attention.
    case attention
    /// The readout and the output layer.
    case output

    /// The part that a parameter belongs to, by its name.
    init(ofParameter name: String) {
      self =
        if name.hasSuffix(".embedding.weight") {
          .embeddings
        } else if name.hasPrefix("encoder.") {
          .encoder
        } else if name.hasPrefix("attention.") {
          .attention
        } else if name.hasPrefix("readout.") || name.hasPrefix("output.") {
          .output
        } else {
          .decoder
        }
    }
  }
}

extension ParameterLayout {
  /// Where the parameters of some parts of the model lie, or of all others.
  func ranges(of parts: Set<TrainingOptions.ModelPart>, inverted: Bool = false) -> [Range<Int>] {
    parameters
      .filter { parts.contains(.init(ofParameter: $0.name)) != inverted }
      .map { $0.offset..<$0.offset + $0.count }
  }
}
