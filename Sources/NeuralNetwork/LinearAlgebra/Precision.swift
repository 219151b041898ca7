internal import CProducts

/// The precision of matrix products; everything else is computed in single precision.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  /// Single precision.
  case float32
  /// Factors are rounded to 8 significant bits, sums are in single precision.
  case bfloat16
  /// Weights and activations are integers within ±127 times one scale per row; for translation only.
  case int8

  /// Whether products in this precision are at least as fast on this machine as those in single precision: bfloat16 where
  /// the processor has units for it (AMX, AVX512-BF16), int8 also with AVX-VNNI and AVX2.
  public var isFastHere: Bool {
    switch self {
    case .float32: true
    case .bfloat16: cp_bf16_is_fast()
    case .int8: cp_int8_is_fast()
    }
  }

  /// The precision that trains fastest on this machine without a loss of quality.
  public static var suitsTraining: Precision {
    bfloat16.isFastHere ? .bfloat16 : .float32
  }

  /// The kernel that computes bfloat16 and int8 products on this machine, such as "AMX".
  public static var reducedPrecisionKernel: String { Engine.reducedPrecisionKernel }
}
