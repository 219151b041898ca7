import CProducts
import NeuralNetwork
import TestSupport
import Testing

/// Compares products in bfloat16 and int8 with plain loops over rounded numbers, on every kernel
/// of this machine.
@Suite struct ReducedProductsTests {
  /// Sizes above and below those of tiles (16, 32, 64) and blocks (512).
  private static let shapes = [
    (1, 1, 1), (5, 33, 7), (16, 16, 32), (17, 15, 33), (32, 32, 64), (33, 47, 100), (600, 17, 40),
    (20, 530, 70), (19, 21, 1100),
  ]
  private static var kernels: [cp_kernel] {
    [cp_portable, cp_avx2, cp_avxvnni, cp_avx512, cp_amx].filter { cp_use_kernel($0) }
  }

  private func random(
    _ rows: Int, _ columns: Int, gap: Int, _ workspace: Workspace,
    _ generator: inout TestSupport.SeededGenerator
  ) -> Matrix {
    let stride = columns + gap
    let floats = workspace.floats(rows * stride)
    floats.copy(from: generator.floats(rows * stride))
    return Matrix(floats, rows: rows, columns: columns, stride: stride)
  }

  private func rows(_ matrix: Matrix, transposed: Bool) -> [[Float]] {
    let rows = (0..<matrix.rows).map { Array(matrix.row($0)) }
    if !transposed { return rows }
    return (0..<matrix.columns).map { column in rows.map { $0[column] } }
  }

  /// The product a `[m, k]` · b `[n, k]`ᵀ.
  private func product(_ a: [[Float]], _ b: [[Float]]) -> [Double] {
    let (a, b) = (a.map { $0.map(Double.init) }, b.map { $0.map(Double.init) })
    return a.flatMap { row in b.map { DoubleLayers.dot(row, $0) } }
  }

  @Test(arguments: shapes)
  func bfloat16EqualsPlainLoops(m: Int, n: Int, k: Int) {
    for kernel in Self.kernels {
      var generator = TestSupport.SeededGenerator(seed: UInt64(m * 10_000 + n * 100 + k))
      for choice in 0..<16 {
        #expect(cp_use_kernel(kernel))
        let (aTransposed, bTransposed) = (choice & 1 == 1, choice & 2 == 2)
        let (isPacked, accumulate) = (choice & 4 == 4, choice & 8 == 8)
        let workspace = Workspace()
        let a = random(aTransposed ? k : m, aTransposed ? m : k, gap: 3, workspace, &generator)
        let b = random(bTransposed ? n : k, bTransposed ? k : n, gap: 1, workspace, &generator)
        let c = random(m, n, gap: choice, workspace, &generator)
        let before = accumulate ? c.values.map(Double.init) : [Double](repeating: 0, count: m * n)
        let exact = product(
          rows(a, transposed: aTransposed).map { $0.map(ReducedPrecision.bfloat16) },
          rows(b, transposed: !bTransposed).map { $0.map(ReducedPrecision.bfloat16) })
        var right = bTransposed ? Products.Right.transposed(b) : .rows(b)
        if isPacked {
          let packed = ReducedMatrix(.bfloat16, k: k, n: n)
          for worker in 0..<3 {
            packed.fill(from: b, transposed: bTransposed, worker: worker, of: 3)
          }
          right = .reduced(packed)
        }
        Products(precision: .bfloat16).multiply(
          a, aTransposed: aTransposed, right, into: c, accumulate: accumulate)
        let error = errorInBounds(
          c.values, zip(exact, before).map { $0 + $1 },
          absolute: 2e-6 * Double(k).squareRoot(), relative: 1e-5)
        #expect(error <= 1, "kernel \(kernel.rawValue), choice \(choice)")
      }
    }
  }

  @Test(arguments: shapes)
  func int8EqualsPlainLoops(m: Int, n: Int, k: Int) {
    for kernel in Self.kernels {
      #expect(cp_use_kernel(kernel))
      for accumulate in [false, true] {
        var generator = TestSupport.SeededGenerator(seed: UInt64(m * 10_000 + n * 100 + k))
        let workspace = Workspace()
        let a = random(m, k, gap: 3, workspace, &generator)
        let b = random(n, k, gap: 1, workspace, &generator)
        let c = random(m, n, gap: 2, workspace, &generator)
        let before = accumulate ? c.values.map(Double.init) : [Double](repeating: 0, count: m * n)
        let left = rows(a, transposed: false).map(ReducedPrecision.int8)
        let right = rows(b, transposed: false).map(ReducedPrecision.int8)
        let expected = left.flatMap { x in
          right.map { y in
            let sum = zip(x.values, y.values).reduce(0) { $0 + $1.0 * $1.1 }
            return Double(sum) * Double(x.scale) * Double(y.scale)
          }
        }
        let packed = ReducedMatrix(.int8, k: k, n: n)
        for worker in 0..<3 {
          packed.fill(from: Int8Matrix(rounding: b), columns: 0..<k, worker: worker, of: 3)
        }
        Products().multiply(a, .reduced(packed), into: c, accumulate: accumulate)
        let error = errorInBounds(
          c.values, zip(expected, before).map { $0 + $1 }, absolute: 1e-6, relative: 1e-6)
        #expect(error <= 1, "kernel \(kernel.rawValue)")
      }
    }
  }

