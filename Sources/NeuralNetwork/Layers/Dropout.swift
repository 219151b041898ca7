/// Inverted dropout at one place of a network (Srivastava and others 2014).
///
/// The mask is a function of the compute state's seed, the place and the element's index. So no mask is stored, and the
/// backward pass is the same call on the gradient.
package struct Dropout: Sendable {
  /// The probability that an element is zeroed, in [0, 1).
  package let rate: Float
  /// A number of its own for each place, so that masks of different places differ.
  package let place: UInt64

  /// No dropout.
  package static let none = Dropout(rate: 0, place: 0)

  package init(rate: Float, place: UInt64) {
    self.rate = rate
    self.place = place
  }

  /// Applies the mask: to values in the forward pass, to gradients in the backward pass.
  package func apply(to y: Matrix, _ compute: ComputeState) {
    if rate == 0 { return }
    y.dropOut(rate: rate, seed: compute.dropoutSeed, first: place << 40)
  }

  /// Zeroes whole rows and leaves the others as they are, without scaling; in both passes.
  package func zeroRows(of y: Matrix, _ compute: ComputeState) {
    if rate == 0 { return }
    let mark = compute.workspace.mark()
    let kept = compute.workspace.matrix(1, y.rows)
    kept.fill(1)
    apply(to: kept, compute)
    for row in 0..<y.rows where kept[0, row] == 0 { y.row(row).fill(0) }
    compute.workspace.release(to: mark)
  }
}

extension Dropout {
  /// `x` itself if nothing is dropped, else a copy with the mask applied.
  package func appliedToCopy(of x: Matrix, _ compute: ComputeState) -> Matrix {
    if rate == 0 { return x }
    let copy = compute.workspace.matrix(x.rows, x.columns)
    copy.copy(from: x)
    apply(to: copy, compute)
    return copy
  }
}
