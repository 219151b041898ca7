import Formatting
import Testing

@Suite struct NumberTests {
  @Test(arguments: [
    (0.125, 2, "0.12"), (0.375, 2, "0.38"), (2.5, 0, "2"), (1e22, 1, "10000000000000000000000.0"),
    (0.1, 20, "0.10000000000000000555"), (-0.04, 1, "-0.0"),
  ])
  func decimalsAreCorrectlyRounded(value: Double, decimals: Int, text: String) {
    #expect(value.fixed(decimals) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-29_000, "-29,000"), (-100, "-100"),
    (1_234_567, "1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func threeDigitsAreAGroup(number: Int, text: String) {
    #expect(number.grouped == text)
  }
}
