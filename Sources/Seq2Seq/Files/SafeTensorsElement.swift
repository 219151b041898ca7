/// The element types of safetensors files; raw values are their names in the files.
package enum SafeTensorsElement: String, Hashable, CaseIterable, Sendable {
  /// A truth value in one byte.
  case bool = "BOOL"
  /// An unsigned 8-bit integer.
  case uint8 = "U8"
  /// A signed 8-bit integer.
  case int8 = "I8"
  /// An unsigned 16-bit integer.
  case uint16 = "U16"
  /// A signed 16-bit integer.
  case int16 = "I16"
  /// An unsigned 32-bit integer.
  case uint32 = "U32"
  /// A signed 32-bit integer.
  case int32 = "I32"
  /// An unsigned 64-bit integer.
  case uint64 = "U64"
  /// A signed 64-bit integer.
  case int64 = "I64"
  /// IEEE 754 half precision.
  case float16 = "F16"
  /// bfloat16: the upper half of a single precision number.
  case bfloat16 = "BF16"
  /// IEEE 754 single precision, `Float`.
  case float32 = "F32"
  /// IEEE 754 double precision, `Double`.
  case float64 = "F64"

  /// The size of one element in bytes.
  package var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }

  /// The size of a tensor in bytes; nil if a dimension is negative or the product overflows.
  func byteCount(of shape: [Int]) -> Int? {
    // A zero dimension makes the tensor empty, however large the others are.
    if shape.contains(where: { $0 < 0 }) { return nil }
    if shape.contains(0) { return 0 }
    var count = byteCount
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return count
  }
}
