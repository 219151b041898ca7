package import NeuralNetwork

/// Where a model drops out in training, and how much.
package struct ModelDropouts: Sendable {
  package let source: Dropout
  package let target: Dropout
  package let readout: Dropout
  private let betweenLayers: Float

  /// No dropout anywhere: validation and translation.
  package static let none = ModelDropouts(embedding: 0, betweenLayers: 0, readout: 0)

  package init(embedding: Float, betweenLayers: Float, readout: Float) {
    source = Dropout(rate: embedding, place: 1)
    target = Dropout(rate: embedding, place: 2)
    self.readout = Dropout(rate: readout, place: 3)
    self.betweenLayers = betweenLayers
  }

  func encoderLayer(_ index: Int) -> Dropout {
    Dropout(rate: betweenLayers, place: UInt64(16 + index))
  }

  func decoderLayer(_ index: Int) -> Dropout {
    Dropout(rate: betweenLayers, place: UInt64(256 + index))
  }
}

extension Dropout {
  /// `x` itself if nothing is dropped, else a copy with the mask applied.
  func appliedToCopy(of x: Matrix, _ context: ComputeContext) -> Matrix {
    if rate == 0 { return x }
    let copy = context.workspace.matrix(x.rows, x.columns)
    copy.copy(from: x)
    apply(to: copy, context)
    return copy
  }
}
