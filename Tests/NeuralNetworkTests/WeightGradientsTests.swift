@testable import NeuralNetwork
import TestSupport
import Testing

/// Compares the gradients of weights over shards and workers with plain sums.
@Suite struct WeightGradientsTests {
  /// One parameter for each use: all columns, parts of the columns, a bias, a table that is also a weight.
  private struct Layers {
    var layout = ParameterLayout()
    let whole: Weight
    let parts: [Weight]
    let bias: Parameter
    let table: Parameter
    let tied: Weight
    let unused: Parameter

    init() {
      whole = layout.weight(layout.add("whole", [35, 4], .zero))
      let wide = layout.add("wide", [18, 7], .zero)
      parts = [layout.weight(wide, columns: 0..<3), layout.weight(wide, columns: 3..<7)]
      bias = layout.add("bias", [19], .zero)
      table = layout.add("table", [40, 6], .zero)
      tied = layout.weight(table)
      unused = layout.add("unused", [5, 5], .zero)
    }
  }

  /// The tasks that one shard leaves, and the gradient that they add.
  private struct Shard {
    var tasks: [GradientTask] = []
    var gradient: [Double]

    init(
      _ layers: Layers, rows: Int, _ workspace: Workspace,
      _ generator: inout TestSupport.SeededGenerator
    ) {
      gradient = [Double](repeating: 0, count: layers.layout.size)
      func random(_ columns: Int) -> Matrix {
        Self.random(rows, columns, workspace, &generator)
      }
      for weight in [layers.whole] + layers.parts + [layers.tied, layers.whole] {
        // Wider than it needs to be: a view with gaps.
        let input = random(weight.columns.count + 2).columns(1..<weight.columns.count + 1)
        add(weight, input: input, delta: random(weight.parameter.rows))
      }
      let delta = random(19)
      tasks.append(.bias(layers.bias, delta: delta))
      let ids = workspace.integers(rows)
      let words = random(6)
      for row in 0..<rows { ids[row] = Int32.random(in: 0..<40, using: &generator) }
      tasks.append(.embedding(layers.table, ids: ids, delta: words))
      addRows(layers, rows: rows, workspace, &generator)
      for row in 0..<rows {
        for column in 0..<19 {
          gradient[layers.bias.offset + column] += Double(delta.row(row)[column])
        }
        for column in 0..<6 {
          let place = layers.table.offset + Int(ids[row]) * 6 + column
          gradient[place] += Double(words.row(row)[column])
        }
      }
    }

    /// Tasks with some rows of a table, of part of a matrix' columns and of a bias, other rows in each shard.
    private mutating func addRows(
      _ layers: Layers, rows: Int, _ workspace: Workspace,
      _ generator: inout TestSupport.SeededGenerator
    ) {
      for weight in [layers.tied, layers.parts[1]] {
        let some = (0..<weight.parameter.rows).filter { _ in
          Int.random(in: 0..<3, using: &generator) > 0
        }
        let input = Self.random(rows, weight.columns.count, workspace, &generator)
        let delta = Self.random(rows, some.count, workspace, &generator)
        let list = workspace.copy(some.map(Int32.init))
        tasks.append(.productRows(weight, rows: list, input: input, delta: delta))
        for row in 0..<rows {
          for (place, i) in some.enumerated() {
            for (j, column) in weight.columns.enumerated() {
              gradient[weight.parameter.offset + i * weight.parameter.columns + column] +=
                Double(delta.row(row)[place]) * Double(input.row(row)[j])
            }
          }
        }
      }
      let some = [0, 3, 16, 18]
      let delta = Self.random(rows, some.count, workspace, &generator)
      tasks.append(
        .biasRows(layers.bias, rows: workspace.copy(some.map(Int32.init)), delta: delta))
      for row in 0..<rows {
        for (place, i) in some.enumerated() {
          gradient[layers.bias.offset + i] += Double(delta.row(row)[place])
        }
      }
    }

    private static func random(
      _ rows: Int, _ columns: Int, _ workspace: Workspace,
      _ generator: inout TestSupport.SeededGenerator
    ) -> Matrix {
      let numbers = workspace.floats(rows * columns)
      numbers.copy(from: generator.floats(rows * columns))
      return Matrix(numbers, rows: rows, columns: columns)
    }

    private mutating func add(_ weight: Weight, input: Matrix, delta: Matrix) {
      tasks.append(.product(weight, input: input, delta: delta))
      for row in 0..<input.rows {
        for i in 0..<delta.columns {
          for (j, column) in weight.columns.enumerated() {
            let place = weight.parameter.offset + i * weight.parameter.columns + column
            gradient[place] += Double(delta.row(row)[i]) * Double(input.row(row)[j])
          }
        }
      }
    }
  }

