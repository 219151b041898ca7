import Charts
import Testing

struct AxisTests {
  @Test(
    arguments: [
      ([0, 10], [0, 2, 4, 6, 8, 10]), ([3.2, 3.9], [3.2, 3.4, 3.6, 3.8, 4]),
      ([-5, 5], [-6, -4, -2, 0, 2, 4, 6]), ([7], [6, 8]), ([0], [0, 0.2]),
    ] as [([Double], [Double])])
  func choosesRoundTicks(_ numbers: [Double], _ ticks: [Double]) {
    let axis = Axis("x", showing: numbers)
    #expect(axis.ticks.count == ticks.count)
    for (tick, expected) in zip(axis.ticks, ticks) { #expect(abs(tick - expected) < 1e-9) }
  }

  @Test func writesAsManyDecimalsAsTicksNeedToDiffer() {
    func texts(_ numbers: [Double], _ scale: Axis.Scale = .linear) -> [String] {
      let axis = Axis("x", showing: numbers, scale: scale)
      return axis.ticks.map(axis.text)
    }
    #expect(texts([0, 10_000]) == ["0", "2,000", "4,000", "6,000", "8,000", "10,000"])
    #expect(texts([0, 0.5]) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"])
    #expect(texts([0.0012, 0.0014]) == ["0.00120", "0.00125", "0.00130", "0.00135", "0.00140"])
    #expect(texts([0.002, 4000], .logarithmic) == ["0.01", "0.1", "1", "10", "100", "1,000"])
    #expect(texts([3, 40], .logarithmic) == ["5", "10", "20"])
  }

  @Test func placesNumbersInOrder() {
    var generator = SystemRandomNumberGenerator()
    for scale in [Axis.Scale.linear, .logarithmic] {
      for _ in 0..<200 {
        let size: Double = [1e-280, 1e-9, 1, 1e7, 1e280].randomElement(using: &generator) ?? 1
        let numbers = (0..<5).map { _ in size * Double.random(in: 0.1...9, using: &generator) }
        let axis = Axis("x", showing: numbers, scale: scale)
        let places = numbers.sorted().map { axis.place(of: $0) ?? -1 }
        #expect(places == places.sorted() && places.allSatisfy { (-1e-9...1 + 1e-9).contains($0) })
        #expect(axis.ticks == axis.ticks.sorted() && axis.ticks.count < 15)
        #expect(axis.ticks.allSatisfy { axis.text(of: $0).count < 400 })
      }
    }
  }

  @Test func hasNoPlaceForWhatIsNoNumber() {
    let axis = Axis("x", showing: [1, .nan, .infinity, -.infinity, 1e300, 3])
    #expect(axis.range == 1...3)
    #expect(axis.place(of: .nan) == nil && axis.place(of: .infinity) == nil)
    #expect(axis.place(of: 2) == 0.5)
    let logarithmic = Axis("x", showing: [-1, 0, 1, 100], scale: .logarithmic)
    #expect(logarithmic.place(of: 0) == nil && logarithmic.place(of: -3) == nil)
    #expect(logarithmic.place(of: 10).map { abs($0 - 0.5) < 1e-12 } == true)
  }

  @Test(
    arguments: [
      [], [.nan], [0, 0], [1e16, 1e16 + 2], [-1e290, 1e290], [.leastNonzeroMagnitude],
      [-.leastNonzeroMagnitude, .leastNonzeroMagnitude],
    ] as [[Double]])
  func survivesOddNumbers(_ numbers: [Double]) {
    for scale in [Axis.Scale.linear, .logarithmic] {
      let axis = Axis("x", showing: numbers, scale: scale)
      #expect(axis.range.lowerBound < axis.range.upperBound && axis.ticks.count < 30)
    }
  }
}
