/// The values of a network's parameters with every matrix in int8; vectors stay floats.
package struct Int8Values: Sendable {
  private let layout: ParameterLayout
  /// By the offset of the parameter.
  private let matrices: [Int: Int8Matrix]
  /// The vectors, each at its offset; the places of matrices are never touched, so they take no memory.
  package let vectors: AlignedBuffer

  /// The vectors, and the matrices by the offsets of their parameters.
  package init(_ layout: ParameterLayout, vectors: AlignedBuffer, _ matrices: [Int: Int8Matrix]) {
    precondition(
      layout.parameters.allSatisfy { parameter in
        let matrix = matrices[parameter.offset]
        return matrix.map { $0.rows == parameter.rows && $0.columns == parameter.columns }
          ?? !parameter.isMatrix
      }, "a matrix for each parameter that is one, in its shape")
    self.layout = layout
    self.vectors = vectors
    self.matrices = matrices
  }

  /// Rounds every matrix.
  package init(rounding values: AlignedBuffer, _ layout: ParameterLayout) {
    let vectors = AlignedBuffer(count: layout.size)
    for parameter in layout.parameters where !parameter.isMatrix {
      parameter.vector(in: vectors).copy(from: parameter.vector(in: values))
    }
    let matrices = layout.parameters.filter(\.isMatrix).map {
      ($0.offset, Int8Matrix(rounding: $0.matrix(in: values)))
    }
    self.init(layout, vectors: vectors, Dictionary(uniqueKeysWithValues: matrices))
  }

  /// The matrix of a parameter that is one.
  package subscript(_ parameter: Parameter) -> Int8Matrix {
    guard let matrix = matrices[parameter.offset] else {
      preconditionFailure("\(parameter.name) is no matrix")
    }
    return matrix
  }

  /// All values as floats, in new memory: four times the size.
  package var floats: AlignedBuffer {
    let result = AlignedBuffer(count: layout.size)
    for parameter in layout.parameters {
      if parameter.isMatrix {
        self[parameter].copy(rows: 0..<parameter.rows, to: parameter.matrix(in: result))
      } else {
        parameter.vector(in: result).copy(from: parameter.vector(in: vectors))
      }
    }
    return result
  }
}
