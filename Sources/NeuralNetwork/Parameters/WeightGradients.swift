/// A contribution to the gradient of a parameter, which the backward pass leaves to be computed later.
///
/// The backward pass of a shard computes only the gradients that flow back to earlier layers. Then all workers together
/// compute the gradients of the weights, each for its own rows of every parameter and over all shards in order. So each
/// number is written by one thread, no reduction follows, and one gradient buffer serves any number of threads.
package enum GradientTask {
  /// `dW += deltaᵀ · input`, for dW `[out, in]`, delta `[n, out]` and input `[n, in]`.
  case product(Weight, input: Matrix, delta: Matrix)
  /// `db +=` the sum of the rows of delta `[n, out]`, for db `[out]`.
  case bias(Parameter, delta: Matrix)
  /// `dtable[ids[i]] += delta[i]`, for each row i of delta.
  case embedding(Parameter, ids: Vector<Int32>, delta: Matrix)

  var parameter: Parameter {
    switch self {
    case .product(let weight, _, _): weight.parameter
    case .bias(let parameter, _), .embedding(let parameter, _, _): parameter
    }
  }
}

/// Runs the gradient tasks of all shards.
package enum WeightGradients {
  /// Computes one worker's share of the gradient of every parameter.
  ///
  /// Parameters in the part without a task get a gradient of zero.
  ///
  /// - Parameters:
  ///   - shards: the tasks of each shard, in the same order in all shards.
  ///   - layout: the layout of the gradient.
  ///   - part: the offsets of the parameters whose gradients are computed; all if it is left out.
  ///   - gradient: receives the gradient.
  ///   - accumulate: whether to add to the contents of `gradient` or replace them.
  ///   - index: the worker's number.
  ///   - count: the number of workers.
  ///   - products: the worker's products.
  ///   - clock: the worker's clock, while a profile is taken.
  package static func compute(
    _ shards: [[GradientTask]], layout: ParameterLayout, in part: Range<Int> = 0..<Int.max,
    into gradient: AlignedBuffer, accumulate: Bool = false, worker index: Int, of count: Int,
    products: Products,
    clock: PhaseClock? = nil
  ) {
    let first = shards.first { !$0.isEmpty } ?? []
    let overwritten = accumulate ? [:] : overwritten(by: first)
    for parameter in layout.parameters
    where part.contains(parameter.offset) && !accumulate && overwritten[parameter.offset] == nil {
      rows(of: parameter, index, count, in: gradient).fill(0)
    }
    for position in first.indices where part.contains(first[position].parameter.offset) {
      for (number, shard) in shards.filter({ !$0.isEmpty }).enumerated() {
        let task = shard[position]
        let overwrites = number == 0 && overwritten[task.parameter.offset] == position
        clock?.begin(.gradient(of: task.parameter), operations: products.operations)
        run(task, gradient, index, count, products, accumulate: !overwrites)
      }
    }
  }

  /// The sum of squares of a gradient over the share of worker `index` of `count`.
  package static func sumOfSquares(
    of gradient: AlignedBuffer, layout: ParameterLayout, worker index: Int, of count: Int
  ) -> Double {
    layout.parameters.reduce(0) { sum, parameter in
      let share = rows(of: parameter, index, count, in: gradient)
      return sum + share.memory.sumOfSquares
    }
  }

  /// The positions of the tasks that may overwrite their parameter's gradient, by the parameter's offset.
  ///
  /// A task may if it is the first one of its parameter and a product over all columns. Otherwise the gradient must be
  /// zero before the first task adds to it.
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

  /// The rows of a parameter that belong to worker `index`; of a bias, each element is a row.
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
