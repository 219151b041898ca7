internal import Platform

/// Which rows of each parameter's gradient a worker computes.
///
/// Usually all workers have as many rows. If shards give only some rows a gradient, each worker has about as many of
/// these: frequent tokens, which have the first ids, are in every shard, so that halves of the vocabulary would not be
/// halves of the work. All tasks of a parameter are divided alike, so that each number is written by one worker.
struct RowDivision {
  private let index: Int
  private let count: Int
  /// Of the parameters with rows that no shard needs: the worker's rows, by the parameter's offset.
  private var uneven: [Int: Range<Int>] = [:]
  private static let grain = 16

  init(_ shards: [[GradientTask]], worker index: Int, of count: Int) {
    self.index = index
    self.count = count
    var lists: [Int: (parameter: Parameter, rows: [Vector<Int32>])] = [:]
    for task in shards.joined() {
      guard let rows = task.rows else { continue }
      lists[task.parameter.offset, default: (task.parameter, [])].rows.append(rows)
    }
    uneven = lists.mapValues { parameter, lists in
      let rows = Self.rowCount(of: parameter)
      let start = Self.boundary(index, of: count, lists, rows: rows)
      return start..<Self.boundary(index + 1, of: count, lists, rows: rows)
    }
  }

  /// The worker's rows of a parameter; of a bias, each element is a row.
  func rows(of parameter: Parameter) -> Range<Int> {
    uneven[parameter.offset] ?? Self.even(parameter, index, count)
  }

  /// The rows of worker `index` if all have as many.
  static func even(_ parameter: Parameter, _ index: Int, _ count: Int) -> Range<Int> {
    (0..<rowCount(of: parameter)).part(index, of: count, grain: grain)
  }

  private static func rowCount(of parameter: Parameter) -> Int {
    parameter.isMatrix ? parameter.rows : parameter.count
  }

  /// The row before which `index` of `count` equal shares of the listed rows are.
  private static func boundary(
    _ index: Int, of count: Int, _ lists: [Vector<Int32>], rows: Int
  ) -> Int {
    if index == 0 { return 0 }
    if index == count { return rows }
    let all = lists.reduce(0) { $0 + $1.count }
    let grains = (0..<rows / grain).partitionPoint { grains in
      let before = lists.reduce(0) { $0 + $1.partitionPoint { $0 >= grains * grain } }
      return before * count >= all * index
    }
    return grains * grain
  }
}
