internal import CProducts

/// What numbers matrix products are made of; everything else is single precision throughout.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  /// Single precision.
  case float32
  /// Factors rounded to 8 significant bits, sums in single precision.
  case bfloat16
  /// Weights and activations as whole numbers to ±127 times a scale a row; for translating only.
  case int8

  /// Whether this machine has units for bfloat16 and int8; else they work, slowly.
  public static var hasReducedUnits: Bool { cp_is_fast() }

  /// The fastest precision to train in that loses nothing.
  public static var suitsTraining: Precision { hasReducedUnits ? .bfloat16 : .float32 }

  /// The unit of this machine that bfloat16 and int8 products run on.
  public static var reducedPrecisionKernel: String { Engine.reducedPrecisionKernel }
}
