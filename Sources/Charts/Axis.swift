import Formatting
import Platform

/// Numbers along one side of a chart: the range they fill, and the ones that are written beside it.
package struct Axis: Sendable, Hashable {
  /// How numbers become lengths.
  package enum Scale: Sendable, Hashable {
    case linear
    /// By the logarithm; numbers that are not positive have no place.
    case logarithmic
  }

  package let label: String
  package let scale: Scale
  /// The lowest and the highest number shown.
  package let range: ClosedRange<Double>
  /// The numbers to write, within the range and in rising order.
  package let ticks: [Double]
  /// The distance of linear ticks.
  private let step: Double
  /// What is written at 0, 1, 2 … instead of numbers; empty: the numbers.
  private let names: [String]

  /// Makes an axis that shows all numbers which have a place on it.
  ///
  /// - Parameters:
  ///   - label: What the numbers are, with their unit.
  ///   - numbers: The numbers to show; those that are not finite, or too large to compute with, are ignored.
  ///   - scale: How numbers become lengths.
  ///   - ticks: About how many numbers to write.
  package init(
    _ label: String, showing numbers: some Sequence<Double>, scale: Scale = .linear, ticks: Int = 6
  ) {
    self.label = label
    self.scale = scale
    names = []
    let shown = numbers.filter { Self.hasPlace($0, scale) }
    let (low, high) = (shown.min() ?? (scale == .linear ? 0 : 1), shown.max() ?? 1)
    switch scale {
    case .linear:
      let (step, range) = Self.linear(low, high, ticks)
      (self.step, self.range) = (step, range)
      self.ticks = Self.multiples(of: step, in: range)
    case .logarithmic:
      step = 0
      range = low < high ? low...high : low / 2...high * 2
      self.ticks = Self.decades(in: range, ticks)
    }
  }

  /// Makes an axis of names, which stand at 0, 1, 2 and so on.
  package init(_ label: String, named names: [String]) {
    self.label = label
    self.names = names
    scale = .linear
    step = 1
    range = -0.5...Double(max(names.count, 1)) - 0.5
    ticks = names.indices.map { Double($0) }
  }

  /// Where a number lies, from 0 at the lowest to 1 at the highest; nil if it has no place.
  package func place(of number: Double) -> Double? {
    guard Self.hasPlace(number, scale) else { return nil }
    switch scale {
    case .linear:
      return (number - range.lowerBound) / (range.upperBound - range.lowerBound)
    case .logarithmic:
      let low = logarithm(range.lowerBound)
      return (logarithm(number) - low) / (logarithm(range.upperBound) - low)
    }
  }

  /// A tick as it is written: with as many decimals as its neighbours need to differ.
  package func text(of tick: Double) -> String {
    if !names.isEmpty { return names[Int(tick)] }
    if scale == .logarithmic, !Self.readable.contains(tick) { return tick.scientific(0) }
    let unit = scale == .linear ? step : tick
    if unit >= 1 && abs(tick) < 1e15 { return Int(tick.rounded()).grouped }
    var (decimals, size) = (0, unit)
    while size < 0.9999 && decimals < 12 { (decimals, size) = (decimals + 1, size * 10) }
    return tick.fixed(decimals)
  }
}

// MARK: - Choosing ticks

extension Axis {
  /// Far beyond these, sums and differences are no numbers any more.
  private static let sensible = 1e-290...1e290
  /// What people read more easily without powers of ten.
  private static let readable = 0.99e-4...1.01e6

  private static func hasPlace(_ number: Double, _ scale: Scale) -> Bool {
    switch scale {
    case .linear: abs(number) <= sensible.upperBound
    case .logarithmic: sensible.contains(number)
    }
  }

  /// A step of 1, 2 or 5 times a power of ten, and the range in such steps around the numbers.
  private static func linear(
    _ low: Double, _ high: Double, _ ticks: Int
  ) -> (step: Double, range: ClosedRange<Double>) {
    // Numbers that differ in their last digits only are as good as equal.
    let differ = high - low > max(abs(high), abs(low)) * 1e-9 + sensible.lowerBound
    let width = differ ? high - low : max(abs(high), 1)
    let step = roundStep(atLeast: width / Double(max(ticks - 1, 1)))
    // A number that is a multiple but for its last digits is its own tick.
    let first = (low / step + 1e-6).rounded(.down) * step
    let last = (high / step - 1e-6).rounded(.up) * step
    return (step, first...(last > first ? last : first + step))
  }

  private static func roundStep(atLeast least: Double) -> Double {
    var power = 1.0
    while power > least { power /= 10 }
    while power * 10 <= least { power *= 10 }
    return power * ([1, 2, 5].first { $0 * power >= least * 0.999 } ?? 10)
  }

  private static func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
    let first = (range.lowerBound / step).rounded()
    let count = Int(((range.upperBound - range.lowerBound) / step).rounded())
    return (0...count).map { (first + Double($0)) * step }
  }

  /// Powers of ten; where those are fewer than three, also twice and five times them.
  private static func decades(in range: ClosedRange<Double>, _ ticks: Int) -> [Double] {
    var power = 1.0
    while power > range.lowerBound { power /= 10 }
    while power * 10 <= range.lowerBound { power *= 10 }
    var powers: [Double] = []
    while power <= range.upperBound {
      powers.append(power)
      power *= 10
    }
    let inside = powers.filter { range.contains($0) }
    if inside.count > 2 {
      let stride = (inside.count + ticks - 1) / ticks
      return inside.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
    }
    return powers.flatMap { power in [1, 2, 5].map { $0 * power } }.filter { range.contains($0) }
  }
}
