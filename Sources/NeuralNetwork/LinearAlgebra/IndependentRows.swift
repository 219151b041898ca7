/// Multiplies rows so that none depends on the others, down to the last bit.
///
/// oneDNN's kernels for AVX-512 add up every row in the same order, if there are no gaps between the rows of the
/// left-hand side and of the result; if there are, both are copied. Its kernels for AVX2 and older instruction sets
/// divide the rows into blocks, and add up the last rows of a block in another order than the rest; a single row, in
/// yet another. With a multiple of 6 rows, at most 48, all rows are added up in the same order: longer matrices are
/// multiplied in parts, and missing rows are zeros.
struct IndependentRows {
  private static let block = 48
  private static let multiple = 6
  private static let kernelsAreForAVX512 = PackedMatrix(k: 64, n: 64).kernel.hasPrefix("brg")

  /// Copies of rows, and their results.
  private var memory = MemoryBlock(capacity: 4096)

  /// Computes `c = a · b`, or `c += a · b`, by calls of `multiply` with parts of the rows.
  ///
  /// `multiply` gets matrices like `a` and `c`, with as many columns, and does the same with them.
  mutating func multiply(
    _ a: Matrix, into c: Matrix, accumulate: Bool, _ multiply: (Matrix, Matrix) -> Void
  ) {
    guard Self.kernelsAreForAVX512 else {
      return multiplyInBlocks(a, into: c, accumulate, multiply)
    }
    if a.isContiguous && c.isContiguous {
      multiply(a, c)
    } else {
      multiplyCopies(a, c, rows: a.rows, accumulate, multiply)
    }
  }

  private mutating func multiplyInBlocks(
    _ a: Matrix, into c: Matrix, _ accumulate: Bool, _ multiply: (Matrix, Matrix) -> Void
  ) {
    var start = 0
    while start < a.rows {
      let end = min(start + Self.block, a.rows)
      // The rest of the last part is filled up.
      let whole = end - (end - start) % Self.multiple
      if whole > start { multiply(a.rows(start..<whole), c.rows(start..<whole)) }
      if whole < end {
        multiplyCopies(
          a.rows(whole..<end), c.rows(whole..<end), rows: Self.multiple, accumulate, multiply)
      }
      start = end
    }
  }

  /// Multiplies a copy of `a`, filled up with zeros to a number of rows, into a copy of `c`.
  private mutating func multiplyCopies(
    _ a: Matrix, _ c: Matrix, rows: Int, _ accumulate: Bool, _ multiply: (Matrix, Matrix) -> Void
  ) {
    let (left, right) = (rows * a.columns, rows * c.columns)
    let bytes = (left + right) * MemoryLayout<Float>.stride
    if bytes > memory.capacity { memory = MemoryBlock(capacity: bytes) }
    let copy = Matrix(memory.vector(left, at: 0), rows: rows, columns: a.columns)
    let results = Matrix(
      memory.vector(right, at: left * MemoryLayout<Float>.stride), rows: rows, columns: c.columns)
    copy.rows(0..<a.rows).copy(from: a)
    copy.rows(a.rows..<rows).fill(0)
    if accumulate { results.rows(0..<c.rows).copy(from: c) }
    multiply(copy, results)
    c.copy(from: results.rows(0..<c.rows))
  }
}
