import NeuralNetwork
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
        let numbers = workspace.floats(rows * columns)
        numbers.copy(from: generator.floats(rows * columns))
        return Matrix(numbers, rows: rows, columns: columns)
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
        products: products)
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
}
