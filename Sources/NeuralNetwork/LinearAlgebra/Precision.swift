internal import CProducts

/// The precision of matrix products; everything else is computed in single precision.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  /// Single precision.
  case float32
  /// Factors are rounded to 8 significant bits, sums are in single precision.
  case bfloat16
  /// Weights and activations are integers within ±127 times one scale per row; for translation only.
  case int8

  /// Whether this machine has hardware units for bfloat16 and int8 products; without them, these precisions are slow.
  public static var hasReducedUnits: Bool { cp_is_fast() }

  /// The kernel that computes bfloat16 and int8 products on this machine, such as "AMX".
  public static var reducedPrecisionKernel: String { Engine.reducedPrecisionKernel }
}
