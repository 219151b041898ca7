/// A row-major matrix in memory of its own whose rows lie further apart than they are long.
///
/// What lies between the rows is a known number, so that a kernel that writes there is caught.
package struct FloatRows {
  package let rows: Int
  package let columns: Int
  package let stride: Int
  package let pointer: UnsafeMutablePointer<Float>

  static let filler: Float = 12345

  /// The elements of one row.
  package subscript(row: Int) -> [Float] {
    get { (0..<columns).map { pointer[row * stride + $0] } }
    nonmutating set {
      for column in 0..<columns { pointer[row * stride + column] = newValue[column] }
    }
  }

  /// All elements without what lies between the rows.
  package var values: [Float] { (0..<rows).flatMap { self[$0] } }

  /// False once something was written between two rows.
  package var isFillerIntact: Bool {
    (0..<rows).allSatisfy { row in
      (columns..<stride).allSatisfy { pointer[row * stride + $0] == Self.filler }
    }
  }
}

/// Hands out memory that lives until the end of ``withTestMemory(seed:_:)``.
package final class TestMemory {
  private var blocks: [UnsafeMutableRawPointer] = []
  package var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  func free() { blocks.forEach { $0.deallocate() } }

  /// A matrix of random numbers in -scale...scale.
  package func rows(
    _ rows: Int, _ columns: Int, padding: Int = 0, scale: Float = 1
  ) -> FloatRows {
    let stride = columns + padding
    let pointer = UnsafeMutablePointer<Float>.allocate(capacity: max(rows * stride, 1))
    blocks.append(UnsafeMutableRawPointer(pointer))
    pointer.initialize(repeating: FloatRows.filler, count: max(rows * stride, 1))
    let result = FloatRows(rows: rows, columns: columns, stride: stride, pointer: pointer)
    for row in 0..<rows { result[row] = generator.floats(columns, scale: scale) }
    return result
  }

  /// A matrix with the elements of another, with its own distance between rows.
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

/// Runs a test that needs memory at fixed places, and frees it afterwards.
package func withTestMemory(seed: UInt64 = 1, _ body: (TestMemory) throws -> Void) rethrows {
  let memory = TestMemory(seed: seed)
  defer { memory.free() }
  try body(memory)
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers in every run.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform numbers in -scale...scale.
  package mutating func floats(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in Float.random(in: -scale...scale, using: &self) }
  }

  /// Uniform numbers in -scale...scale.
  package mutating func doubles(_ count: Int, scale: Double = 1) -> [Double] {
    (0..<count).map { _ in Double.random(in: -scale...scale, using: &self) }
  }
}
