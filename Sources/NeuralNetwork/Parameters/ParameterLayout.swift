/// A named matrix or vector of trainable numbers, and its position in the buffer of all parameters.
package struct Parameter: Sendable, Hashable {
  package let name: String
  /// `[rows, columns]`, or `[columns]` for a vector such as a bias.
  package let shape: [Int]
  /// The position in floats from the buffer's start; a multiple of 16.
  package let offset: Int
  package let count: Int

  init(_ name: String, _ shape: [Int], offset: Int) {
    self.name = name
    self.shape = shape
    self.offset = offset
    count = shape.reduce(1, *)
  }

  /// Whether it is a matrix, not a vector.
  package var isMatrix: Bool { shape.count == 2 }
  package var rows: Int { shape.count == 1 ? 1 : shape[0] }
  package var columns: Int { shape[shape.count - 1] }

  package func matrix(in buffer: AlignedBuffer) -> Matrix {
    Matrix(vector(in: buffer), rows: rows, columns: columns)
  }

  package func vector(in buffer: AlignedBuffer) -> Vector<Float> {
    buffer.floats.slice(offset..<offset + count)
  }
}

/// The columns of a parameter `[out, in]` that are the weight W of one product `y = x · Wᵀ`.
package struct Weight: Sendable {
  package let parameter: Parameter
  package let columns: Range<Int>
  /// Whether it is multiplied at every time step rather than once per batch, so that packing pays in training.
  package let isRecurrent: Bool
  /// Whether it has some of the parameter's columns only: oneDNN multiplies rows with gaps fast only when packed.
  package var hasGaps: Bool { columns.count < parameter.columns }
  /// Its index in `ParameterLayout.weights` and among the packed matrices of a `ParameterStore`.
  package let index: Int

  package func matrix(in buffer: AlignedBuffer) -> Matrix {
    parameter.matrix(in: buffer).columns(columns)
  }
}

/// The names, shapes and offsets of all parameters of a network, in the order in which they were added.
package struct ParameterLayout: Sendable {
  package private(set) var parameters: [Parameter] = []
  package private(set) var weights: [Weight] = []
  /// The initialization of each parameter, in the order of `parameters`.
  package private(set) var initializations: [Initialization] = []
  /// The number of floats in the buffer, padding included.
  package private(set) var size = 0

  package init() {}

  /// The number of trainable numbers, without padding.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  package mutating func add(
    _ name: String, _ shape: [Int], _ initialization: Initialization
  ) -> Parameter {
    precondition(!parameters.contains { $0.name == name }, "two parameters named \(name)")
    let parameter = Parameter(name, shape, offset: size)
    parameters.append(parameter)
    initializations.append(initialization)
    size += (parameter.count + 15) / 16 * 16
    return parameter
  }

  /// Adds a weight for products: all columns of a parameter, or only `columns`.
  package mutating func weight(
    _ parameter: Parameter, columns: Range<Int>? = nil, isRecurrent: Bool = false
  ) -> Weight {
    let weight = Weight(
      parameter: parameter, columns: columns ?? 0..<parameter.columns, isRecurrent: isRecurrent,
      index: weights.count)
    weights.append(weight)
    return weight
  }
}
