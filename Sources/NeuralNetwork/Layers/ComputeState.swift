/// What a thread computes with: the parameters, its matrix products and its workspace.
///
/// Each worker thread has one as long as it runs. Layers themselves are plain values.
package final class ComputeState {
  package let store: ParameterStore
  package let products: Products
  package let workspace: Workspace
  /// The tasks that the backward pass of the current batch leaves for `WeightGradients`.
  package var tasks: [GradientTask] = []
  /// The seed of the dropout masks of the current batch and shard; see `Dropout`.
  package var dropoutSeed: UInt64 = 0
  /// Measures the time of each phase while a profile is taken; else nil.
  package var clock: PhaseClock?

  package init(store: ParameterStore) {
    self.store = store
    products = Products(
      precision: store.precision, keepsRowsApart: store.purpose == .inference)
    workspace = Workspace()
  }

  /// Begins a phase of the profile.
  package func begin(_ phase: @autoclosure () -> Phase) {
    if let clock { clock.begin(phase(), operations: products.operations) }
  }

  /// Removes the tasks and intermediate results of the previous batch.
  package func reset() {
    tasks.removeAll(keepingCapacity: true)
    workspace.reset()
  }

  /// Computes `y = x · Wᵀ`, or `y += x · Wᵀ` if `accumulate`; x `[n, in]`, y `[n, out]`.
  package func forward(_ x: Matrix, _ weight: Weight, into y: Matrix, accumulate: Bool = false) {
    products.multiply(x, store.forwardRight(weight), into: y, accumulate: accumulate)
  }

  /// Computes `dx = dy · W`, or `dx += dy · W` if `accumulate`; dy `[n, out]`, dx `[n, in]`.
  package func backward(_ dy: Matrix, _ weight: Weight, into dx: Matrix, accumulate: Bool = false) {
    products.multiply(dy, store.backwardRight(weight), into: dx, accumulate: accumulate)
  }
}
