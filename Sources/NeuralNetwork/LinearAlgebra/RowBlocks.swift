/// Multiplies rows so that none depends on the others, with kernels that do not see to that themselves.
///
/// oneDNN's kernels for AVX-512 add up every row in the same order. Those for AVX2 and older instruction sets divide
/// the rows into blocks, and add up the last rows of a block in another order than the rest; a single row, in yet
/// another. So the last bits of a row depended on the number of rows beside it. With a multiple of 6 rows, at most 48,
/// all rows are added up in the same order. Longer matrices are multiplied in parts, and missing rows are zeros.
struct RowBlocks {
  private static let block = 48
  private static let multiple = 6

  /// The rows that are filled up, and their results.
  private var memory = MemoryBlock(capacity: 4096)

  /// Computes `c = a · b`, or `c += a · b`, by calls of `multiply` with parts of the rows.
  ///
  /// `multiply` gets matrices like `a` and `c`, with as many columns, and does the same with them.
  mutating func multiply(
    _ a: Matrix, into c: Matrix, accumulate: Bool, _ multiply: (Matrix, Matrix) -> Void
  ) {
    var start = 0
    while start < a.rows {
      let end = min(start + Self.block, a.rows)
      // The rest of the last part is filled up.
      let whole = end - (end - start) % Self.multiple
      if whole > start { multiply(a.rows(start..<whole), c.rows(start..<whole)) }
      if whole < end {
        multiplyFilledUp(a.rows(whole..<end), c.rows(whole..<end), accumulate, multiply)
      }
      start = end
    }
  }

  private mutating func multiplyFilledUp(
    _ a: Matrix, _ c: Matrix, _ accumulate: Bool, _ multiply: (Matrix, Matrix) -> Void
  ) {
    let (left, right) = (Self.multiple * a.columns, Self.multiple * c.columns)
    let bytes = (left + right) * MemoryLayout<Float>.stride
    if bytes > memory.capacity { memory = MemoryBlock(capacity: bytes) }
    let rows = Matrix(memory.vector(left, at: 0), rows: Self.multiple, columns: a.columns)
    let results = Matrix(
      memory.vector(right, at: left * MemoryLayout<Float>.stride), rows: Self.multiple,
      columns: c.columns)
    rows.rows(0..<a.rows).copy(from: a)
    rows.rows(a.rows..<Self.multiple).fill(0)
    if accumulate { results.rows(0..<c.rows).copy(from: c) }
    multiply(rows, results)
    c.copy(from: results.rows(0..<c.rows))
  }
}
