extension Products.Right {
  /// Room for a matrix `[k, n]` as products of that precision are fastest with.
  static func unfilled(_ precision: Precision, k: Int, n: Int) -> Products.Right {
    switch precision {
    case .float32: .packed(PackedMatrix(k: k, n: n))
    case .bfloat16: .bfloat16(BFloat16Matrix(k: k, n: n))
    case .int8: .int8(Int8Matrix(k: k, n: n))
    }
  }

  /// The right-hand side of `x · Wᵀ`, packed, of W `[n, k]`.
  package static func packing(_ matrix: Matrix, _ precision: Precision) -> Products.Right {
    let right = unfilled(precision, k: matrix.columns, n: matrix.rows)
    switch right {
    case .packed(let pack): pack.fill(from: matrix, transposed: true)
    case .bfloat16(let pack): pack.fill(from: matrix, transposed: true)
    case .int8(let pack): pack.fill(from: matrix, scales: matrix.int8Scales)
    case .rows, .transposed: break
    }
    return right
  }
}
