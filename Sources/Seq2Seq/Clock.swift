private let start = ContinuousClock.now

/// Seconds of a clock that never goes back.
package func monotonicSeconds() -> Double { start.duration(to: .now) / .seconds(1) }
