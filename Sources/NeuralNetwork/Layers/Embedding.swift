/// A table of vectors, one a token, as `torch.nn.Embedding`.
package struct Embedding: Sendable {
  /// `[vocabulary, width]`.
  package let table: Parameter
  package var width: Int { table.columns }

  package init(_ name: String, vocabulary: Int, width: Int, layout: inout ParameterLayout) {
    table = layout.add("\(name).weight", [vocabulary, width], .normal(deviation: 0.1))
  }

  /// y `[n, width]` from n ids.
  package func forward(_ ids: Vector<Int32>, into y: Matrix, _ compute: ComputeState) {
    y.gather(ids, of: compute.store.matrix(table))
  }

  /// Leaves the table's gradient to `WeightGradients`; `ids` and dy must live until then.
  package func backward(_ dy: Matrix, _ ids: Vector<Int32>, _ compute: ComputeState) {
    compute.tasks.append(.embedding(table, ids: ids, delta: dy))
  }
}
