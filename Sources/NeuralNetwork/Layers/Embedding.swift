/// A table of vectors, one a word, as `torch.nn.Embedding`.
package struct Embedding: Sendable {
  /// `[words, width]`.
  package let table: Parameter
  package var width: Int { table.columns }

  package init(_ name: String, words: Int, width: Int, layout: inout ParameterLayout) {
    table = layout.add("\(name).weight", [words, width], .normal(deviation: 0.1))
  }

  /// y `[n, width]` from n ids.
  package func forward(_ ids: Vector<Int32>, into y: Matrix, _ context: ComputeContext) {
    y.gather(ids, of: context.store.matrix(table))
  }

  /// Leaves the table's gradient to `WeightGradients`; `ids` and dy must live until then.
  package func backward(_ dy: Matrix, _ ids: Vector<Int32>, _ context: ComputeContext) {
    context.tasks.append(.embedding(table, ids: ids, delta: dy))
  }
}
