extension ComputeState {
  /// Copies some rows of W into the workspace: the right-hand side of `x · Wᵀ` with these rows only.
  package func gatherRows(_ rows: [Int32], of weight: Weight) -> Products.Right {
    if let right = store.packingInt8(rows, of: weight) { return right }
    let all = store.matrix(weight)
    let some = workspace.matrix(rows.count, all.columns)
    for (index, row) in rows.enumerated() {
      some.rows(index..<index + 1).copy(from: all.rows(Int(row)..<Int(row) + 1))
    }
    return store.precision == .float32 ? .transposed(some) : .packing(some, store.precision)
  }
}

extension Vector<Float> {
  /// Sets element i to element `places[i]` of `others` plus element `places[i]` of `bias`.
  package func take(_ places: [Int32], of others: Vector, adding bias: [Float]) {
    precondition(places.count == count && others.count == bias.count)
    for (position, place) in places.enumerated() {
      self[position] = others[Int(place)] + bias[Int(place)]
    }
  }
}
