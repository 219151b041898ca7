/// Recurrent layers on top of each other, each in one direction or in both.
///
/// It knows neither tokens nor an encoder: the encoder and the decoder are made of one each, and a
/// language model needs one and an output layer. The first layer may have a context beside its input.
package struct LayerStack: Sendable {
  /// How a stack is made.
  package struct Description {
    /// The parameters' names begin with it.
    package var name: String
    /// The size of an input.
    package var input: Int
    /// The size of the first layer's context; nil: it has none.
    package var context: Int?
    /// The size of an output, both directions together.
    package var width: Int
    package var layers = 1
    package var isBidirectional = false
    package var cell: any CellArithmetic = GRU()
    /// Whether what enters the gates is normalised.
    package var isNormalized = false
    /// Whether each layer from the second on adds its input to its output.
    package var isResidual = false

    package init(_ name: String, input: Int, context: Int? = nil, width: Int) {
      self.name = name
      self.input = input
      self.context = context
      self.width = width
    }
  }

  /// By layer, then direction.
  package let layers: [[Recurrence]]
  /// The columns of a layer's output, both directions together.
  package let width: Int
  /// The first layer's attention; nil: its context, if it has one, is the same at every time step.
  package var attention: Attention?
  let isResidual: Bool

  package init(_ description: Description, layout: inout ParameterLayout) {
    width = description.width
    isResidual = description.isResidual
    let directions = description.isBidirectional ? 2 : 1
    var layers: [[Recurrence]] = []
    for layer in 0..<description.layers {
      layers.append(
        (0..<directions).map { direction in
          let cell = CellDescription(
            description.name, suffix: direction == 0 ? "l\(layer)" : "l\(layer)_reverse",
            input: layer == 0 ? description.input : description.width,
            context: layer == 0 ? description.context : nil,
            hidden: description.width / directions, isNormalized: description.isNormalized)
          return Recurrence(
            RecurrentCell(description.cell, cell, layout: &layout), isReversed: direction == 1)
        })
    }
    self.layers = layers
  }

  /// The columns of each direction in a layer's output.
  package var columnRanges: [Range<Int>] {
    let directions = layers[0].count
    let part = width / directions
    return (0..<directions).map { $0 * part..<($0 + 1) * part }
  }

  /// The outputs of all directions as one matrix `[S · B, width]`; a copy if there are two.
  package func joined(_ outputs: [Matrix], _ workspace: Workspace) -> Matrix {
    if outputs.count == 1 { return outputs[0] }
    let joined = workspace.matrix(outputs[0].rows, width)
    for (output, columns) in zip(outputs, columnRanges) {
      joined.columns(columns).copy(from: output)
    }
    return joined
  }
}

/// Dropout within a stack of layers.
package struct StackDropouts: Sendable {
  /// The probabilities of dropping an element of the input of a layer from the second on, and of the
  /// state that a layer's own product sees.
  package var (between, recurrent): (Float, Float) = (0, 0)
  /// The places of the first masks; see ``Dropout``.
  package var (layerPlace, statePlace): (UInt64, UInt64) = (0, 0)
  /// Places from one layer's states to the next layer's.
  package var stateStride: UInt64 = 1

  package static let none = StackDropouts()

  package init() {}

  package func input(ofLayer layer: Int) -> Dropout {
    Dropout(rate: between, place: layerPlace + UInt64(layer))
  }

  package func state(ofLayer layer: Int, direction: Int) -> Dropout {
    Dropout(
      rate: recurrent, place: statePlace + stateStride * UInt64(layer) + UInt64(direction))
  }
}