  /// Every kernel rounds, packs and multiplies to the bits of plain C, for all counts of rows that it divides
  /// differently; factors of ±127 alone make the greatest sums.
  @Test(arguments: 1...20, [false, true])
  func int8HasTheBitsOfPlainC(m: Int, isExtreme: Bool) {
    for (n, k) in [(1, 1), (7, 65), (16, 64), (33, 130), (50, 700)] {
      let workspace = Workspace()
      var generator = TestSupport.SeededGenerator(seed: UInt64(m * 10_000 + n * 100 + k))
      let a = random(m, k, gap: 3, workspace, &generator)
      let b = random(n, k, gap: 1, workspace, &generator)
      let c = random(m, n, gap: 2, workspace, &generator)
      if isExtreme {
        for matrix in [a, b] {
          for row in 0..<matrix.rows {
            for column in 0..<k where (row + column) % 5 != 0 {
              matrix[row, column] = matrix[row, column] < 0 ? -9 : 9
            }
          }
        }
      }
      let before = c.values
      func product(_ kernel: cp_kernel, accumulate: Bool) -> [Float] {
        #expect(cp_use_kernel(kernel))
        for row in 0..<m {
          for column in 0..<n { c[row, column] = before[row * n + column] }
        }
        let packed = ReducedMatrix(.int8, k: k, n: n)
        packed.fill(from: Int8Matrix(rounding: b), columns: 0..<k)
        Products().multiply(a, .reduced(packed), into: c, accumulate: accumulate)
        return c.values
      }
      for accumulate in [false, true] {
        let expected = product(cp_portable, accumulate: accumulate)
        for kernel in Self.kernels {
          let sums = product(kernel, accumulate: accumulate)
          #expect(sums == expected, "kernel \(kernel.rawValue), \(m) x \(n) x \(k)")
        }
      }
    }
  }

  /// The kernel in use decides which precisions have units.
  @Test(arguments: [
    (cp_portable, false, false), (cp_avx2, false, true), (cp_avxvnni, false, true),
    (cp_avx512, true, true), (cp_amx, true, true),
  ])
  func precisionsWithUnits(kernel: cp_kernel, bfloat16: Bool, int8: Bool) {
    guard cp_use_kernel(kernel) else { return }
    #expect(Precision.float32.hasUnits)
    #expect(Precision.bfloat16.hasUnits == bfloat16)
    #expect(Precision.int8.hasUnits == int8)
  }

  /// A row's result has the same bits alone and among others, so that translations do not depend on their batch.
  @Test func rowsAreIndependent() {
    for kernel in Self.kernels {
      #expect(cp_use_kernel(kernel))
      let workspace = Workspace()
      var generator = TestSupport.SeededGenerator(seed: 8)
      let (a, b) = (
        random(45, 70, gap: 0, workspace, &generator), random(50, 70, gap: 0, workspace, &generator)
      )
      let bfloat16 = ReducedMatrix(.bfloat16, k: 70, n: 50)
      bfloat16.fill(from: b, transposed: true)
      let int8 = ReducedMatrix(.int8, k: 70, n: 50)
      int8.fill(from: Int8Matrix(rounding: b), columns: 0..<70)
      for matrix in [bfloat16, int8] {
        let right = Products.Right.reduced(matrix)
        let products = Products()
        let (all, one) = (workspace.matrix(45, 50), workspace.matrix(1, 50))
        products.multiply(a, right, into: all)
        for row in 0..<45 {
          products.multiply(a.rows(row..<row + 1), right, into: one)
          #expect(one.values == Array(all.row(row)), "kernel \(kernel.rawValue), row \(row)")
        }
      }
    }
  }

  /// NaN stays NaN and changes no other row.
  @Test func bfloat16CarriesNaN() {
    for kernel in Self.kernels {
      #expect(cp_use_kernel(kernel))
      let workspace = Workspace()
      let (a, b, c) = (workspace.zeros(3, 40), workspace.zeros(2, 40), workspace.matrix(3, 2))
      a[1, 1] = .nan
      Products(precision: .bfloat16).multiply(a, .transposed(b), into: c)
      #expect(c.values.map(\.isNaN) == [false, false, true, true, false, false])
    }
  }

  /// Rows of an int8 matrix are its integers times their scales, in any order, and packed alone as among the others.
  @Test func rowsOfInt8MatricesAreCopiedAndPacked() {
    let workspace = Workspace()
    var generator = TestSupport.SeededGenerator(seed: 9)
    let matrix = random(40, 70, gap: 2, workspace, &generator)
    matrix.row(3).fill(0)
    let rounded = Int8Matrix(rounding: matrix)
    let places: [Int32] = [39, 3, 3, 0]
    let copied = workspace.zeros(4, 70)
    rounded.copy(rows: places.map(Int.init), to: copied)
    let gathered = rounded.gathering(rows: places)
    for (row, place) in places.map(Int.init).enumerated() {
      let twin = ReducedPrecision.int8(Array(matrix.row(place)))
      #expect(Array(copied.row(row)) == twin.values.map { Float($0) * twin.scale })
      #expect(gathered.numbers[row * 70..<(row + 1) * 70].map(Int.init) == twin.values)
    }
    let (all, some) = (ReducedMatrix(.int8, k: 30, n: 40), ReducedMatrix(.int8, k: 30, n: 4))
    all.fill(from: rounded, columns: 25..<55)
    some.fill(from: gathered, columns: 25..<55)
    let a = random(5, 30, gap: 0, workspace, &generator)
    let (whole, part) = (workspace.matrix(5, 40), workspace.matrix(5, 4))
    Products().multiply(a, .reduced(all), into: whole)
    Products().multiply(a, .reduced(some), into: part)
    for row in 0..<5 {
      #expect(Array(part.row(row)) == places.map { whole[row, Int($0)] })
    }
  }
}
