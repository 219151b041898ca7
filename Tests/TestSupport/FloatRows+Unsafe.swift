/// A row-major matrix with gaps between its rows, in memory of its own.
///
/// The gaps are filled with a known number, so that a kernel that writes there is caught.
@safe
package struct FloatRows {
  package let rows: Int
  package let columns: Int
  package let stride: Int
  package let pointer: UnsafeMutablePointer<Float>

  static let filler: Float = 12345

  /// The elements of one row.
  package subscript(row: Int) -> [Float] {
    get { (0..<columns).map { unsafe pointer[row * stride + $0] } }
    nonmutating set {
      for column in 0..<columns { unsafe pointer[row * stride + column] = newValue[column] }
    }
  }

  /// All elements, without the gaps between rows.
  package var values: [Float] { (0..<rows).flatMap { self[$0] } }

  /// False after a kernel has written between two rows.
  package var isFillerIntact: Bool {
    (0..<rows).allSatisfy { row in
      (columns..<stride).allSatisfy { unsafe pointer[row * stride + $0] == Self.filler }
    }
  }
}

/// Allocates memory that lives until the end of ``withTestMemory(seed:_:)``.
@safe
package final class TestMemory {
  private var blocks = unsafe [UnsafeMutablePointer<Float>]()
  package var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  func free() { unsafe blocks.forEach { unsafe $0.deallocate() } }

  /// A matrix of random numbers in -scale...scale.
  package func rows(
    _ rows: Int, _ columns: Int, padding: Int = 0, scale: Float = 1
  ) -> FloatRows {
    let stride = columns + padding
    let pointer = UnsafeMutablePointer<Float>.allocate(capacity: max(rows * stride, 1))
    unsafe blocks.append(pointer)
    unsafe pointer.initialize(repeating: FloatRows.filler, count: max(rows * stride, 1))
    let result = unsafe FloatRows(rows: rows, columns: columns, stride: stride, pointer: pointer)
    for row in 0..<rows { result[row] = generator.floats(columns, scale: scale) }
    return result
  }

  /// A copy of a matrix, with its own gaps between rows.
  package func copy(_ other: FloatRows) -> FloatRows {
    let result = rows(other.rows, other.columns, padding: other.stride - other.columns)
    for row in 0..<other.rows { result[row] = other[row] }
    return result
  }

  /// A vector of the given numbers.
  package func vector(_ values: [Float]) -> FloatRows {
    let result = rows(1, values.count)
    result[0] = values
    return result
  }
}

/// Runs a test that needs memory at fixed addresses, and frees the memory afterwards.
package func withTestMemory(seed: UInt64 = 1, _ body: (TestMemory) throws -> Void) rethrows {
  let memory = TestMemory(seed: seed)
  defer { memory.free() }
  try body(memory)
}
