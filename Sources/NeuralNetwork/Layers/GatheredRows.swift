extension ComputeContext {
  /// Some rows of a weight, for products with those alone: the right-hand side of `x · Wᵀ`, in memory of
  /// the current batch.
  package func gatherRows(_ rows: [Int32], of weight: Weight) -> Products.Right {
    let all = store.matrix(weight)
    let some = workspace.matrix(rows.count, all.columns)
    for (index, row) in rows.enumerated() {
      some.rows(index..<index + 1).copy(from: all.rows(Int(row)..<Int(row) + 1))
    }
    switch store.precision {
    case .float32: return .transposed(some)
    case .bfloat16:
      let packed = BFloat16Matrix(k: some.columns, n: some.rows)
      packed.fill(from: some, transposed: true)
      return .bfloat16(packed)
    case .int8:
      let packed = Int8Matrix(k: some.columns, n: some.rows)
      packed.fill(from: some, scales: some.int8Scales)
      return .int8(packed)
    }
  }
}