  @Test(arguments: [[5], [3, 8], [1, 0, 4], [0, 2], [0, 0]], [1, 2, 3, 7])
  func sumsOverShards(shardRows: [Int], workers: Int) {
    let layers = Layers()
    let workspace = Workspace()
    var generator = TestSupport.SeededGenerator(seed: 8)
    var expected = [Double](repeating: 0, count: layers.layout.size)
    let shards = shardRows.map { rows -> [GradientTask] in
      if rows == 0 { return [] }
      let shard = Shard(layers, rows: rows, workspace, &generator)
      for index in expected.indices { expected[index] += shard.gradient[index] }
      return shard.tasks
    }
    let gradient = AlignedBuffer(count: layers.layout.size)
    // The gradient of an earlier batch must not matter. The padding between parameters stays as it is.
    for parameter in layers.layout.parameters {
      parameter.vector(in: gradient).fill(99)
    }
    let products = Products()
    for worker in 0..<workers {
      WeightGradients.compute(
        shards, layout: layers.layout, into: gradient, worker: worker, of: workers,
        products: products, workspace: workspace)
    }
    let squares = (0..<workers).reduce(0.0) { sum, worker in
      sum
        + WeightGradients.sumOfSquares(
          of: gradient, layout: layers.layout, worker: worker, of: workers)
    }
    #expect(
      errorInBounds(Array(gradient.floats), expected, absolute: 1e-5, relative: 1e-5) <= 1)
    let norm = expected.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares - norm) <= 1e-5 * norm)
  }

  /// Each row of a parameter belongs to exactly one worker.
  @Test(arguments: [1, 2, 3, 8])
  func rowsArePartitioned(workers: Int) {
    let layers = Layers()
    let buffer = AlignedBuffer(count: layers.layout.size)
    for worker in 0..<workers {
      for parameter in layers.layout.parameters {
        let share = WeightGradients.rows(of: parameter, worker, workers, in: buffer)
        for row in 0..<share.rows {
          for column in 0..<share.columns { share.row(row)[column] += 1 }
        }
      }
    }
    for parameter in layers.layout.parameters {
      let values = parameter.matrix(in: buffer).values
      #expect(values == [Float](repeating: 1, count: parameter.count))
    }
  }

  /// More rows than are computed at once, most of them at the beginning: any number of workers adds the same sums, and
  /// what is taken of the workspace is given back.
  @Test(arguments: [1, 2, 3])
  func manyRowsOfALargeWeight(workers: Int) {
    var layout = ParameterLayout()
    let weight = layout.weight(layout.add("large", [4_000, 3], .zero))
    var generator = TestSupport.SeededGenerator(seed: 4)
    let workspace = Workspace()
    func random(_ rows: Int, _ columns: Int) -> Matrix {
      let numbers = workspace.floats(rows * columns)
      numbers.copy(from: generator.floats(rows * columns))
      return Matrix(numbers, rows: rows, columns: columns)
    }
    var expected = [Double](repeating: 0, count: layout.size)
    let lists = [Array(0..<1_300) + [2_000, 3_999], Array(5..<100) + Array(1_200..<1_900)]
    let shards = lists.map { list -> [GradientTask] in
      let (input, delta) = (random(2, 3), random(2, list.count))
      for (place, i) in list.enumerated() {
        for j in 0..<3 {
          for row in 0..<2 {
            expected[i * 3 + j] += Double(delta.row(row)[place]) * Double(input.row(row)[j])
          }
        }
      }
      let rows = workspace.copy(list.map(Int32.init))
      return [.productRows(weight, rows: rows, input: input, delta: delta)]
    }
    let gradient = AlignedBuffer(count: layout.size)
    gradient.floats.fill(99)
    for worker in 0..<workers {
      WeightGradients.compute(
        shards, layout: layout, into: gradient, worker: worker, of: workers,
        products: Products(), workspace: workspace)
    }
    #expect(
      errorInBounds(Array(gradient.floats), expected, absolute: 1e-6, relative: 1e-5) <= 1)
  }

  /// Workers have about as many of the rows that get a gradient, every row belongs to one, and all tasks of a parameter
  /// are divided alike.
  @Test(arguments: [1, 2, 3, 8])
  func rowsWithAGradientAreDividedEvenly(workers: Int) {
    var layout = ParameterLayout()
    let weight = layout.weight(layout.add("large", [4_000, 3], .zero))
    let other = layout.add("other", [90, 3], .zero)
    let workspace = Workspace()
    let lists = [Array(0..<1_000) + [3_999], Array(500..<1_500)]
    let shards = lists.map { list -> [GradientTask] in
      let rows = workspace.copy(list.map(Int32.init))
      return [
        .productRows(
          weight, rows: rows, input: workspace.zeros(1, 3), delta: workspace.zeros(1, list.count))
      ]
    }
    var end = 0
    for worker in 0..<workers {
      let division = RowDivision(shards, worker: worker, of: workers)
      let rows = division.rows(of: weight.parameter)
      #expect(rows.lowerBound == end)
      end = rows.upperBound
      let own = lists.joined().count { rows.contains($0) }
      #expect(abs(own - 2_001 / workers) <= 64)
      #expect(division.rows(of: other) == (0..<90).part(worker, of: workers, grain: 16))
    }
    #expect(end == 4_000)
  }
}
