internal import Platform

/// The gradient of some rows of a weight: `dW[rows[i]] += (deltaᵀ · input)[i]`.
package struct RowProduct {
  /// `[m]`, ascending.
  let rows: Vector<Int32>
  /// `[n, in]`.
  let input: Matrix
  /// `[n, m]`.
  let delta: Matrix

  /// The most rows that are computed at once: few enough that they are still in the cache when they are added.
  private static let most = 512
  /// Shorter products are a multiple of this long: every other length would have to be compiled anew.
  private static let grain = 64

  /// How many shapes the products have, for each shape of `input`.
  package static var shapes: Int { most / grain }

  /// Adds the rows that are in `share` to the gradient, `[out, in]`.
  func add(
    to gradient: Matrix, _ share: Range<Int>, _ products: Products, _ workspace: Workspace
  ) {
    let mark = workspace.mark()
    let own = rows.places(within: share)
    let memory = workspace.matrix(min(Self.most, rows.count), input.columns)
    for start in stride(from: own.lowerBound, to: own.upperBound, by: Self.most) {
      let places = start..<min(start + Self.most, own.upperBound)
      // Rows of other workers are computed as well, and not used.
      let length = (places.count + Self.grain - 1) / Self.grain * Self.grain
      let end = min(rows.count, start + length)
      let computed = max(0, end - length)..<end
      let product = memory.rows(0..<computed.count)
      products.multiply(
        delta.columns(computed), aTransposed: true, .rows(input), into: product)
      for place in places {
        gradient.row(Int(rows[place])).add(product.row(place - computed.lowerBound))
      }
    }
    workspace.release(to: mark)
  }
}

extension Vector<Int32> {
  /// The places of the elements that are in a range, of elements in ascending order.
  func places(within range: Range<Int>) -> Range<Int> {
    partitionPoint { $0 >= range.lowerBound }..<partitionPoint { $0 >= range.upperBound }
  }
}
