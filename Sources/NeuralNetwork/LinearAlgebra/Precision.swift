internal import CProducts

/// The precision of matrix products; everything else is computed in single precision.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  /// Single precision.
  case float32
  /// Factors are rounded to 8 significant bits, sums are in single precision.
  case bfloat16
  /// Weights and activations are integers within ±127 times one scale per row; for translation only.
  case int8

  /// Whether this machine has instructions for products in this precision: bfloat16 with AMX and AVX512-BF16, int8 also
  /// with AVX-VNNI and AVX2.
  ///
  /// Without them a precision is slow. With them bfloat16 is still slower than float32 on some processors.
  public var hasUnits: Bool {
    switch self {
    case .float32: true
    case .bfloat16: cp_bf16_is_fast()
    case .int8: cp_int8_is_fast()
    }
  }

  /// The kernel that computes bfloat16 and int8 products on this machine, such as "AMX".
  public static var reducedPrecisionKernel: String { Engine.reducedPrecisionKernel }
}
