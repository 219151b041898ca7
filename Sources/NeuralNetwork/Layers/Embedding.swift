/// A table of one vector per token, as in `torch.nn.Embedding`.
package struct Embedding: Sendable {
  /// `[vocabulary, width]`.
  package let table: Parameter
  package var width: Int { table.columns }

  package init(_ name: String, vocabulary: Int, width: Int, layout: inout ParameterLayout) {
    table = layout.add("\(name).weight", [vocabulary, width], .normal(deviation: 0.1))
  }

  /// Looks up the vectors y `[n, width]` of n ids.
  package func forward(_ ids: Vector<Int32>, into y: Matrix, _ compute: ComputeState) {
    compute.store.gather(ids, of: table, into: y)
  }

  /// Leaves the task for the table's gradient; `ids` and dy must stay valid until `WeightGradients` runs it.
  package func backward(_ dy: Matrix, _ ids: Vector<Int32>, _ compute: ComputeState) {
    compute.tasks.append(.embedding(table, ids: ids, delta: dy))
  }
}
