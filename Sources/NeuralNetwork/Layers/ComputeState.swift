/// What a thread needs to run layers: parameters to read, products, and memory for one batch.
///
/// One a worker thread, for as long as the network lives. Layers themselves are plain values.
package final class ComputeState {
  package let store: ParameterStore
  package let products: Products
  package let workspace: Workspace
  /// What the backward pass of the current batch leaves for `WeightGradients`.
  package var tasks: [GradientTask] = []
  /// Names the dropout masks of the current batch and shard; see `Dropout`.
  package var dropoutSeed: UInt64 = 0
  /// Measures where the time goes; nil: nobody wants to know.
  package var clock: PhaseClock?

  package init(store: ParameterStore) {
    self.store = store
    products = Products(precision: store.precision)
    workspace = Workspace()
  }

  /// Says what the thread does from here on.
  package func begin(_ phase: @autoclosure () -> Phase) {
    if let clock { clock.begin(phase(), operations: products.operations) }
  }

  /// Forgets the batch before.
  package func reset() {
    tasks.removeAll(keepingCapacity: true)
    workspace.reset()
  }

  /// `y = x · Wᵀ`, or `y += …`; x `[n, in]`, y `[n, out]`.
  package func forward(_ x: Matrix, _ weight: Weight, into y: Matrix, accumulate: Bool = false) {
    products.multiply(x, store.forwardRight(weight), into: y, accumulate: accumulate)
  }

  /// `dx = dy · W`, or `dx += …`; dy `[n, out]`, dx `[n, in]`.
  package func backward(_ dy: Matrix, _ weight: Weight, into dx: Matrix, accumulate: Bool = false) {
    products.multiply(dy, store.backwardRight(weight), into: dx, accumulate: accumulate)
  }
}
