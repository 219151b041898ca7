extension Products.Right {
  /// Room for a matrix `[k, n]` as products of that precision are fastest with.
  static func unfilled(_ precision: Precision, k: Int, n: Int) -> Products.Right {
    switch precision {
    case .float32: .packed(PackedMatrix(k: k, n: n))
    case .bfloat16: .reduced(ReducedMatrix(.bfloat16, k: k, n: n))
    case .int8: .reduced(ReducedMatrix(.int8, k: k, n: n))
    }
  }

  /// The right-hand side of `x · Wᵀ`, packed, of W `[n, k]`.
  package static func packing(_ matrix: Matrix, _ precision: Precision) -> Products.Right {
    let right = unfilled(precision, k: matrix.columns, n: matrix.rows)
    switch right {
    case .packed(let pack): pack.fill(from: matrix, transposed: true)
    case .reduced(let pack): pack.fill(from: matrix, transposed: true)
    case .rows, .transposed: break
    }
    return right
  }
}
