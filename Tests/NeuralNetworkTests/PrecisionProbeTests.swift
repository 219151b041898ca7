import Testing

@testable import NeuralNetwork

/// What the probe reports depends on the processor; that it measures the products it is given does not.
@Suite struct PrecisionProbeTests {
  private let products = [
    PrecisionProbe.Product(m: 64, n: 96, k: 48, operations: 3),
    PrecisionProbe.Product(m: 50, n: 33, k: 17, isGradient: true, operations: 1),
  ]

  @Test(arguments: [Precision.float32, .bfloat16])
  func speedsArePositive(_ precision: Precision) {
    let speed = PrecisionProbe(products).speed(of: precision)
    #expect(speed.isFinite && speed > 0)
  }

  @Test func withoutProductsThereIsNothingToCompare() {
    #expect(PrecisionProbe([]).speed(of: .bfloat16).isNaN)
  }
}
