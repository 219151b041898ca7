internal import Platform

/// The distribution of a parameter's initial values.
package enum Initialization: Sendable, Hashable {
  case zero
  /// A vector of `of` equal blocks: 1 in one block, 0 in the others.
  case ones(block: Int, of: Int)
  /// Normal with mean 0; for embeddings.
  case normal(deviation: Float)
  /// Uniform in ±√(6 / (height + columns)) for each block of `height = rows / blocks` rows (Glorot & Bengio 2010).
  case glorot(blocks: Int)
  /// Orthogonal rows in each square block (Saxe et al. 2014); for recurrent weights, one block per gate.
  case orthogonal(blocks: Int)

  package func fill(_ matrix: Matrix, using generator: inout some RandomNumberGenerator) {
    switch self {
    case .zero:
      matrix.fill(0)
    case .ones(let block, let count):
      matrix.fill(0)
      let size = matrix.columns / count
      matrix.columns(block * size..<(block + 1) * size).fill(1)
    case .normal(let deviation):
      for row in 0..<matrix.rows {
        for column in 0..<matrix.columns {
          matrix[row, column] = deviation * Float(generator.normal())
        }
      }
    case .glorot(let blocks):
      let limit = (6 / Float(matrix.rows / blocks + matrix.columns)).squareRoot()
      for row in 0..<matrix.rows {
        for column in 0..<matrix.columns {
          matrix[row, column] = limit * (2 * Float(generator.unit()) - 1)
        }
      }
    case .orthogonal(let blocks):
      let height = matrix.rows / blocks
      for block in 0..<blocks {
        orthogonalize(matrix.rows(block * height..<(block + 1) * height), using: &generator)
      }
    }
  }

  /// Orthogonalises random normal rows by Gram–Schmidt, with a new basis after each `columns` rows.
  private func orthogonalize(_ matrix: Matrix, using generator: inout some RandomNumberGenerator) {
    let width = matrix.columns
    var basis: [[Double]] = []
    for row in 0..<matrix.rows {
      if basis.count == width { basis.removeAll() }
      var vector: [Double]
      var norm: Double
      repeat {
        vector = (0..<width).map { _ in generator.normal() }
        for other in basis {
          var dot = 0.0
          for i in 0..<width { dot += vector[i] * other[i] }
          for i in 0..<width { vector[i] -= dot * other[i] }
        }
        norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      } while norm < 1e-6
      vector = vector.map { $0 / norm }
      for column in 0..<width { matrix[row, column] = Float(vector[column]) }
      basis.append(vector)
    }
  }
}

extension RandomNumberGenerator {
  /// A uniform random number in [0, 1), with 53 bits.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A standard normal random number (Box & Muller 1958).
  package mutating func normal() -> Double {
    let radius = (-2 * logarithm(1 - unit())).squareRoot()
    return radius * cosine(2 * .pi * unit())
  }
}
