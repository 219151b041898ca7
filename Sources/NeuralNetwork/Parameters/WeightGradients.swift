internal import Platform

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
  /// `dW[rows[i]] += (deltaᵀ · input)[i]`, for dW `[out, in]`, ascending rows `[m]`, delta `[n, m]` and input `[n, in]`.
  case productRows(Weight, rows: Vector<Int32>, input: Matrix, delta: Matrix)
  /// `db[rows[i]] +=` the sum of column i of delta, for db `[out]`, ascending rows `[m]` and delta `[n, m]`.
  case biasRows(Parameter, rows: Vector<Int32>, delta: Matrix)

  var parameter: Parameter {
    switch self {
    case .product(let weight, _, _), .productRows(let weight, _, _, _): weight.parameter
    case .bias(let parameter, _), .embedding(let parameter, _, _), .biasRows(let parameter, _, _):
      parameter
    }
  }

  /// The only rows that get a gradient, if the task lists them in ascending order.
  var rows: Vector<Int32>? {
    switch self {
    case .productRows(_, let rows, _, _), .biasRows(_, let rows, _): rows
    case .product, .bias, .embedding: nil
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
  ///   - workspace: the worker's workspace; what is taken from it is given back.
  ///   - clock: the worker's clock, while a profile is taken.
  package static func compute(
    _ shards: [[GradientTask]], layout: ParameterLayout, in part: Range<Int> = 0..<Int.max,
    into gradient: AlignedBuffer, accumulate: Bool = false, worker index: Int, of count: Int,
    products: Products, workspace: Workspace, clock: PhaseClock? = nil
  ) {
    let first = shards.first { !$0.isEmpty } ?? []
    let overwritten = accumulate ? [:] : overwritten(by: first)
    let division = RowDivision(shards, worker: index, of: count)
    for parameter in layout.parameters
    where part.contains(parameter.offset) && !accumulate && overwritten[parameter.offset] == nil {
      matrix(parameter, in: gradient).rows(division.rows(of: parameter)).fill(0)
    }
    for position in first.indices where part.contains(first[position].parameter.offset) {
      for (number, shard) in shards.filter({ !$0.isEmpty }).enumerated() {
        let task = shard[position]
        let overwrites = number == 0 && overwritten[task.parameter.offset] == position
        clock?.begin(.gradient(of: task.parameter), operations: products.operations)
        run(
          task, gradient, division.rows(of: task.parameter), products, workspace,
          accumulate: !overwrites)
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

  /// The rows of a parameter that belong to worker `index` if all have as many; of a bias, each element is a row.
  package static func rows(
    of parameter: Parameter, _ index: Int, _ count: Int, in buffer: AlignedBuffer
  ) -> Matrix {
    matrix(parameter, in: buffer).rows(RowDivision.even(parameter, index, count))
  }

  /// A parameter as a matrix; a bias is a column.
  private static func matrix(_ parameter: Parameter, in buffer: AlignedBuffer) -> Matrix {
    let columns = parameter.isMatrix ? parameter.columns : 1
    return Matrix(
      parameter.vector(in: buffer), rows: parameter.count / columns, columns: columns)
  }

  /// Computes the given rows of a task.
  private static func run(
    _ task: GradientTask, _ gradient: AlignedBuffer, _ share: Range<Int>, _ products: Products,
    _ workspace: Workspace, accumulate: Bool
  ) {
    switch task {
    case .product(let weight, let input, let delta):
      products.multiply(
        delta.columns(share), aTransposed: true, .rows(input),
        into: weight.matrix(in: gradient).rows(share), accumulate: accumulate)
    case .bias(let parameter, let delta):
      parameter.vector(in: gradient).slice(share).addColumnSums(of: delta.columns(share))
    case .embedding(let parameter, let ids, let delta):
      let table = parameter.matrix(in: gradient)
      for position in 0..<delta.rows where share.contains(Int(ids[position])) {
        table.row(Int(ids[position])).add(delta.row(position))
      }
    case .productRows(let weight, let rows, let input, let delta):
      let product = RowProduct(rows: rows, input: input, delta: delta)
      product.add(to: weight.matrix(in: gradient), share, products, workspace)
    case .biasRows(let parameter, let rows, let delta):
      add(columnsOf: delta, to: parameter.vector(in: gradient), rows, share, workspace)
    }
  }

  /// Adds the sums of columns to the elements of a vector that `rows` names, as far as they are in `share`.
  private static func add(
    columnsOf delta: Matrix, to vector: Vector<Float>, _ rows: Vector<Int32>,
    _ share: Range<Int>, _ workspace: Workspace
  ) {
    let mark = workspace.mark()
    let places = rows.places(within: share)
    let sums = workspace.floats(places.count)
    sums.fill(0)
    sums.addColumnSums(of: delta.columns(places))
    for (sum, place) in zip(sums, places) { vector[Int(rows[place])] += sum }
    workspace.release(to: mark)
  }
}
