/// A stack of recurrent layers, unidirectional or bidirectional.
///
/// The encoder and the decoder contain one stack each. A stack knows nothing of tokens: a language model would be one
/// stack with an output layer. The first layer's input may have a second part: a context vector or an attention
/// context.
package struct LayerStack: Sendable {
  /// The options of a stack.
  package struct Description {
    /// The prefix of its parameters' names.
    package var name: String
    /// The size of an input.
    package var input: Int
    /// C, the size of the first layer's context; nil: it has none.
    package var context: Int?
    /// The size of a layer's output, both directions together.
    package var width: Int
    package var layers = 1
    package var isBidirectional = false
    package var cell: any CellArithmetic = GRU()
    /// Whether the gates have layer normalisation; see `GateNormalization`.
    package var isNormalized = false
    /// Whether each layer above the first adds its input to its output.
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
  /// The size of a layer's output, both directions together.
  package let width: Int
  /// The first layer's attention; nil: the first layer has a constant context vector, or no context.
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

  /// The columns of a layer's output that each direction writes.
  package var columnRanges: [Range<Int>] {
    let directions = layers[0].count
    let part = width / directions
    return (0..<directions).map { $0 * part..<($0 + 1) * part }
  }

  /// Joins the outputs of all directions into one matrix `[S · B, width]`; copies only if there are two.
  package func joined(_ outputs: [Matrix], _ workspace: Workspace) -> Matrix {
    if outputs.count == 1 { return outputs[0] }
    let joined = workspace.matrix(outputs[0].rows, width)
    for (output, columns) in zip(outputs, columnRanges) {
      joined.columns(columns).copy(from: output)
    }
    return joined
  }
}

/// The dropout of a stack of layers.
package struct StackDropouts: Sendable {
  /// The dropout rates between layers, and of recurrent dropout.
  package var (between, recurrent): (Float, Float) = (0, 0)
  /// The ``Dropout/place`` of the first mask of either kind.
  package var (layerPlace, statePlace): (UInt64, UInt64) = (0, 0)
  /// The difference of the places of one layer's recurrent mask and the next layer's.
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
