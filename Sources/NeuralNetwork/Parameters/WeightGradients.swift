/// A contribution to the gradient of a parameter, left by the backward pass to be computed later.
///
/// The backward pass of a shard computes only what flows back to earlier layers. The gradients of
/// weights are then computed by all workers together, each for its own rows of every parameter and
/// over all shards in order: every number is written by one thread, nothing is reduced afterwards,
/// and there is one gradient buffer whatever the number of threads.
package enum GradientTask {
  /// W[out, in] += deltaᵀ · input, for delta `[n, out]`, input `[n, in]`.
  case product(Weight, input: Matrix, delta: Matrix)
  /// b[out] += the sum of delta's rows.
  case bias(Parameter, delta: Matrix)
  /// table[ids[i]] += delta[i].
  case embedding(Parameter, ids: Vector<Int32>, delta: Matrix)

  var parameter: Parameter {
    switch self {
    case .product(let weight, _, _): weight.parameter
    case .bias(let parameter, _), .embedding(let parameter, _, _): parameter
    }
  }
}

package enum WeightGradients {
  /// Computes share `index` of `count` of the gradient of every parameter.
  ///
  /// - Parameters:
  ///   - shards: the tasks of each shard, all in the same order. Parameters without a task get zero.
  ///   - layout: where each parameter lies.
  ///   - gradient: receives the gradient.
  ///   - accumulate: whether to add to the gradient that is there already.
  ///   - index: the worker's number.
  ///   - count: the number of workers.
  ///   - products: the worker's.
  ///   - clock: the worker's, if someone measures.
  /// - Returns: the sum of squares of the share.
  package static func compute(
    _ shards: [[GradientTask]], layout: ParameterLayout, into gradient: AlignedBuffer,
    accumulate: Bool = false, worker index: Int, of count: Int, products: Products,
    clock: PhaseClock? = nil
  ) {
    let first = shards.first { !$0.isEmpty } ?? []
    let overwritten = accumulate ? [:] : overwritten(by: first)
    for parameter in layout.parameters
    where !accumulate && overwritten[parameter.offset] == nil {
      rows(of: parameter, index, count, in: gradient).fill(0)
    }
    for position in first.indices {
      for (number, shard) in shards.filter({ !$0.isEmpty }).enumerated() {
        let task = shard[position]
        let overwrites = number == 0 && overwritten[task.parameter.offset] == position
        clock?.begin(.gradient(of: task.parameter), operations: products.operations)
        run(task, gradient, index, count, products, accumulate: !overwrites)
      }
    }
  }

  /// The sum of squares of share `index` of `count` of a gradient.
  package static func sumOfSquares(
    of gradient: AlignedBuffer, layout: ParameterLayout, worker index: Int, of count: Int
  ) -> Double {
    layout.parameters.reduce(0) { sum, parameter in
      let share = rows(of: parameter, index, count, in: gradient)
      return sum + share.memory.sumOfSquares
    }
  }

  /// By offset of a parameter, the position of the task that may overwrite its gradient.
  ///
  /// It is the first one on it, if that is a product over all columns; whatever else comes first must
  /// find zeros.
  private static func overwritten(by tasks: [GradientTask]) -> [Int: Int] {
    var seen = Set<Int>()
    var result: [Int: Int] = [:]
    for (position, task) in tasks.enumerated()
    where seen.insert(task.parameter.offset).inserted {
      if case .product(let weight, _, _) = task,
        weight.columns.count == weight.parameter.columns
      {
        result[task.parameter.offset] = position
      }
    }
    return result
  }

  /// The rows of a parameter that belong to worker `index`: for a bias, its elements as rows.
  package static func rows(
    of parameter: Parameter, _ index: Int, _ count: Int, in buffer: AlignedBuffer
  ) -> Matrix {
    let isVector = parameter.shape.count == 1
    let columns = isVector ? 1 : parameter.columns
    let matrix = Matrix(
      parameter.vector(in: buffer), rows: parameter.count / columns, columns: columns)
    return matrix.rows((0..<matrix.rows).part(index, of: count, grain: 16))
  }

  private static func run(
    _ task: GradientTask, _ gradient: AlignedBuffer, _ index: Int, _ count: Int,
    _ products: Products, accumulate: Bool
  ) {
    switch task {
    case .product(let weight, let input, let delta):
      let rows = (0..<weight.parameter.rows).part(index, of: count, grain: 16)
      products.multiply(
        delta.columns(rows), aTransposed: true, .rows(input),
        into: weight.matrix(in: gradient).rows(rows), accumulate: accumulate)
    case .bias(let parameter, let delta):
      let columns = (0..<parameter.count).part(index, of: count, grain: 16)
      parameter.vector(in: gradient).slice(columns).addColumnSums(of: delta.columns(columns))
    case .embedding(let parameter, let ids, let delta):
      let rows = (0..<parameter.rows).part(index, of: count, grain: 16)
      let table = parameter.matrix(in: gradient)
      for position in 0..<delta.rows where rows.contains(Int(ids[position])) {
        table.row(Int(ids[position])).add(delta.row(position))
      }
    }
  }
}
