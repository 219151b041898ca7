import NeuralNetwork
import TestSupport
import Testing

/// Compares matrix products in every layout with three plain loops.
@Suite struct ProductsTests {
  private enum Layout: CaseIterable { case rows, transposed, packedRows, packedTransposed }

  private static let shapes = [
    (1, 1, 1), (1, 7, 5), (5, 1, 3), (3, 4, 1), (1, 33, 64), (2, 3, 129), (17, 31, 13), (8, 48, 16),
    (64, 96, 32), (5, 100, 50),
  ]

  /// A matrix of random numbers with gaps of `gap` numbers between rows.
  private func random(
    _ rows: Int, _ columns: Int, gap: Int, _ workspace: Workspace,
    _ generator: inout TestSupport.SeededGenerator
  ) -> Matrix {
    let floats = workspace.floats(rows * (columns + gap))
    floats.copy(from: generator.floats(rows * (columns + gap)))
    return Matrix(floats, rows: rows, columns: columns, stride: columns + gap)
  }

  private func transposed(_ rows: [[Double]]) -> [[Double]] {
    (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column] } }
  }

  /// `a` `[m, k]`, `b` by column.
  private func product(_ a: [[Double]], _ columns: [[Double]]) -> [[Double]] {
    a.map { row in columns.map { DoubleLayers.dot(row, $0) } }
  }

  @Test(arguments: shapes)
  func equalsPlainLoops(m: Int, n: Int, k: Int) {
    let products = Products()
    var generator = TestSupport.SeededGenerator(seed: UInt64(m * 10_000 + n * 100 + k))
    for layout in Layout.allCases {
      for choice in 0..<16 {
        let (aTransposed, accumulate) = (choice & 1 == 1, choice & 2 == 2)
        let (gap, cGap) = (choice & 4 == 4 ? 3 : 0, choice & 8 == 8 ? 5 : 0)
        let workspace = Workspace()
        let a = random(
          aTransposed ? k : m, aTransposed ? m : k, gap: gap, workspace, &generator)
        let isTransposed = layout == .transposed || layout == .packedTransposed
        let b = random(
          isTransposed ? n : k, isTransposed ? k : n, gap: gap, workspace, &generator)
        let c = random(m, n, gap: cGap, workspace, &generator)
        let before = accumulate ? c.doubles : []
        var expected = product(
          aTransposed ? transposed(a.doubles) : a.doubles,
          isTransposed ? b.doubles : transposed(b.doubles))
        if accumulate { expected = zip(expected, before).map { zip($0, $1).map { $0 + $1 } } }
        products.multiply(
          a, aTransposed: aTransposed, right(b, layout), into: c, accumulate: accumulate)
        let error = errorInBounds(
          c.values, expected.flatMap(\.self), absolute: 2e-6 * Double(k).squareRoot(),
          relative: 1e-5)
        #expect(
          error <= 1, "\(layout) transposed \(aTransposed) add \(accumulate) gaps \(gap) \(cGap)")
      }
    }
  }

  private func right(_ b: Matrix, _ layout: Layout) -> Products.Right {
    switch layout {
    case .rows: return .rows(b)
    case .transposed: return .transposed(b)
    case .packedRows, .packedTransposed:
      let isTransposed = layout == .packedTransposed
      let packed = PackedMatrix(
        k: isTransposed ? b.columns : b.rows, n: isTransposed ? b.rows : b.columns)
      packed.fill(from: b, transposed: isTransposed)
      #expect(packed.bytes >= 4 * b.rows * b.columns)
      return .packed(packed)
    }
  }

  /// Each row has the same bits, whatever rows are beside it.
  @Test(arguments: [(8, 5), (17, 33), (32, 96), (128, 64), (300, 100), (512, 16)])
  func rowsKeepApart(k: Int, n: Int) {
    // As on the threads of workers; oneDNN would divide the rows among threads of its own.
    Products.useOneThread()
    let products = Products(keepsRowsApart: true)
    var generator = TestSupport.SeededGenerator(seed: UInt64(k + n))
    let workspace = Workspace()
    let a = random(140, k, gap: 1, workspace, &generator)
    let weights = random(n, k, gap: 0, workspace, &generator)
    for (layout, accumulate) in [
      (Layout.packedTransposed, false), (.packedTransposed, true), (.transposed, false),
    ] {
      let b = right(weights, layout)
      let start = random(140, n, gap: 2, workspace, &generator)
      func rows(_ range: Range<Int>) -> [Float] {
        let c = workspace.matrix(range.count, n)
        c.copy(from: start.rows(range))
        products.multiply(a.rows(range), b, into: c, accumulate: accumulate)
        return c.values
      }
      let all = rows(0..<140)
      for (first, count) in [
        (0, 1), (3, 1), (139, 1), (2, 2), (50, 5), (1, 7), (9, 47), (40, 64), (7, 97),
      ] {
        let own = rows(first..<first + count)
        #expect(
          zip(own, all[(first * n)...]).allSatisfy { $0.bitPattern == $1.bitPattern },
          "\(count) rows from \(first)")
      }
    }
  }

  /// The gaps between the rows of the result stay as they are.
  @Test func gapsAreLeftAlone() {
    let workspace = Workspace()
    var generator = TestSupport.SeededGenerator(seed: 4)
    let a = random(9, 20, gap: 1, workspace, &generator)
    let b = random(20, 21, gap: 2, workspace, &generator)
    let memory = workspace.matrix(9, 32)
    memory.fill(5)
    let c = memory.columns(0..<21)
    Products().multiply(a, .rows(b), into: c)
    for row in 0..<9 {
      for column in 21..<32 { #expect(memory[row, column] == 5) }
    }
  }

  /// A product of nothing adds nothing.
  @Test func emptyProductsDoNothing() {
    let workspace = Workspace()
    let c = workspace.matrix(2, 3)
    c.fill(1)
    let products = Products()
    products.multiply(workspace.matrix(0, 4), .rows(workspace.matrix(4, 3)), into: c.rows(0..<0))
    products.multiply(
      workspace.matrix(2, 0), .rows(workspace.matrix(0, 3)), into: c, accumulate: true)
    #expect(c.values == [1, 1, 1, 1, 1, 1])
  }

  #if arch(x86_64)
    /// The shapes that training and search multiply have fast kernels.
    @Test func ordinaryShapesAreFast() {
      let products = Products()
      let workspace = Workspace()
      let weights = workspace.zeros(96, 32)
      let packed = PackedMatrix(k: 32, n: 96)
      packed.fill(from: weights, transposed: true)
      for m in [1, 5, 64] {
        let (x, y) = (workspace.zeros(m, 32), workspace.zeros(m, 96))
        products.multiply(x, .packed(packed), into: y)
        products.multiply(x, .transposed(weights), into: y)
        products.multiply(y, .rows(weights), into: x)
        products.multiply(y, aTransposed: true, .rows(x), into: weights, accumulate: true)
      }
      #expect(products.slowShapes == [])
    }
  #endif
}
