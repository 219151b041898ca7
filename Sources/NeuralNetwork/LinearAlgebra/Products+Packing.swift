extension Products.Right {
  /// A packed matrix `[k, n]` for products of the given precision, not yet filled.
  static func unfilled(_ precision: Precision, k: Int, n: Int) -> Products.Right {
    switch precision {
    case .float32: .packed(PackedMatrix(k: k, n: n))
    case .bfloat16: .reduced(ReducedMatrix(.bfloat16, k: k, n: n))
    case .int8: .reduced(ReducedMatrix(.int8, k: k, n: n))
    }
  }

  /// Packs W `[n, k]` as the right-hand side of `x · Wᵀ`.
  package static func packing(_ matrix: Matrix, _ precision: Precision) -> Products.Right {
    let right = unfilled(precision, k: matrix.columns, n: matrix.rows)
    switch right {
    case .packed(let pack): pack.fill(from: matrix, transposed: true)
    case .reduced(let pack) where pack.format == .int8:
      pack.fill(from: Int8Matrix(rounding: matrix), columns: 0..<matrix.columns)
    case .reduced(let pack): pack.fill(from: matrix, transposed: true)
    case .rows, .transposed: break
    }
    return right
  }
}
